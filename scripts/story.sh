#!/bin/bash
# story.sh FOLDER [cve|windows]: a fix goes into a server that runs, and is taken
# back: the whole way from two builds to a changed process.  The tools are in
# build/release/bin; FOLDER gets all that is made.
#
# Server and hole are our own (samples/server).  With `cve` the hole is
# CVE-2025-57052 of cJSON, as Debian ships its source: a JSON pointer may have
# letters where a number is wanted, and leads past what was asked for.  With
# `windows` the server is a Windows program under Wine, which
# build/windows/bin/hpapply.exe changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$1
kind=${2:-own}
bin=$PWD/build/release/bin
rm -rf "$folder"
mkdir -p "$folder/pre" "$folder/post"

# What Linux and Windows have differently: compilers, names, and how the server
# and hpapply are started.
library_suffix=.so
compiler=(gcc)
link_options=("-Wl,--build-id")
server_options=(-pthread "-Wl,-rpath,$PWD/$folder/pre-image")
server=$folder/server
start=()
hpapply=("$bin/hpapply")
if [[ $kind == windows ]]; then
  library_suffix=.dll
  compiler=(x86_64-w64-mingw32-gcc-posix)
  link_options=()
  server_options=(-static -lws2_32)
  server=$folder/pre-image/server.exe # where it finds the library
  start=(/usr/lib/wine/wine64)
  hpapply=("${start[@]}" build/windows/bin/hpapply.exe)
  export WINEDEBUG=-all WINEPREFIX=$PWD/$folder/wine DISPLAY=
  # The first start sets Wine's folder up, and talks about it.
  "${hpapply[@]}" --version >/dev/null 2>&1
fi

# step COMMAND...: shows a tool's command and what it prints.
step() {
  echo
  echo "\$ $*"
  local status=0
  local command=("$bin/$1")
  [[ $1 != hpapply ]] || command=("${hpapply[@]}")
  "${command[@]}" "${@:2}" || status=$?
  # hpdiff: there are differences, which is what the story is about.
  [[ $status -eq 0 || ($1 == hpdiff && $status -eq 1) ]]
}

compile() { "${compiler[@]}" -O2 -g -fPIC -w -c "$1" -o "$2"; }

build_own() {
  library=libecho$library_suffix
  cve=CVE-2026-0001
  product="echo"
  requests=("ECHO 5 hello" "ECHO 60 hello")
  about="Who asks it to repeat more than was sent gets its secrets"
  for side in pre post; do
    compile "samples/server/$side.c" "$folder/$side/echo.o"
  done
}

build_cve() {
  library=libcjson$library_suffix
  cve=CVE-2025-57052
  product="cjson"
  requests=("FIND /27" "FIND /1A")
  about="Who asks it for element 1A gets one, though there is none"
  for side in pre post; do
    local source=$folder/source-$side
    cp -r build/demo/cjson "$source"
    while read -r patch; do
      [[ $side == pre && $patch == "$cve.patch" ]] ||
        patch -s -d "$source" -p1 <"$source/debian/patches/$patch"
    done <"$source/debian/patches/series"
    for name in cJSON cJSON_Utils; do
      (cd "$source" && compile "$name.c" "$name.o")
      mv "$source/$name.o" "$folder/$side/"
    done
  done
}

case $kind in
  own | windows)
    build_own
    ;;
  cve)
    scripts/fetch-source.sh cjson build/demo/cjson
    build_cve
    ;;
  *)
    echo "usage: story.sh FOLDER [cve|windows]" >&2
    exit 2
    ;;
esac
for side in pre post; do
  mkdir -p "$folder/$side-image"
  "${compiler[@]}" -shared "${link_options[@]}" -Wl,-soname,"$library" \
    "$folder/$side"/*.o -lm -o "$folder/$side-image/$library"
done
image=$folder/pre-image/$library
program=(samples/server/server.c)
[[ $kind != cve ]] || program+=(samples/server/pointer.c)
"${compiler[@]}" -O2 "${program[@]}" "$image" "${server_options[@]}" \
  -o "$server"

"${start[@]}" "$server" >"$folder/server.log" &
running=$!
trap 'kill $running 2>/dev/null || true' EXIT
while [[ ! -s $folder/server.log ]]; do
  kill -0 $running
  sleep 0.05
done
read -r pid port < <(tr -d '\r' <"$folder/server.log")

# ask WHEN: on one connection all along, as a client that must not be cut off.
exec {client}<>"/dev/tcp/127.0.0.1/$port"
ask() {
  local answer
  for request in "${requests[@]}"; do
    echo "$request" >&"$client"
    read -r answer <&"$client"
    printf '  %-8s %-14s -> %s\n' "$1" "$request" "$answer"
  done
}

echo "A server runs as process $pid. $about:"
ask before

step hpdiff "$folder/pre" "$folder/post" --stat
step hpcompile "$folder/pre" "$folder/post" --image "$image" \
  --post-image "$folder/post-image/$library" -o "$folder/fix.payload" -q
step hppack keygen -o "$folder/vendor.key"
step hppack build "$folder/fix.payload" -o "$folder/fix.hpk" \
  --key "$folder/vendor.key" --product "$product" --sequence 1 \
  --image "$image" --cve "$cve" -q

step hpapply apply "$folder/fix.hpk" --pid "$pid" \
  --trust "$folder/vendor.key.pub"
ask fixed
step hpapply status --pid "$pid"
step hpapply rollback --pid "$pid"
ask back
step hpapply apply "$folder/fix.hpk" --pid "$pid" \
  --trust "$folder/vendor.key.pub" -q
ask again
step hppack report "$folder/fix.hpk" --full "$folder/post-image/$library" \
  --image "$image"
kill -0 $running
echo
echo "The server is still process $pid; nobody was cut off."
