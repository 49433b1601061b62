#!/usr/bin/python3
"""check_refusals.py: docs/operations.md names every refusal of hpapply, and none
that it does not have.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def main() -> int:
    source = "".join(path.read_text(encoding="utf-8")
                     for path in sorted((ROOT / "hpapply").glob("*.cc")))
    used = set(re.findall(r'\brefuse\(\s*"([a-z-]+)"', source))
    table = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    table = table.split("## When the answer is no")[1]
    named = {slug for row in re.findall(r"^\| (`[^|]*) \|", table, re.M)
             for slug in re.findall(r"`([a-z-]+)`", row)}
    # The fault of a package that only unpacking finds.
    named.discard("bad-payload")
    problems = ([f"{slug}: not in docs/operations.md"
                 for slug in sorted(used - named)]
                + [f"{slug}: no refusal of hpapply"
                   for slug in sorted(named - used)])
    print("\n".join(problems) or f"{len(used)} refusals")
    return 1 if problems or not used else 0


if __name__ == "__main__":
    sys.exit(main())
