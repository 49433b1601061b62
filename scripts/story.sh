#!/bin/bash
# story.sh FOLDER: a fix goes into a server that runs, and is taken back: the
# whole way from two builds to a changed process.  The tools are in
# build/release/bin; FOLDER gets all that is made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$1
bin=$PWD/build/release/bin
rm -rf "$folder"
mkdir -p "$folder/pre" "$folder/post"

# step COMMAND...: shows a tool's command and what it prints.
step() {
  echo
  echo "\$ $*"
  local status=0
  "$bin/$1" "${@:2}" || status=$?
  # hpdiff: there are differences, which is what the story is about.
  [[ $status -eq 0 || ($1 == hpdiff && $status -eq 1) ]]
}

for side in pre post; do
  gcc -O2 -g -fPIC -c "samples/server/$side.c" -o "$folder/$side/echo.o"
done
gcc -shared -Wl,--build-id,-soname,libecho.so "$folder/pre/echo.o" \
  -o "$folder/libecho.so"
gcc -shared -Wl,--build-id,-soname,libecho.so "$folder/post/echo.o" \
  -o "$folder/full-update.so"
gcc -O2 -pthread samples/server/server.c "$folder/libecho.so" \
  -Wl,-rpath,"$PWD/$folder" -o "$folder/server"

"$folder/server" >"$folder/server.log" &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
while [[ ! -s $folder/server.log ]]; do
  kill -0 $server
  sleep 0.05
done
read -r pid port <"$folder/server.log"

# ask TITLE: one connection all along, as a client that must not be cut off.
exec {client}<>"/dev/tcp/127.0.0.1/$port"
ask() {
  local answer
  for request in "ECHO 5 hello" "ECHO 60 hello"; do
    echo "$request" >&"$client"
    read -r answer <&"$client"
    printf '  %-8s %-14s -> %s\n' "$1" "$request" "$answer"
  done
}

echo "A server runs as process $pid. Who asks it to repeat more than was sent" \
  "gets its secrets:"
ask before

step hpdiff "$folder/pre" "$folder/post" --stat
step hpcompile "$folder/pre" "$folder/post" --image "$folder/libecho.so" \
  --post-image "$folder/full-update.so" -o "$folder/fix.payload" -q
step hppack keygen -o "$folder/vendor.key"
step hppack build "$folder/fix.payload" -o "$folder/fix.hpk" \
  --key "$folder/vendor.key" --product echo --sequence 1 \
  --image "$folder/libecho.so" --cve CVE-2026-0001 -q

step hpapply apply "$folder/fix.hpk" --pid "$pid" \
  --trust "$folder/vendor.key.pub"
ask fixed
step hpapply status --pid "$pid"
step hpapply rollback --pid "$pid"
ask "back"
step hpapply apply "$folder/fix.hpk" --pid "$pid" \
  --trust "$folder/vendor.key.pub" -q
ask "again"
step hppack report "$folder/fix.hpk" --full "$folder/full-update.so" \
  --image "$folder/libecho.so"
kill -0 $server
echo
echo "The server is still process $pid; nobody was cut off."
