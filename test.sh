#!/bin/bash
# Installs what is missing, builds with g++ 12 under ASan and UBSan, and hpapply
# for Windows with mingw-w64, and runs every test of both.  On a fresh Debian 12,
# as root; a second start skips what is done.  Arguments go to ctest:
#
#   ./test.sh -R lit
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

scripts/install-dependencies.sh
# shellcheck source=scripts/common.sh
source scripts/common.sh

build_preset dev
# hpapply for Windows, which the tests run under Wine.
scripts/build-windows-libraries.sh build/windows-libraries
build_preset windows
ctest --preset dev -j "$(nproc)" "$@"
ctest --preset windows -j "$(nproc)" "$@"
