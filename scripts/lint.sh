#!/bin/bash
# Runs clang-tidy-19 (.clang-tidy: few checks, all errors) over the libraries
# and tools, or over those sources whose path from here matches a regular
# expression:  scripts/lint.sh tests/unit/core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/common.sh
source scripts/common.sh

[[ -f build/clang/compile_commands.json ]] || cmake --preset clang
run-clang-tidy-19 -quiet -j "$(nproc)" -p build/clang \
  -clang-tidy-binary /usr/bin/clang-tidy-19 \
  "^$PWD/${1:-(formats|cli|hp[a-z]+)/}"
