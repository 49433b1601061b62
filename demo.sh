#!/bin/bash
# Shows what the tools say: first of the samples (small fixes of one kind each,
# compiled and linked for ELF and COFF), then of one fix from objects to package,
# then of a real security update, OpenSSL's libcrypto.a in the two newest
# versions that Debian offers, and last puts a fix into a server that runs.  On a
# fresh Debian 12, as root; a second start skips what is done.
#
#   ./demo.sh             the server and its hole are our own
#   ./demo.sh --cve       the hole is CVE-2025-57052 of cJSON, from Debian's source
#   ./demo.sh --windows   the server is a Windows program, under Wine
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case ${1:-} in
  "") story=own ;;
  --cve) story=cve ;;
  --windows) story=windows ;;
  *)
    echo "usage: ./demo.sh [--cve | --windows]" >&2
    exit 2
    ;;
esac

scripts/install-dependencies.sh
# shellcheck source=scripts/common.sh
source scripts/common.sh

section "building the release"
build_preset release hpdiff hpcompile hppack hpapply
if [[ $story == windows ]]; then
  scripts/build-windows-libraries.sh build/windows-libraries
  build_preset windows
fi
hpdiff=build/release/bin/hpdiff
hpcompile=build/release/bin/hpcompile
hppack=build/release/bin/hppack

section "samples: what changed, and what hpcompile makes of it"
/usr/bin/python3 tests/e2e/run_samples.py \
  --hpdiff "$hpdiff" --hpcompile "$hpcompile" --work build/demo/samples

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

# run_hpcompile SAMPLE: makes its payload and validates it, or is refused.
run_hpcompile() {
  local folder=build/demo/samples/$1/elf-gcc
  local arguments=("$folder/pre" "$folder/post" --image "$folder/base.so"
    --post-image "$folder/post.so" -o "build/demo/$1.payload")
  echo "\$ hpcompile ${arguments[*]}"
  local status=0
  "$hpcompile" "${arguments[@]}" || status=$?
  echo "(exit status $status)"
  [[ $status -le 1 ]]
}

section "one fix as a payload, and one that must not be applied"
run_hpcompile 65-new-global
run_hpcompile 34-refuse-changed-data

# run_hppack ARGS...: what it refuses is part of the demo.
run_hppack() {
  echo "\$ hppack $*"
  local status=0
  "$hppack" "$@" || status=$?
  echo "(exit status $status)"
  [[ $status -le 1 ]]
}

section "the payload as a signed package, and an image that it is not for"
rm -f build/demo/vendor.key build/demo/vendor.key.pub
run_hppack keygen -o build/demo/vendor.key
run_hppack build build/demo/65-new-global.payload -o build/demo/fix.hpk \
  --key build/demo/vendor.key --product demo --sequence 1 \
  --image build/demo/samples/65-new-global/elf-gcc/base.so
for image in base.so post.so; do
  run_hppack verify build/demo/fix.hpk --trust build/demo/vendor.key.pub \
    --image "build/demo/samples/65-new-global/elf-gcc/$image"
done

section "what the package saves against the full update"
run_hppack report build/demo/fix.hpk \
  --full build/demo/samples/65-new-global/elf-gcc/post.so \
  --image build/demo/samples/65-new-global/elf-gcc/base.so \
  --html build/demo/report.html
echo "the same as a page: build/demo/report.html"

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

echo
echo "== the whole way: a fix goes into a server that runs, and back"
scripts/story.sh build/demo/story "$story"
