# Shared by the scripts that build: headings with times, one way to build.
# Sourced, not run; expects `set -euo pipefail` and the repository root as the
# working directory.
# shellcheck shell=bash

# ccache makes a second build from nothing fast.  Paths inside the repository
# are rewritten to relative ones, so that two clones share a cache.
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
  export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}
  export CCACHE_NOHASHDIR=1
fi

# Keeps a stray locale or colour setting of the caller out of what is compared.
export LC_ALL=C.UTF-8
unset NO_COLOR CLICOLOR_FORCE

# section TITLE: ends the running section with its time and begins another.
section_title=
section_start=0
section() {
  if [[ -n $section_title ]]; then
    echo "== $section_title: $((SECONDS - section_start)) s"
  fi
  section_title=$1
  section_start=$SECONDS
  echo
  echo "== $section_title"
}

# end_sections: ends the last section and says what all took together.
end_sections() {
  echo "== $section_title: $((SECONDS - section_start)) s"
  section_title=
  echo
  echo "== all: $SECONDS s"
}

# build_preset PRESET [TARGET ...]: configures once, then builds.  Ninja runs
# CMake again by itself when a CMake file has changed.
build_preset() {
  local preset=$1
  shift
  if [[ ! -f build/$preset/build.ninja ]]; then
    cmake --preset "$preset"
  fi
  if [[ $# -gt 0 ]]; then
    cmake --build --preset "$preset" --target "$@"
  else
    cmake --build --preset "$preset"
  fi
}
