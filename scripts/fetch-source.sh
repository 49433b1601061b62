#!/bin/bash
# fetch-source.sh PACKAGE FOLDER: downloads a Debian source package, the newest
# version that the configured archives still hold, and unpacks it into FOLDER
# with the distribution's patches listed and none applied.  Nothing is installed
# and no configuration changed.  A FOLDER that is there is left as it is.
# Exit 1: the package cannot be had.
set -euo pipefail

if [[ $# -ne 2 ]]; then
  echo "usage: fetch-source.sh PACKAGE FOLDER" >&2
  exit 2
fi
package=$1
folder=$(realpath -m "$2")
[[ ! -d $folder ]] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/sources" "$work/lists/partial"
# The same archives, for sources.
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [[ ! -f $list ]] || sed -n 's/^deb /deb-src /p' "$list" \
    >"$work/sources/$(basename "$list").list"
done
for list in /etc/apt/sources.list.d/*.sources; do
  [[ ! -f $list ]] || sed 's/^Types:.*/Types: deb-src/' "$list" \
    >"$work/sources/$(basename "$list")"
done
options=(-o Dir::Etc::sourcelist=/dev/null
  -o "Dir::Etc::sourceparts=$work/sources" -o "Dir::State::lists=$work/lists"
  -o APT::Sandbox::User=root -o APT::Get::List-Cleanup=0)
cd "$work"
is_here=
if apt-get "${options[@]}" update -q >log 2>&1 &&
  apt-cache "${options[@]}" showsrc "$package" >listing 2>>log; then
  # An archive may list a version whose files it no longer has.
  while read -r version; do
    if apt-get "${options[@]}" source -q --download-only "$package=$version" \
      >>log 2>&1; then
      is_here=1
      break
    fi
  done < <(sed -n 's/^Version: //p' listing | sort -rV)
fi
if [[ -z $is_here ]]; then
  echo "fetch-source.sh: error: $package cannot be downloaded:" \
    "$(tail -n 1 log)" >&2
  exit 1
fi
mkdir -p "$(dirname "$folder")"
dpkg-source --no-check --skip-patches -x ./*.dsc tree >log
mv tree "$folder"
