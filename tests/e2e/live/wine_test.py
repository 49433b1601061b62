#!/usr/bin/env python3
"""hpapply.exe under Wine: a program that runs gets a fix, and loses it again.

    wine_test.py --bin build/dev/bin --exe build/windows/bin/hpapply.exe
                 --work FOLDER [--threads N] [--cycles N]
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
WINE = "/usr/lib/wine/wine64"
COMPILER = "x86_64-w64-mingw32-gcc"
OPTIONS: argparse.Namespace


def run(*command: object, expected: int = 0) -> str:
    result = subprocess.run([str(word) for word in command], text=True,
                            capture_output=True, check=False, timeout=120)
    if result.returncode != expected:
        raise AssertionError(f"{command}: exit status {result.returncode}, "
                             f"expected {expected}\n{result.stdout}"
                             f"{result.stderr}")
    return result.stdout + result.stderr


def windows_path(path: pathlib.Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


class Program:
    """The program, to be told line by line."""

    def __init__(self, library: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [WINE, str(OPTIONS.work / "program.exe"), windows_path(library)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.pid = self.answer()

    def answer(self) -> str:
        return self.process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


class HpapplyUnderWine(unittest.TestCase):
    def setUp(self) -> None:
        self.program = Program(OPTIONS.work / "base.dll")
        self.addCleanup(self.program.end)

    def hpapply(self, command: str, *more: object, expected: int = 0,
                pid: str = "") -> str:
        trust = [] if command in ("rollback", "status") else [
            windows_path(OPTIONS.work / "fix.hpk"), "--trust",
            windows_path(OPTIONS.work / "key.pub")]
        return run(WINE, OPTIONS.exe, command, *trust, "--pid",
                   pid or self.program.pid, *more, expected=expected)

    def test_there_and_back_twice(self) -> None:
        for _ in range(2):
            self.assertEqual(self.program.ask("parse 61"), "61")
            self.hpapply("apply")
            self.assertEqual(self.program.ask("parse 61"), "-1")
            self.assertEqual(self.program.ask("parse 5"), "5")
            self.hpapply("rollback")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_status_reads_the_process(self) -> None:
        self.hpapply("status", expected=1)
        self.hpapply("apply")
        told = json.loads(self.hpapply("status", "--json", "-"))
        self.assertEqual(told["payloads"][0]["state"], "in-force")
        self.assertIn("already", self.hpapply("apply"))
        self.hpapply("rollback")
        self.hpapply("rollback", expected=1)

    def test_a_dry_run_changes_nothing(self) -> None:
        self.hpapply("apply", "--dry-run")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_a_thread_in_the_function_is_waited_for(self) -> None:
        self.assertEqual(self.program.ask("wait"), "waiting")
        told = self.hpapply("apply", "--timeout", 1, expected=1)
        self.assertIn("busy", told)
        self.assertIn("wait_in", told)
        self.program.ask("go on")
        self.hpapply("apply")
        self.assertEqual(self.program.ask("parse 61"), "-1")

    def test_a_thread_in_the_payload_is_waited_for(self) -> None:
        self.hpapply("apply")
        self.assertEqual(self.program.ask("wait"), "waiting")
        told = self.hpapply("rollback", "--timeout", 1, expected=1)
        self.assertIn("busy", told)
        self.program.ask("go on")
        self.hpapply("rollback")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_threads_that_call_all_the_time(self) -> None:
        self.assertEqual(self.program.ask(f"load {OPTIONS.threads}"),
                         "waiting")
        memory = set()
        for _ in range(OPTIONS.cycles):
            told = json.loads(self.hpapply("apply", "--json", "-"))
            memory.add(told["arrived"][0]["payload_address"])
            self.hpapply("rollback")
        # It is taken anew only if it was given back.
        self.assertEqual(len(memory), 1)
        self.assertEqual(self.program.ask("end of the load"), "0")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_another_build(self) -> None:
        other = Program(OPTIONS.work / "post.dll")
        self.addCleanup(other.end)
        told = self.hpapply("apply", pid=other.pid, expected=1)
        self.assertIn("wrong-base", told)
        self.assertEqual(other.ask("parse 61"), "-1")

    def test_no_such_process(self) -> None:
        told = self.hpapply("apply", pid="4000000", expected=1)
        self.assertIn("no-process", told)

    def test_an_unknown_signer(self) -> None:
        told = run(WINE, OPTIONS.exe, "apply",
                   windows_path(OPTIONS.work / "fix.hpk"), "--trust",
                   windows_path(OPTIONS.work / "other.pub"), "--pid",
                   self.program.pid, expected=1)
        self.assertIn("error", told)
        self.assertEqual(self.program.ask("parse 61"), "61")


def build(work: pathlib.Path) -> None:
    """The program, its library before and after, and the package."""
    run(COMPILER, "-O1", "-o", work / "program.exe",
        HERE / "windows/program.c")
    for side, image in (("pre", "base"), ("post", "post")):
        (work / side).mkdir()
        run(COMPILER, "-O2", "-g", "-c", "-o", work / side / "library.o",
            HERE / f"windows/{side}.c")
        run(COMPILER, "-shared", "-o", work / f"{image}.dll",
            work / side / "library.o")
    tools = OPTIONS.bin
    run(tools / "hpcompile", work / "pre", work / "post", "--image",
        work / "base.dll", "-o", work / "fix.payload")
    for name in ("key", "other"):
        run(tools / "hppack", "keygen", "-o", work / name)
    run(tools / "hppack", "build", work / "fix.payload", "-o",
        work / "fix.hpk", "--key", work / "key", "--product", "demo",
        "--sequence", 1, "--image", work / "base.dll")


def main() -> None:
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("bin", "exe", "work"):
        parser.add_argument(f"--{name}", required=True,
                            type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--cycles", type=int, default=3)
    OPTIONS, rest = parser.parse_known_args()
    shutil.rmtree(OPTIONS.work, ignore_errors=True)
    OPTIONS.work.mkdir(parents=True)
    os.environ.update(WINEDEBUG="-all", DISPLAY="",
                      WINEPREFIX=str(OPTIONS.work / "wine"))
    build(OPTIONS.work)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
