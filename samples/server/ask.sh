#!/bin/bash
# ask.sh PORT REQUEST: sends a request to the server and prints its reply.
exec {server}<>"/dev/tcp/127.0.0.1/$1"
echo "$2" >&"$server"
read -r reply <&"$server"
echo "$reply"
