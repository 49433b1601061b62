#!/usr/bin/python3
"""run_corpus.py CORPUS [--hpdiff BIN] [--case NAME ...] [--variant V ...] [--all] [--max-kb N]

The oracle over the corpus of real fixes.  With --hpdiff: its verdicts against
hpdiff's.  Without: the oracle's against the corpus's own list (case.json, made by
compiling again with a constant __LINE__), to test the oracle.

By default a selection that covers every package and variant with objects of
moderate size; --all takes every pair.  Exit 0: no disagreement.
"""
import argparse
import contextlib
import glob
import io
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402
from object_text import ReadError  # noqa: E402


def differing_kb(pre, post):
    total = 0
    for path in glob.glob(os.path.join(glob.escape(pre), "*")):
        other = os.path.join(post, os.path.basename(path))
        if os.path.exists(other) and open(path, "rb").read() != open(other, "rb").read():
            total += os.path.getsize(path) // 1024
    return total


def select(corpus, options):
    """[(case, variant)]; by default per package and variant the first that is
    small enough."""
    chosen, seen = [], set()
    for case_file in sorted(glob.glob(os.path.join(corpus, "*", "case.json"))):
        directory = os.path.dirname(case_file)
        case = os.path.basename(directory)
        for variant in sorted(json.load(open(case_file))["truth"]):
            place = os.path.join(directory, variant)
            if not os.path.isdir(place) or options.case and case not in options.case or options.variant and variant not in options.variant:
                continue
            key = (case.split("-")[0], variant)
            if not options.all and not options.case:
                kb = differing_kb(os.path.join(place, "pre"), os.path.join(place, "post"))
                if key in seen or kb > options.max_kb or kb == 0:
                    continue
            seen.add(key)
            chosen.append((case, variant))
    return chosen


def check(corpus, case, variant, options):
    place = os.path.join(corpus, case, variant)
    pairs = oracle.object_pairs(os.path.join(place, "pre"), os.path.join(place, "post"))
    if options.hpdiff:
        report = oracle.run_hpdiff(options.hpdiff, os.path.join(place, "pre"), os.path.join(place, "post"))
        return oracle.check_report(report, pairs, options)
    with open(os.path.join(corpus, case, "case.json")) as file:
        truth = json.load(file)["truth"][variant]
    return oracle.check_truth(truth, pairs, options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--hpdiff")
    parser.add_argument("--case", action="append")
    parser.add_argument("--variant", action="append")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--max-kb", type=int, default=450)
    parser.add_argument("--at-least", type=int, default=1, metavar="N", help="fail if there are fewer pairs")
    parser.add_argument("--unsure-limit", type=float, default=3.0)
    options = parser.parse_args()
    started, bad = time.monotonic(), []
    chosen = select(options.corpus, options)
    for case, variant in chosen:
        output = io.StringIO()
        try:
            with contextlib.redirect_stdout(output):
                status = check(options.corpus, case, variant, options)
        except (ReadError, KeyError, ValueError) as error:
            status = 2
            output.write(f"error: {error!r}\n")
        print(f"{'ok  ' if status == 0 else 'BAD '} {case}/{variant}: {output.getvalue().strip().splitlines()[-1]}", flush=True)
        if status or "\nunsure " in "\n" + output.getvalue():
            for line in output.getvalue().strip().splitlines()[:-1]:
                print("     " + line, flush=True)
        if status:
            bad.append(f"{case}/{variant}")
    print(f"corpus: {len(chosen)} pairs, {len(bad)} with disagreements, {time.monotonic() - started:.0f} s")
    return 1 if bad or len(chosen) < options.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
