#!/bin/bash
# Installs what is missing, builds with g++ 12 under ASan and UBSan, and runs
# every test.  On a fresh Debian 12, as root; a second start skips what is
# done.  Arguments go to ctest:  ./test.sh -R lit
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

scripts/install-dependencies.sh
# shellcheck source=scripts/common.sh
source scripts/common.sh

build_preset dev
ctest --preset dev -j "$(nproc)" "$@"
