#!/usr/bin/python3
"""Holds `hpcompile dump` against the independent reader, payload by payload.

    compare_dumps.py --hpcompile PROGRAM FOLDER

Every *.payload file below FOLDER is read by both; exit 1 if they disagree about
one of them, or if there is none.
"""

import argparse
import json
import pathlib
import subprocess
import sys

from read_payload import read_payload


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hpcompile", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    payloads = sorted(options.folder.rglob("*.payload"))
    different = []
    for path in payloads:
        dump = subprocess.run(
            [options.hpcompile, "dump", str(path), "--json", "-"],
            check=True, capture_output=True, text=True)
        if json.loads(dump.stdout) != read_payload(path.read_bytes()):
            different.append(path)
    for path in different:
        print(f"{path}: hpcompile dump and read_payload.py disagree")
    print(f"{len(payloads) - len(different)} of {len(payloads)} payloads: "
          "hpcompile dump and the independent reader agree")
    return 1 if different or not payloads else 0


if __name__ == "__main__":
    sys.exit(main())
