#!/bin/bash
# Prepares real and generated inputs under build/bench (once) and measures the
# release build of hpdiff beside its peers; prints Markdown for
# docs/PERFORMANCE.md.  With --no-peers only hpdiff runs, which is quick.
# Downloads the packages llvm-15-dev and llvm-16-dev and installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/common.sh
source scripts/common.sh
data=build/bench

# libraries VERSION FOLDER: the static libraries of one LLVM version.
libraries() {
  [[ ! -d $2 ]] || return 0
  scripts/fetch-package.sh "llvm-$1-dev" "$data/llvm-$1-dev"
  mkdir -p "$2.partial"
  cp -l "$data/llvm-$1-dev/usr/lib/llvm-$1/lib/"*.a "$2.partial"
  mv "$2.partial" "$2"
}

# synthetic COUNT LAYOUT OPTIONS...: a pair of objects of COUNT functions.
synthetic() {
  local count=$1 layout=$2 side object change
  shift 2
  mkdir -p "$data/scale"
  for side in pre post; do
    object=$data/scale/$count-$layout-$side.o
    [[ ! -f $object ]] || continue
    change=()
    [[ $side == pre ]] || change=(--change)
    /usr/bin/python3 tests/bench/generate.py "$count" "$data/scale/work.s" \
      "${change[@]}" "$@"
    /usr/lib/llvm-19/bin/llvm-mc -triple=x86_64-linux-gnu -filetype=obj \
      "$data/scale/work.s" -o "$data/scale/work.o"
    mv "$data/scale/work.o" "$object"
  done
}

{
  libraries 15 "$data/llvm/pre"
  libraries 16 "$data/llvm/post"
  if [[ ! -d $data/llvm/pre-copy ]]; then
    cp -r "$data/llvm/pre" "$data/llvm/pre-copy.partial"
    mv "$data/llvm/pre-copy.partial" "$data/llvm/pre-copy"
  fi
  synthetic 8000 sections --sections
  for count in 1000 2000 4000 8000 16000 32000 64000; do
    synthetic "$count" one-text
  done
  mkdir -p "$data/small"
  for side in pre post; do
    gcc-12 -O2 -g -c "samples/05-code/$side.c" -o "$data/small/$side.o"
  done
  build_preset release hpdiff
} >&2

exec /usr/bin/python3 tests/bench/measure.py \
  --hpdiff build/release/bin/hpdiff --data "$data" "$@"
