#!/bin/bash
# Prepares generated inputs under build/bench (once) and measures the release
# build of hpcompile; prints Markdown for docs/PERFORMANCE.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/common.sh
source scripts/common.sh
data=build/bench
llvm=/usr/lib/llvm-19/bin

# elf COUNT: a pair of objects of COUNT functions, and the images of them.
elf() {
  local count=$1 folder=$data/compile/elf-$1 side change
  [[ ! -d $folder ]] || return 0
  mkdir -p "$folder.partial"
  # What the functions refer to.
  printf '.data\n.globl table\ntable: .zero 256\n.text\n.globl report\n' \
    >"$folder.partial/work.s"
  printf 'report: xorl %%eax, %%eax\n ret\n' >>"$folder.partial/work.s"
  "$llvm/llvm-mc" -triple=x86_64-linux-gnu -filetype=obj \
    "$folder.partial/work.s" -o "$folder.partial/rest.o"
  for side in pre post; do
    change=()
    [[ $side == pre ]] || change=(--change)
    /usr/bin/python3 tests/bench/generate.py "$count" "$folder.partial/work.s" \
      "${change[@]}"
    "$llvm/llvm-mc" -triple=x86_64-linux-gnu -filetype=obj \
      "$folder.partial/work.s" -o "$folder.partial/$side.o"
    "$llvm/ld.lld" -pie --export-dynamic -e report \
      "$folder.partial/$side.o" "$folder.partial/rest.o" \
      -o "$folder.partial/$side.so"
  done
  rm "$folder.partial/work.s"
  mv "$folder.partial" "$folder"
}

# pe UNITS COUNT: trees of UNITS objects of COUNT functions each, with CodeView,
# and DLLs with PDBs; the first unit has a change.
pe() {
  local units=$1 count=$2 folder=$data/compile/pe-$(($1 * $2)) side unit change
  [[ ! -d $folder ]] || return 0
  mkdir -p "$folder.partial/"{pre,post}
  for unit in $(seq 0 $((units - 1))); do
    for side in pre post; do
      change=()
      if [[ $unit -eq 0 && $side == post ]]; then
        change=(--change)
      elif [[ $side == post ]]; then
        cp "$folder.partial/pre/unit$unit.obj" "$folder.partial/post/"
        continue
      fi
      /usr/bin/python3 tests/bench/generate_c.py "$count" "$unit" \
        "$folder.partial/work.c" "${change[@]}"
      clang-19 --target=x86_64-pc-windows-msvc -O2 -g -gcodeview \
        -fno-builtin -c "$folder.partial/work.c" \
        -o "$folder.partial/$side/unit$unit.obj"
    done
  done
  printf 'int report(const char *t, int v) { return t[0] + v; }\n' \
    >"$folder.partial/work.c"
  printf 'int unit%d_f0(void *i, int n) { return n; }\n' "$units" \
    >>"$folder.partial/work.c"
  clang-19 --target=x86_64-pc-windows-msvc -O2 -fno-builtin \
    -c "$folder.partial/work.c" -o "$folder.partial/rest.obj"
  for side in pre post; do
    "$llvm/lld-link" /dll /noentry /nodefaultlib /debug "/export:unit0_f0" \
      "/out:$folder.partial/$side.dll" "$folder.partial/$side/"*.obj \
      "$folder.partial/rest.obj"
  done
  rm "$folder.partial/work.c"
  mv "$folder.partial" "$folder"
}

{
  for count in 1000 2000 5000 10000 20000 50000; do
    elf "$count"
  done
  pe 1 1000
  pe 20 1000
  build_preset release hpcompile
} >&2

exec /usr/bin/python3 tests/bench/measure_compile.py \
  --hpcompile build/release/bin/hpcompile --data "$data/compile"
