#!/bin/bash
# Installs what building and testing need: Debian 12 packages, nothing else.
# When all of them are there it says so and ends at once, so that demo.sh and
# test.sh may call it each time.  Needs root only when something is missing.
set -euo pipefail

packages=(
  # Build.
  ca-certificates cmake ninja-build g++-12 ccache clang-19 lld-19
  llvm-19 llvm-19-dev libclang-rt-19-dev
  libzydis-dev libcli11-dev rapidjson-dev nlohmann-json3-dev libxxhash-dev
  libssl-dev libzstd-dev liblzma-dev zlib1g-dev libgtest-dev libgmock-dev
  libbenchmark-dev libtomlplusplus-dev
  # Checks and tests.  llvm-19-tools holds lit, FileCheck, not, split-file.
  clang-tidy-19 clang-format-19 llvm-19-tools python3 python3-jsonschema
  gcc-12 gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64 binutils elfutils gdb wine64
  # Tests of packages: a token, system calls, deltas to compare sizes with.
  softhsm2 opensc openssl strace bsdiff xdelta3
  # Packed inputs and measuring.
  libunicorn-dev zstd xz-utils time shellcheck jq
  # Debian source packages: the demo's real fix, libraries for Windows.
  dpkg-dev patch make perl
  # The report's page in a real browser.
  chromium fonts-dejavu-core
)

missing=()
for package in "${packages[@]}"; do
  # A package that was removed but not purged is known, yet not installed; one
  # that is not known at all is an error of dpkg-query, and of no state.
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done

if [[ ${#missing[@]} -eq 0 ]]; then
  echo "dependencies: all ${#packages[@]} packages are installed"
  exit 0
fi

echo "dependencies: installing ${missing[*]}"
if [[ $EUID -ne 0 ]]; then
  echo "install-dependencies.sh: error: these packages are missing and" \
    "installing them needs root: ${missing[*]}" >&2
  exit 2
fi
export DEBIAN_FRONTEND=noninteractive
apt_options=(-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
apt-get "${apt_options[@]}" update -q
apt-get "${apt_options[@]}" install -y -q --no-install-recommends \
  "${missing[@]}"
