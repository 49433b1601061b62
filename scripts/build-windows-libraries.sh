#!/bin/bash
# build-windows-libraries.sh FOLDER: libcrypto and libzstd for Windows, static,
# from Debian's source packages, into FOLDER/include and FOLDER/lib.  Debian has
# neither of them for mingw-w64.  A FOLDER that is complete is left as it is.
set -euo pipefail

if [[ $# -ne 1 ]]; then
  echo "usage: build-windows-libraries.sh FOLDER" >&2
  exit 2
fi
folder=$(realpath -m "$1")
scripts=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
[[ ! -f $folder/complete ]] || exit 0

rm -rf "$folder"
mkdir -p "$folder/include" "$folder/lib"
target=x86_64-w64-mingw32
compiler="$target-gcc-posix"
if command -v ccache >/dev/null; then
  compiler="ccache $compiler"
fi

# run NAME COMMAND...: what it says is shown only if it fails.
run() {
  local log=$folder/$1.log
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "build-windows-libraries.sh: error: $* failed; see $log" >&2
    exit 1
  fi
}

"$scripts/fetch-source.sh" zstd "$folder/zstd"
run zstd make -C "$folder/zstd/lib" -j"$(nproc)" libzstd.a \
  CC="$compiler" AR="$target-ar" OS=Windows_NT TARGET_SYSTEM=Windows_NT \
  ZSTD_LEGACY_SUPPORT=0 MOREFLAGS=-DNDEBUG
cp "$folder/zstd/lib/libzstd.a" "$folder/lib"
cp "$folder"/zstd/lib/zstd*.h "$folder/include"

"$scripts/fetch-source.sh" openssl "$folder/openssl"
cd "$folder/openssl"
# What verifies and makes keys; nothing that talks to a network or a device.
run openssl-configure env CC="$compiler" AR="$target-ar" RANLIB="$target-ranlib" \
  RC="$target-windres" perl Configure mingw64 no-shared no-tests \
  no-engine no-dso no-module no-legacy no-sock no-deprecated \
  no-capieng no-padlockeng no-comp no-ct no-ocsp no-srp no-ts no-cms no-idea \
  no-camellia no-aria no-seed no-sm2 no-sm3 no-sm4 no-rc2 no-rc4 no-bf \
  no-cast no-des no-md4 no-mdc2 no-whirlpool no-rmd160 no-siphash
run openssl make -j"$(nproc)" build_generated libcrypto.a
cp libcrypto.a "$folder/lib"
cp -r include/openssl "$folder/include"
cd "$folder"
rm -rf openssl zstd
# Libraries that are nothing but headers.
cp -r /usr/include/CLI /usr/include/nlohmann include
cp /usr/include/xxhash.h include
touch complete
