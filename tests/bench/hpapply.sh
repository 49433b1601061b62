#!/bin/bash
# What hpapply costs: how long a process stands still, by its number of threads;
# what a redirected call takes; what the commands take.  As root; a few minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/common.sh
source scripts/common.sh

build_preset release hpcompile hppack hpapply
echo "## Stops"
echo
/usr/bin/python3 tests/e2e/live/load_test.py --bin build/release/bin \
  --work build/bench/load --cycles 300 --threads 1 4 16 64
echo
/usr/bin/python3 tests/bench/measure_apply.py --bin build/release/bin \
  --work build/bench/cost
