#!/usr/bin/env python3
"""hpapply.exe under Wine: a program that runs gets a fix, and loses it again.

    wine_test.py --bin build/dev/bin --exe build/windows/bin/hpapply.exe
                 --work FOLDER [--threads N] [--cycles N]
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
WINE = "/usr/lib/wine/wine64"
COMPILER = "x86_64-w64-mingw32-gcc-posix"
CXX_COMPILER = "x86_64-w64-mingw32-g++-posix"
# Of the C++ runtime's DLLs.
RUNTIME = ("/usr/lib/gcc/x86_64-w64-mingw32/12-posix",
           "/usr/x86_64-w64-mingw32/lib")
OPTIONS: argparse.Namespace


def run(*command: object, expected: int = 0, also: int | None = None) -> str:
    result = subprocess.run([str(word) for word in command], text=True,
                            capture_output=True, check=False, timeout=120)
    if result.returncode not in (expected, also):
        raise AssertionError(f"{command}: exit status {result.returncode}, "
                             f"expected {expected}\n{result.stdout}"
                             f"{result.stderr}")
    return result.stdout + result.stderr


def windows_path(path: pathlib.Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


class Program:
    """The program, to be told line by line."""

    def __init__(self, program: str, *arguments: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [WINE, str(OPTIONS.work / program), *map(windows_path, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.pid = self.answer().split()[-1]

    def answer(self) -> str:
        return self.process.stdout.readline().strip()

    def ask(self, line: str) -> str:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        if self.process.stdin.closed:
            return
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


class WineTest(unittest.TestCase):
    def setUp(self) -> None:
        self.program = self.start(OPTIONS.work / "base.dll")

    def start(self, library: pathlib.Path, name: str = "program.exe",
              *more: pathlib.Path) -> Program:
        program = Program(name, library, *more)
        self.addCleanup(program.end)
        return program

    def hpapply(self, command: str, *more: object, expected: int = 0,
                also: int | None = None, pid: str = "",
                package: str = "fix.hpk", prefix: tuple = ()) -> str:
        trust = [] if command in ("rollback", "status") else [
            windows_path(OPTIONS.work / package), "--trust",
            windows_path(OPTIONS.work / "key.pub")]
        return run(*prefix, WINE, OPTIONS.exe, command, *trust, "--pid",
                   pid or self.program.pid, *more, expected=expected,
                   also=also)


class ChangeTest(WineTest):
    """What is put in force and taken back."""

    def test_there_and_back_twice(self) -> None:
        for _ in range(2):
            self.assertEqual(self.program.ask("parse 61"), "61")
            self.hpapply("apply")
            self.assertEqual(self.program.ask("parse 61"), "-1")
            self.assertEqual(self.program.ask("parse 5"), "5")
            self.assertRegex(self.hpapply("rollback"),
                             r"[1-9]\d* bytes given back")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_status_reads_the_process(self) -> None:
        self.hpapply("status", expected=1)
        self.hpapply("apply")
        told = json.loads(self.hpapply("status", "--json", "-"))
        self.assertEqual(told["payloads"][0]["state"], "in-force")
        self.assertIn("already", self.hpapply("apply"))
        self.hpapply("rollback")
        self.hpapply("rollback", expected=1)

    def test_a_newer_package_takes_the_place_of_the_older_one(self) -> None:
        self.hpapply("apply")
        self.assertEqual(self.program.ask("parse 55"), "55")
        told = json.loads(self.hpapply("apply", "--json", "-",
                                       package="newer.hpk"))
        self.assertEqual(len(told["departed"]), 1)
        self.assertEqual(self.program.ask("parse 55"), "-1")
        self.assertIn("older-package", self.hpapply("apply", expected=1))
        self.hpapply("rollback")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_a_dry_run_changes_nothing(self) -> None:
        self.hpapply("apply", "--dry-run")
        self.assertEqual(self.program.ask("parse 61"), "61")

    def test_threads_that_call_all_the_time(self) -> None:
        self.assertEqual(self.program.ask(f"load {OPTIONS.threads}"),
                         "waiting")
        memory, stops = set(), []
        for _ in range(OPTIONS.cycles):
            applied = json.loads(self.hpapply("apply", "--json", "-"))
            back = json.loads(self.hpapply("rollback", "--json", "-"))
            memory.add(applied["arrived"][0]["payload_address"])
            stops += [told["figures"]["longest_stop_us"] / 1000
                      for told in (applied, back)]
        # It is taken anew only if it was given back.
        self.assertEqual(len(memory), 1)
        stops.sort()
        print(f"{OPTIONS.threads} threads, {len(stops)} stops: median "
              f"{stops[len(stops) // 2]:.1f} ms, 99 % within "
              f"{stops[len(stops) * 99 // 100]:.1f} ms")
        self.assertEqual(self.program.ask("end of the load"), "0")
        self.assertEqual(self.program.ask("parse 61"), "61")


class BusyTest(WineTest):
    """Somebody is in what changes."""

    def expect_busy_until_told(self, request: str, answer: str) -> None:
        self.assertEqual(self.program.ask(request), "waiting")
        told = self.hpapply("apply", "--timeout", 1, expected=1)
        self.assertIn("busy", told)
        self.assertIn("wait_in", told)
        self.assertEqual(self.program.ask("go on"), answer)
        self.hpapply("apply")
        self.assertEqual(self.program.ask("parse 61"), "-1")

    def test_a_thread(self) -> None:
        self.expect_busy_until_told("wait", "1")

    def test_several_threads(self) -> None:
        self.expect_busy_until_told("crowd 5", "5")

    def test_a_fiber_that_no_thread_runs(self) -> None:
        self.expect_busy_until_told("fiber", "1")

    def test_a_thread_in_the_payload(self) -> None:
        self.hpapply("apply")
        self.assertEqual(self.program.ask("wait"), "waiting")
        told = self.hpapply("rollback", "--timeout", 1, expected=1)
        self.assertIn("busy", told)
        self.program.ask("go on")
        self.hpapply("rollback")
        self.assertEqual(self.program.ask("parse 61"), "61")


class RunTest(unittest.TestCase):
    """Programs that start with the package in force."""

    def run_linked(self, *more: object, expected: int,
                   key: str = "key.pub") -> str:
        """Of a program that is linked to the library."""
        return run(WINE, OPTIONS.exe, "run",
                   windows_path(OPTIONS.work / "fix.hpk"), "--trust",
                   windows_path(OPTIONS.work / key), "--",
                   windows_path(OPTIONS.work / "linked.exe"), *more,
                   expected=expected)

    def test_a_program_starts_with_the_package_in_force(self) -> None:
        words = ["two words", 'a "quote"', "back\\", "", "\\\\"]
        told = run(WINE, OPTIONS.work / "linked.exe", *words, expected=61)
        self.assertEqual(told.splitlines(), [*words, "61"])
        told = self.run_linked(*words, expected=255)
        self.assertEqual(told.splitlines(), [*words, "-1"])

    def test_a_program_does_not_start_without_its_package(self) -> None:
        told = self.run_linked(key="other.pub", expected=1)
        self.assertIn("error", told)
        self.assertNotIn("61", told)

    def test_no_such_program(self) -> None:
        told = run(WINE, OPTIONS.exe, "run",
                   windows_path(OPTIONS.work / "fix.hpk"), "--trust",
                   windows_path(OPTIONS.work / "key.pub"), "--",
                   "no-such-program.exe", expected=2)
        self.assertIn("no-such-program.exe: cannot be started", told)


# Where the headers of an image say which build it is, from the PE header on.
IDENTITY_FIELDS = {"timestamp": 8, "size of image": 80, "checksum": 88}


class RefusedTest(WineTest):
    """The process stays as it was, and runs."""

    def expect_refused(self, slug: str, *more: object, **how: str) -> str:
        told = self.hpapply("apply", *more, expected=1, **how)
        self.assertIn(slug + ": ", told)
        self.assertEqual(self.program.ask("parse 61"), "61")
        return told

    def test_another_build(self) -> None:
        other = self.start(OPTIONS.work / "post.dll")
        self.expect_refused("wrong-base", pid=other.pid)
        self.assertEqual(other.ask("parse 61"), "-1")

    def test_an_image_that_differs_in_one_field(self) -> None:
        image = (OPTIONS.work / "base.dll").read_bytes()
        header = int.from_bytes(image[0x3c:0x40], "little")
        places = {name: header + at for name, at in IDENTITY_FIELDS.items()}
        places["PDB GUID"] = image.index(b"RSDS") + 4
        places["PDB age"] = image.index(b"RSDS") + 20
        for name, at in places.items():
            with self.subTest(name):
                folder = OPTIONS.work / name.replace(" ", "-")
                folder.mkdir()
                other = bytearray(image)
                # The image's size: one page more, which the loader accepts.
                other[at + (name == "size of image")] ^= \
                    0x10 if name == "size of image" else 1
                (folder / "base.dll").write_bytes(other)
                program = self.start(folder / "base.dll")
                told = self.expect_refused("wrong-base", pid=program.pid)
                self.assertIn(name, told)
                self.assertEqual(program.ask("parse 61"), "61")

    def test_a_function_that_is_hooked(self) -> None:
        self.assertEqual(self.program.ask("hook"), "0")
        self.expect_refused("code-changed")
        self.assertEqual(self.program.ask("unhook"), "0")
        self.hpapply("apply")

    def test_a_package_of_another_product(self) -> None:
        self.expect_refused("wrong-product", "--product", "another")

    def test_an_unknown_signer(self) -> None:
        self.expect_refused("threshold-not-met", package="unknown.hpk")

    def test_a_process_that_may_not_be_opened(self) -> None:
        self.assertEqual(self.program.ask("deny"), "0")
        self.expect_refused("permission")

    def test_a_process_that_is_debugged(self) -> None:
        debugger = subprocess.Popen(
            [WINE, str(OPTIONS.work / "debugger.exe"), self.program.pid],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            self.assertEqual(debugger.stdout.readline().strip(), "ready")
            self.expect_refused("traced")
        finally:
            debugger.kill()
            debugger.wait()
            debugger.stdout.close()

    def test_no_such_process(self) -> None:
        self.expect_refused("no-process", pid="4000000")

    def test_nothing_to_roll_back(self) -> None:
        self.assertIn("not-in-force", self.hpapply("rollback", expected=1))


class KilledTest(WineTest):
    """hpapply.exe is killed at each of its writes to the process, which Wine
    asks its server for with writev(2)."""

    def strace(self, *options: object) -> tuple:
        return ("/usr/bin/strace", "-e", "trace=writev", *options)

    def writes_of(self, command: str) -> list[int]:
        """Which calls of writev(2), counted from 1, write to the process."""
        trace = OPTIONS.work / "trace"
        told = json.loads(self.hpapply(
            command, "--json", "-",
            prefix=self.strace("-xx", "-s", "64", "-o", trace)))
        places = []
        for changed in told["arrived"] + told["departed"]:
            payload = int(changed["payload_address"], 16)
            base = int(changed["base_address"], 16)
            places += [range(payload, payload + changed["bytes"]),
                       range(base, base + 0x20000)]
        found = []
        for number, line in enumerate(trace.read_text().splitlines(), 1):
            request = re.search(r'iov_base="((?:\\x[0-9a-f]{2}){64})"', line)
            if request is None:
                continue
            request = bytes.fromhex(request[1].replace("\\x", ""))
            address = int.from_bytes(request[16:24], "little")
            if any(address in place for place in places):
                found.append(number)
        self.assertGreaterEqual(len(found), 3)
        return found

    def expect_recovery(self) -> str:
        """The process runs, tells the truth and can be brought to order; what
        it was found in."""
        answer = self.program.ask("parse 61")
        self.assertIn(answer, ("61", "-1"))
        status = subprocess.run(
            [WINE, str(OPTIONS.exe), "status", "--pid", self.program.pid,
             "--json", "-"], text=True, capture_output=True, check=False)
        states = {payload["state"]
                  for payload in json.loads(status.stdout)["payloads"]}
        self.assertEqual(status.returncode == 0, states == {"in-force"})
        if "in-force" in states:
            self.assertEqual(answer, "-1")
        if states & {"in-force", "partial"}:
            self.hpapply("rollback")
        else:
            self.assertEqual(answer, "61")
        self.assertEqual(self.program.ask("parse 61"), "61")
        self.hpapply("apply")
        self.assertEqual(self.program.ask("parse 61"), "-1")
        return ", ".join(sorted(states))

    def kill_at_each(self, command: str, numbers: list[int],
                     is_in_force: bool) -> None:
        found = set()
        for number in numbers:
            with self.subTest(write=number):
                self.program = self.start(OPTIONS.work / "base.dll")
                if is_in_force:
                    self.hpapply("apply")
                inject = f"inject=writev:signal=SIGKILL:when={number}"
                # How many calls come before varies: it may be through.
                self.hpapply(command, expected=-signal.SIGKILL, also=0,
                             prefix=self.strace("-o", "/dev/null", "-e",
                                                inject))
                found.add(self.expect_recovery())
                self.program.end()
        self.assertGreater(len(found), 1)  # early and late

    def test_apply(self) -> None:
        self.kill_at_each("apply", self.writes_of("apply"), False)

    def test_rollback(self) -> None:
        self.hpapply("apply")
        self.kill_at_each("rollback", self.writes_of("rollback"), True)


class ProbeTest(WineTest):
    """Whether the process is well decides whether the fix stays."""

    def probe(self, command: str, *more: object, expected: int = 0) -> str:
        return self.hpapply(
            "apply", "--probe", command, "--state",
            windows_path(OPTIONS.work / self.id()), *more, expected=expected)

    def test_that_goes_well(self) -> None:
        self.probe("exit 0", "--for", 2)
        self.assertEqual(self.program.ask("parse 61"), "-1")

    def test_that_fails_puts_the_package_in_quarantine(self) -> None:
        self.assertIn("with status 3", self.probe("exit 3", expected=3))
        self.assertEqual(self.program.ask("parse 61"), "61")
        self.assertIn("quarantined", self.probe("exit 0", expected=1))
        self.probe("exit 0", "--force")
        self.assertEqual(self.program.ask("parse 61"), "-1")

    def test_that_the_process_does_not_survive(self) -> None:
        told = self.probe(f"taskkill /f /pid {self.program.pid}", "--for", 2,
                          expected=3)
        self.assertIn("the process has ended", told)


class SelfTest(WineTest):
    """A service that changes itself by libhpapply."""

    def setUp(self) -> None:
        self.program = self.start(
            OPTIONS.work / "base.dll", "self.exe", OPTIONS.work / "fix.hpk",
            OPTIONS.work / "key.pub")

    def test_apply_status_rollback(self) -> None:
        self.assertEqual(self.program.ask("parse"), "61")
        self.assertEqual(self.program.ask("status"), "1 1")
        self.assertEqual(self.program.ask("apply"), "0 1")
        self.assertEqual(self.program.ask("parse"), "-1")
        self.assertEqual(self.program.ask("status"), "0 1")
        self.hpapply("status")
        self.assertEqual(self.program.ask("rollback"), "0 1")
        self.assertEqual(self.program.ask("parse"), "61")

    def test_what_is_refused_has_its_reason(self) -> None:
        self.assertEqual(self.program.ask("rollback"),
                         "1 1 not-in-force: no package is in force")
        answer = self.program.ask("none")
        self.assertTrue(answer.startswith("2 0 no-such.hpk: "), answer)

    def test_without_hpapply_beside_the_program(self) -> None:
        (OPTIONS.work / "alone").mkdir()
        shutil.copy(OPTIONS.work / "self.exe", OPTIONS.work / "alone")
        self.program = self.start(
            OPTIONS.work / "base.dll", "alone/self.exe",
            OPTIONS.work / "fix.hpk", OPTIONS.work / "key.pub")
        answer = self.program.ask("apply")
        self.assertRegex(answer, r"^2 0 .*alone\\hpapply.exe cannot be started")


class ExceptionTest(WineTest):
    """C++ exceptions and walks of the stack through replaced functions."""

    def test_exceptions(self) -> None:
        self.program = self.start(OPTIONS.work / "throwing/base.dll",
                                  "throwing/program.exe")
        for _ in range(2):
            self.assertEqual(self.program.ask("across"), "1001 0")
            self.assertEqual(self.program.ask("catch"), "1002")
            self.hpapply("apply", package="throwing/fix.hpk")
            self.assertEqual(self.program.ask("across"), "1002 0")
            self.assertEqual(self.program.ask("catch"), "1004")
            self.hpapply("rollback")

    def test_backtrace(self) -> None:
        self.assertEqual(self.program.ask("trace"), "program library program 1")
        self.hpapply("apply")
        self.assertEqual(self.program.ask("trace"),
                         "program elsewhere program 2")


def build_package(folder: pathlib.Path, compiler: str,
                  sources: dict[str, list]) -> None:
    """A library before and after its fix, and the package."""
    for side, image in (("pre", "base"), ("post", "post")):
        (folder / side).mkdir(parents=True)
        run(compiler, "-O2", "-g", "-c", "-o", folder / side / "library.o",
            *sources[side])
        run(compiler, "-shared", "-Wl,--build-id", "-o",
            folder / f"{image}.dll", folder / side / "library.o")
    pack(folder, "post", "fix")


def pack(folder: pathlib.Path, post: str, name: str, *options: object,
         sequence: int = 1, key: str = "key") -> None:
    run(OPTIONS.bin / "hpcompile", folder / "pre", folder / post, "--image",
        folder / "base.dll", "--sequence", sequence, "-o",
        folder / f"{name}.payload")
    run(OPTIONS.bin / "hppack", "build", folder / f"{name}.payload", "-o",
        folder / f"{name}.hpk", "--key", OPTIONS.work / key, "--product",
        "demo", "--sequence", sequence, "--image", folder / "base.dll",
        *options)


def build(work: pathlib.Path) -> None:
    for name in ("key", "other"):
        run(OPTIONS.bin / "hppack", "keygen", "-o", work / name)
    build_package(work, COMPILER, {side: [HERE / f"windows/{side}.c"]
                                   for side in ("pre", "post")})
    pack(work, "post", "unknown", key="other")
    (work / "newer").mkdir()
    run(COMPILER, "-O2", "-g", "-DLIMIT=50", "-c", "-o",
        work / "newer/library.o", HERE / "windows/post.c")
    pack(work, "newer", "newer", "--supersedes", 1, sequence=2)
    build_package(work / "throwing", CXX_COMPILER,
                  {side: [f"-DFIXED={fixed}", HERE / "throwing.cc"]
                   for side, fixed in (("pre", 1), ("post", 2))})
    for name in ("program", "debugger"):
        run(COMPILER, "-O1", "-o", work / f"{name}.exe",
            HERE / f"windows/{name}.c")
    # libhpapply starts the hpapply.exe beside the program.
    shutil.copy(OPTIONS.exe, work / "hpapply.exe")
    run(COMPILER, "-O1", f"-I{HERE.parent.parent.parent}", "-static", "-o",
        work / "self.exe", HERE / "windows/self.c",
        OPTIONS.exe.parent.parent / "lib/libhpapply.a", "-lstdc++")
    run(COMPILER, "-O1", "-o", work / "linked.exe",
        HERE / "windows/linked.c", work / "base.dll")
    run(CXX_COMPILER, "-O1", "-o", work / "throwing/program.exe",
        HERE / "throwing_program.cc", work / "throwing/base.dll")


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
                      WINEPREFIX=str(OPTIONS.work / "wine"),
                      WINEPATH=";".join(windows_path(pathlib.Path(folder))
                                        for folder in RUNTIME))
    build(OPTIONS.work)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
