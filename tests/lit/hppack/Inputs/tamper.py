#!/usr/bin/python3
"""tamper.py PACKAGE KEY.pub: hppack refuses (exit status 1) the package with
one bit inverted in any of its parts, cut, and with one byte more; without its
first bytes it is none (2)."""
import pathlib
import subprocess
import sys

package = pathlib.Path(sys.argv[1])
good = package.read_bytes()
altered = package.with_suffix(".altered")


def expect(content: bytes, status: int, what: str) -> None:
    altered.write_bytes(content)
    run = subprocess.run(["hppack", "verify", altered, "--trust", sys.argv[2]],
                         capture_output=True, text=True, check=False)
    if run.returncode != status:
        sys.exit(f"{what}: exit status {run.returncode}, expected {status}: "
                 + run.stderr)


for at in [*range(12, len(good), 23), len(good) // 2, len(good) - 1]:
    flipped = bytearray(good)
    flipped[at] ^= 1
    expect(bytes(flipped), 1, f"bit 0 of byte {at}")
expect(good[:-1], 1, "cut")
expect(good + b"\0", 1, "a byte more")
expect(good[1:], 2, "no package")
expect(good, 0, "as it was")
