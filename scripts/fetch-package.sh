#!/bin/bash
# fetch-package.sh PACKAGE[=VERSION] FOLDER: downloads a Debian package and
# unpacks it into FOLDER; nothing is installed.  A FOLDER that is already there
# is left as it is.  Exit 1: the package cannot be had.
set -euo pipefail

if [[ $# -ne 2 ]]; then
  echo "usage: fetch-package.sh PACKAGE[=VERSION] FOLDER" >&2
  exit 2
fi
package=$1
folder=$2
[[ ! -d $folder ]] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# apt drops root to download and must be able to write there.
chmod 755 "$work"
download() {
  (cd "$work" && apt-get download -q -o APT::Sandbox::User=root "$package" \
    >download.log 2>&1)
}
# Package lists may be missing or stale; refreshing them needs root.
if ! download && ! { apt-get update -q >/dev/null 2>&1 && download; }; then
  echo "fetch-package.sh: error: $package cannot be downloaded:" \
    "$(tail -n 1 "$work/download.log")" >&2
  exit 1
fi
# Appears whole or not at all, so that an interrupted run is repeated.
mkdir -p "$(dirname "$folder")"
dpkg-deb -x "$work"/*.deb "$work/tree"
mv "$work/tree" "$folder"
