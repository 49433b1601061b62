#!/usr/bin/python3
"""exits.py N COMMAND...: runs COMMAND and succeeds if its exit status is N.

`not` only tells zero from the rest; here 1 (differences) and 2 (trouble) are
different answers.
"""
import subprocess
import sys

status = subprocess.run(sys.argv[2:], check=False).returncode
if status != int(sys.argv[1]):
    print(f"exit status {status}, expected {sys.argv[1]}", file=sys.stderr)
    sys.exit(1)
