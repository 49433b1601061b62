#!/bin/bash
# size-check.sh PACKAGE BASE_IMAGE FULL_IMAGE OUT [BASELINE]: one step of a
# pipeline.  BASE_IMAGE is what the package is for, FULL_IMAGE what a full update
# would bring.
# Writes report.json, report.md, report.html, report.csv and junit.xml into OUT
# and ends as `hppack report` does: 0 within budget, 3 a budget failed.  The
# reports are written in both cases.  HPPACK names the program, BUDGETS the
# budgets file.
set -euo pipefail

package=$1
base=$2
full=$3
out=$4
baseline=${5:-}
mkdir -p "$out"

options=(--json "$out/report.json" --markdown "$out/report.md"
  --html "$out/report.html" --csv "$out/report.csv" --junit "$out/junit.xml"
  --budget "${BUDGETS:-hotpatch.toml}")
if [[ -n $baseline && -s $baseline ]]; then
  options+=(--baseline "$baseline")
fi

status=0
"${HPPACK:-hppack}" report "$package" --image "$base" --full "$full" \
  "${options[@]}" || status=$?

# GitHub shows this on the run's page; it drops a summary of more than 1 MiB.
if [[ -n ${GITHUB_STEP_SUMMARY:-} && -s $out/report.md ]]; then
  cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
