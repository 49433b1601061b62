#!/bin/bash
# size-check.sh PACKAGE FULL_IMAGE OUT [BASELINE]: one step of a pipeline.
# Writes report.json, report.md, report.html, report.csv and junit.xml into OUT
# and ends as `hppack report` does: 0 within budget, 3 a budget failed.  The
# reports are written in both cases.  HPPACK names the program, BUDGETS the
# budgets file.
set -euo pipefail

package=$1
full=$2
out=$3
baseline=${4:-}
mkdir -p "$out"

options=(--json "$out/report.json" --markdown "$out/report.md"
  --html "$out/report.html" --csv "$out/report.csv" --junit "$out/junit.xml"
  --budget "${BUDGETS:-hotpatch.toml}")
if [[ -n $baseline && -s $baseline ]]; then
  options+=(--baseline "$baseline")
fi

status=0
"${HPPACK:-hppack}" report "$package" --full "$full" "${options[@]}" || status=$?

# GitHub shows this on the run's page; it drops a summary of more than 1 MiB.
if [[ -n ${GITHUB_STEP_SUMMARY:-} && -s $out/report.md ]]; then
  cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
