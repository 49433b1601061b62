#!/usr/bin/python3
"""Runs every command of docs/tutorial.md, in order, in a folder of its own.

    check_tutorial.py --bin FOLDER

A command is a line `$ COMMAND` in a fenced block, continued where it ends in a
backslash.  It must end with exit status 0, or with N where the block goes on
with a line `(exit status N)` before the next command.  What it prints is not
compared: compilers of other versions make other bytes.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Command(NamedTuple):
    text: str
    status: int


def commands_of(document: str) -> list[Command]:
    commands = []
    for block in re.findall(r"^```\n(.*?)^```$", document, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            text = re.match(r"(?:.*\\\n)*.*", part)[0]
            status = re.search(r"^\(exit status (\d+)\)$", part, re.M)
            commands.append(Command(text, int(status[1]) if status else 0))
    return commands


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    options = parser.parse_args()
    path = f"{options.bin.resolve()}:{os.environ['PATH']}"
    document = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    commands = commands_of(document)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "samples").symlink_to(ROOT / "samples")
        for command in commands:
            run = subprocess.run(command.text, shell=True, cwd=folder,
                                 env={**os.environ, "PATH": path}, text=True,
                                 capture_output=True, check=False)
            if run.returncode != command.status:
                print(f"$ {command.text}\n{run.stdout}{run.stderr}exit status "
                      f"{run.returncode}, expected {command.status}")
                return 1
    print(f"{len(commands)} commands")
    return 0 if commands else 1


if __name__ == "__main__":
    sys.exit(main())
