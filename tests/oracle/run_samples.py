#!/usr/bin/python3
"""run_samples.py WORK --hpdiff BIN

The oracle over the samples, as tests/e2e/run_samples.py has compiled them into
WORK/SAMPLE/VARIANT/{pre,post}.  Exit 0: no disagreement.
"""
import argparse
import contextlib
import io
import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402


def check(hpdiff, place):
    """Prints what the oracle says of one pair; 0 if it agrees."""
    pre, post = str(place / "pre"), str(place / "post")
    report = oracle.run_hpdiff(hpdiff, pre, post)
    # A share of one function says nothing: samples have few.
    options = argparse.Namespace(unsure_limit=100.0)
    return oracle.check_report(report, oracle.object_pairs(pre, post), options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--hpdiff", required=True)
    options = parser.parse_args()
    places = sorted(p.parent for p in options.work.glob("*/*/post"))
    bad = 0
    for place in places:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = check(options.hpdiff, place)
        if status:
            bad += 1
            print(f"{place.parent.name} {place.name}:\n{output.getvalue()}")
    print(f"samples: {len(places)} pairs, {bad} with disagreements")
    return 1 if bad or not places else 0


if __name__ == "__main__":
    sys.exit(main())
