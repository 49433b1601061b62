#!/bin/bash
# fuzz.sh [--seconds N] [TARGET ...]: builds the libFuzzer targets with ASan
# and UBSan and runs each for N seconds (default 60), starting from its seeds.
# What it finds stays in build/fuzz/work/TARGET; a file named crash-* or
# timeout-* there fails the run and belongs into tests/fuzz/corpus/TARGET,
# together with the fix.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
source scripts/common.sh

seconds=60
if [[ ${1:-} == --seconds ]]; then
  seconds=$2
  shift 2
fi

build_preset fuzz fuzz_targets
targets=("$@")
if [[ ${#targets[@]} -eq 0 ]]; then
  for program in build/fuzz/bin/*_fuzz; do
    program=${program##*/}
    targets+=("${program%_fuzz}")
  done
fi

for target in "${targets[@]}"; do
  work=build/fuzz/work/$target
  mkdir -p "$work/corpus"
  echo "-- $target: $seconds s"
  # Limits are those of docs/CONTRIBUTING.md: no hang over 5 s, no more than
  # 512 MB (twice that with ASan's shadow and quarantine).
  build/fuzz/bin/"${target}_fuzz" -max_total_time="$seconds" -timeout=5 \
    -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="$work/" "$work/corpus" \
    "build/fuzz/tests/fuzz/corpus/$target" >"$work/log" 2>&1 || {
    tail -n 60 "$work/log" >&2
    echo "fuzz.sh: error: $target failed; inputs and log are in $work" >&2
    exit 1
  }
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)' "$work/log"
done
