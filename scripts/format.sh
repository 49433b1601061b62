#!/bin/bash
# Formats all C++ sources in place; with --check changes nothing and fails on
# the first one that is not formatted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=(-i)
if [[ ${1:-} == --check ]]; then
  mode=(--dry-run -Werror)
fi
find . \( -name build -o -name node_modules -o -name '.?*' \) -prune -o \
  \( -name '*.cc' -o -name '*.h' \) -type f -print0 |
  xargs -0 -r clang-format-19 --style=file "${mode[@]}"
