#!/bin/bash
# Shows what hpdiff says: first of the samples (small fixes of one kind each,
# compiled for ELF and COFF), then of a real security update, OpenSSL's
# libcrypto.a in the two newest versions that Debian offers.  On a fresh Debian
# 12, as root; a second start skips what is done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

scripts/install-dependencies.sh
# shellcheck source=scripts/common.sh
source scripts/common.sh

section "building the release"
build_preset release hpdiff
hpdiff=build/release/bin/hpdiff

section "samples: what changed, as hpdiff classifies it"
/usr/bin/python3 tests/e2e/run_samples.py \
  --hpdiff "$hpdiff" --work build/demo/samples

# run_hpdiff ARGS...: differences are what a demo is about, trouble is not.
run_hpdiff() {
  echo "\$ hpdiff $*"
  local status=0
  "$hpdiff" "$@" || status=$?
  echo "(exit status $status)"
  [[ $status -le 1 ]]
}

section "one fix, one function, instruction by instruction"
run_hpdiff show build/demo/samples/05-code/elf-gcc/pre/sample.o \
  build/demo/samples/05-code/elf-gcc/post/sample.o parse_record

section "a real security update: OpenSSL's libcrypto.a"
mapfile -t versions < <(apt-cache madison libssl-dev |
  awk '{print $3}' | sort -uV | tail -n 2)
libcrypto() { echo "build/demo/openssl-$1/usr/lib/x86_64-linux-gnu/libcrypto.a"; }
if [[ ${#versions[@]} -eq 2 ]] &&
  scripts/fetch-package.sh "libssl-dev=${versions[0]}" \
    "build/demo/openssl-${versions[0]}" &&
  scripts/fetch-package.sh "libssl-dev=${versions[1]}" \
    "build/demo/openssl-${versions[1]}"; then
  echo "libssl-dev ${versions[0]} -> ${versions[1]}"
  run_hpdiff "$(libcrypto "${versions[0]}")" "$(libcrypto "${versions[1]}")" \
    --limit 20
else
  echo "The package archive offers no two versions of libssl-dev here" \
    "(found: ${versions[*]:-none}); the samples above are all there is to show."
fi
end_sections
