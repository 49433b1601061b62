#!/usr/bin/python3
"""live_test.py --bin FOLDER --work FOLDER: hpapply on running programs.

Each refusal must leave the program untouched and running; each change must be
there and go again.
"""

import argparse
import hashlib
import os
import pathlib
import shutil
import signal
import struct
import sys
import unittest

import live

BUILDS: dict = {}


class LiveTest(unittest.TestCase):
    """In front of a target of the C library."""

    def setUp(self):
        self.build = BUILDS["c"]
        self.fix = self.build.package(2, 1) if not (
            self.build.folder / "live-2-1-0.hpk").exists() else (
            self.build.folder / "live-2-1-0.hpk")
        self.target = live.Target(self.build)
        self.addCleanup(self.target.__exit__)

    def code_range(self) -> tuple:
        with open(f"/proc/{self.target.pid}/maps", encoding="utf-8") as maps:
            line = next(l for l in maps if "liblive.so" in l and "r-xp" in l)
        return tuple(int(x, 16) for x in line.split()[0].split("-"))

    def code(self) -> bytes:
        """The library's code in memory."""
        begin, end = self.code_range()
        with open(f"/proc/{self.target.pid}/mem", "rb") as memory:
            memory.seek(begin)
            return memory.read(end - begin)

    def expect_refused(self, result: tuple, slug: str):
        status, report, errors = result
        self.assertEqual(status, 1, errors)
        self.assertIn(f"{slug}: ", errors)
        if report is not None:
            self.assertEqual(report["verdict"], "refused")
            self.assertEqual(report["error"]["slug"], slug)
        self.assertTrue(self.target.is_running())

    def expect_done(self, result: tuple, verdict: str) -> dict:
        status, report, errors = result
        self.assertEqual(status, 0, errors)
        self.assertEqual(report["verdict"], verdict)
        return report


class ApplyTest(LiveTest):
    """What is applied, and how it comes back."""

    def test_behaviour_changes_and_comes_back(self):
        before = self.code()
        self.assertEqual(self.target.ask("answer 10"), "31")
        report = self.expect_done(self.target.apply(self.fix), "applied")
        self.assertEqual(
            [f["name"] for f in report["arrived"][0]["functions"]],
            ["live_answer", "live_wait", "live_call"])
        self.assertGreater(report["figures"]["memory_bytes"], 0)
        self.assertEqual(self.target.ask("answer 10"), "32")
        self.assertEqual(self.target.ask("same 10"), "15")
        self.expect_done(self.target.apply(self.fix), "already-in-force")
        status, report, _ = self.target.status()
        self.assertEqual((status, report["verdict"]), (0, "in-force"))
        self.expect_done(self.target.roll_back(), "rolled-back")
        self.assertEqual(self.target.ask("answer 10"), "31")
        self.assertEqual(self.code(), before)
        status, report, _ = self.target.status()
        self.assertEqual((status, report["payloads"]), (1, []))
        self.expect_done(self.target.apply(self.fix), "applied")
        self.assertEqual(self.target.ask("answer 10"), "32")

    def test_cumulative_package_replaces_the_older_one(self):
        self.expect_done(self.target.apply(self.fix), "applied")
        newer = self.build.package(3, 2, supersedes=1)
        report = self.expect_done(self.target.apply(newer), "applied")
        self.assertEqual(len(report["departed"]), 1)
        self.assertEqual(self.target.ask("answer 10"), "33")
        self.expect_refused(self.target.apply(self.fix), "older-package")
        self.expect_done(self.target.roll_back(), "rolled-back")
        self.assertEqual(self.target.ask("answer 10"), "31")

    def test_dry_run(self):
        before = self.code()
        self.expect_done(self.target.apply(self.fix, "--dry-run"),
                         "would-apply")
        self.assertEqual(self.code(), before)
        self.assertEqual(self.target.status()[0], 1)

    def test_record_in_memory_is_as_documented(self):
        """docs/formats/residence.md, read by other code than hpapply's."""
        report = self.expect_done(self.target.apply(self.fix), "applied")
        arrived = report["arrived"][0]
        begin = int(arrived["payload_address"], 16)
        with open(f"/proc/{self.target.pid}/mem", "rb") as memory:
            memory.seek(begin)
            residence = memory.read(arrived["bytes"])
        (magic, version, image, size, record, base, _frames, manifest_bytes,
         payload_bytes, package) = struct.unpack_from("<8sIIQQQQQQ32s",
                                                      residence)
        self.assertEqual((magic, version, image, size),
                         (b"\x89HPLIVE\n", 1, 0, len(residence)))
        self.assertEqual(base, int(arrived["base_address"], 16))
        self.assertEqual(package.hex(),
                         arrived["package"]["id"].removeprefix("sha256:"))
        manifest = residence[record:record + manifest_bytes]
        payload = residence[record + manifest_bytes:][:payload_bytes]
        self.assertIn(manifest, self.fix.read_bytes())
        self.assertEqual(payload,
                         self.fix.with_suffix(".payload").read_bytes())
        self.assertEqual(
            residence[128:160],
            hashlib.sha256(residence[:128] + manifest + payload).digest())

    def test_backtrace_goes_through_the_payload(self):
        self.assertEqual(self.target.ask("backtrace"), "11")
        self.expect_done(self.target.apply(self.fix), "applied")
        self.assertEqual(self.target.ask("backtrace"), "12")

    def test_file_that_is_mapped_as_data_too(self):
        self.assertEqual(self.target.ask("map"), "mapped")
        content = self.build.image.read_bytes()
        report = self.expect_done(self.target.apply(self.fix), "applied")
        self.assertEqual(len(report["arrived"]), 1)
        self.assertEqual(self.build.image.read_bytes(), content)

    def test_process_that_filters_its_system_calls(self):
        self.assertEqual(self.target.ask("strict"), "strict")
        status, _, errors = self.target.apply(self.fix)
        # Where the kernel cannot suspend the filter.
        if status == 1:
            self.assertIn("seccomp: ", errors)
            self.assertEqual(self.target.ask("answer 10"), "31")
            return
        self.assertEqual(status, 0, errors)
        self.assertEqual(self.target.ask("answer 10"), "32")
        self.expect_done(self.target.roll_back(), "rolled-back")
        self.assertEqual(self.target.ask("answer 10"), "31")

    def test_library_file_that_was_replaced_meanwhile(self):
        os.rename(self.build.image, f"{self.build.image}.old")
        shutil.copy(self.build.folder / "objects-1/library.o",
                    self.build.image)
        try:
            self.expect_done(self.target.apply(self.fix), "applied")
        finally:
            os.replace(f"{self.build.image}.old", self.build.image)
        self.assertEqual(self.target.ask("answer 10"), "32")


class BusyTest(LiveTest):
    """Somebody is in a function that changes."""

    def expect_busy_until(self, begin: str, end: str, old: str):
        before = self.code()
        self.target.ask(begin)
        status, report, errors = self.target.apply(self.fix)
        self.expect_refused((status, report, errors), "busy")
        self.assertEqual(self.code(), before)
        self.assertEqual(self.target.ask(end), old)
        self.expect_done(self.target.apply(self.fix), "applied")

    def test_one_thread(self):
        self.expect_busy_until("wait 1", "release", "1")

    def test_many_threads(self):
        self.expect_busy_until("wait 16", "release", "16")

    def test_coroutine(self):
        self.expect_busy_until("coroutine", "resume", "41")

    def test_behind_a_signal_handler(self):
        self.expect_busy_until("signal", "return", "1")

    def test_thread_in_the_payload(self):
        self.expect_done(self.target.apply(self.fix), "applied")
        self.target.ask("wait 3")
        self.expect_refused(self.target.roll_back(), "busy")
        self.assertEqual(self.target.status()[0], 0)
        self.assertEqual(self.target.ask("release"), "6")
        self.expect_done(self.target.roll_back(), "rolled-back")


class RefusedTest(LiveTest):
    """The program stays as it was, and runs."""

    def setUp(self):
        super().setUp()
        self.before = self.code()

    def expect_untouched(self, result: tuple, slug: str):
        self.expect_refused(result, slug)
        self.assertEqual(self.code(), self.before)
        self.assertEqual(self.target.ask("answer 10"), "31")

    def test_function_that_is_hooked_already(self):
        names = live.run(["nm", "-D", self.build.image]).stdout.split("\n")
        place = next(int(n.split()[0], 16) for n in names
                     if n.endswith(" live_same"))
        # Segments of the library lie in its file as in memory.
        begin = self.code_range()[0] - place // 0x1000 * 0x1000
        with open(f"/proc/{self.target.pid}/mem", "r+b", buffering=0) as file:
            file.seek(begin + place + 8)
            file.write(b"\xcc")
        self.before = self.code()
        self.expect_untouched(self.target.apply(self.fix), "code-changed")

    def test_another_build_of_the_library(self):
        other = self.build.folder / "other"
        if not other.exists():
            other.mkdir()
            shutil.copy(self.build.link(1, ("-O1",)), other / "liblive.so")
        target = live.Target(self.build,
                             env={"LD_LIBRARY_PATH": str(other)})
        with target:
            # The program's rpath is a runpath: the environment goes first.
            status, _, errors = target.apply(self.fix)
            self.assertEqual(status, 1, errors)
            self.assertIn("wrong-base: ", errors)
            self.assertIn("build id: found ", errors)
            self.assertEqual(target.ask("answer 10"), "31")

    def test_package_of_another_product(self):
        other = self.build.package(2, 5, product="other")
        self.expect_untouched(
            self.target.apply(other, "--product", "live"), "wrong-product")

    def test_package_that_nobody_trusted_has_signed(self):
        key = self.build.folder / "stranger.key"
        if not key.exists():
            live.run([self.build.tools["hppack"], "keygen", "-o", key])
        status, report, errors = self.target.hpapply(
            "apply", self.fix, "--trust", f"{key}.pub")
        self.expect_untouched((status, report, errors), "threshold-not-met")

    def test_process_that_a_debugger_has(self):
        tracer = live.subprocess.Popen(
            ["/usr/bin/gdb", "-q", "-batch", "-p", str(self.target.pid), "-ex",
             "python print('ready', flush=True)", "-ex",
             "python import time; time.sleep(30)"],
            stdout=live.subprocess.PIPE, stderr=live.subprocess.DEVNULL,
            text=True)
        try:
            while "ready" not in tracer.stdout.readline():
                pass
            status, _, errors = self.target.apply(self.fix)
            self.assertEqual(status, 1)
            self.assertIn("traced: ", errors)
        finally:
            tracer.kill()
            tracer.wait()
            tracer.stdout.close()

    def test_no_permission(self):
        self.assertEqual(os.geteuid(), 0, "this test changes the user")
        prefix = ("/usr/bin/env", "HOME=/nonexistent", "/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534",
                  "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")
        self.expect_untouched(self.target.apply(self.fix, prefix=prefix),
                              "permission")

    def test_process_that_refuses_new_code(self):
        if self.target.ask("no new code") == "not known":
            self.skipTest("PR_SET_MDWE needs Linux 6.3")
        self.expect_untouched(self.target.apply(self.fix), "memory-policy")

    def test_process_for_another_machine(self):
        # The smallest program for i386: it jumps to itself.
        code, base = b"\xeb\xfe", 0x8048000
        program = self.build.folder / "i386"
        program.write_bytes(
            b"\x7fELF\1\1\1" + bytes(9) + struct.pack(
                "<HHIIIIIHHHHHH", 2, 3, 1, base + 84, 52, 0, 0, 52, 32, 1, 0,
                0, 0) + struct.pack("<8I", 1, 0, base, base, 84 + len(code),
                                    84 + len(code), 5, 0x1000) + code)
        program.chmod(0o755)
        process = live.subprocess.Popen([program])
        try:
            result = live.run([self.build.tools["hpapply"], "apply", self.fix,
                               "--trust", self.build.trust, "--pid",
                               process.pid], check=False)
            self.assertEqual(result.returncode, 1)
            self.assertIn("other-machine: ", result.stderr)
            self.assertIsNone(process.poll())
        finally:
            process.kill()
            process.wait()

    def test_process_that_has_ended(self):
        self.target.process.kill()
        self.target.process.wait()
        for result in (self.target.apply(self.fix), self.target.roll_back(),
                       self.target.status()):
            self.assertEqual(result[0], 1)
            self.assertIn("no-process: ", result[2])

    def test_nothing_to_roll_back(self):
        self.expect_untouched(self.target.roll_back(), "not-in-force")


class ProbeTest(LiveTest):
    """Whether the process is well decides whether the fix stays."""

    def setUp(self):
        super().setUp()
        self.state = self.build.folder / f"state-{self.id()}"

    def apply_with(self, probe: str, *more) -> tuple:
        return self.target.apply(self.fix, "--probe", probe, "--state",
                                 self.state, *more)

    def expect_taken_back(self, result: tuple, message: str):
        status, report, errors = result
        self.assertEqual(status, 3, errors)
        self.assertIn(message, errors)
        self.assertEqual(report["verdict"], "failed")
        self.assertTrue(report["error"]["is_undone"])
        self.assertEqual(self.target.ask("answer 10"), "31")
        self.assertEqual(self.target.status()[0], 1)

    def test_probe_that_goes_well(self):
        self.expect_done(self.apply_with("true", "--for", "2"), "applied")
        self.assertEqual(self.target.ask("answer 10"), "32")

    def test_probe_that_fails_puts_the_package_in_quarantine(self):
        self.expect_taken_back(self.apply_with("exit 3"), "with status 3")
        self.expect_refused(self.apply_with("true"), "quarantined")
        self.expect_done(self.apply_with("true", "--force"), "applied")

    def test_probe_that_fails_later(self):
        mark = self.build.folder / "probed"
        self.expect_taken_back(
            self.apply_with(f"mkdir {mark}", "--for", "5"), "with status 1")

    def test_process_that_ends(self):
        status, report, errors = self.apply_with(f"kill -9 {self.target.pid}")
        self.assertEqual(status, 3, errors)
        self.assertIn("the process has ended", errors)
        self.assertEqual(report["verdict"], "failed")


class RunTest(LiveTest):
    """Programs that start with the fix in force."""

    def run_program(self, *command, text: str = ""):
        return live.run([self.build.tools["hpapply"], "run", self.fix,
                         "--trust", self.build.trust, "--", *command],
                        check=False, input=text)

    def test_it_is_in_force_from_the_beginning(self):
        result = self.run_program(self.build.program, text="answer 10\n")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.split("\n")[1:], ["32", ""])

    def test_exit_status_and_arguments_are_the_programs(self):
        result = self.run_program(self.build.program, "-v", "--", "x")
        self.assertEqual(result.returncode, 3, result.stderr)

    def test_program_that_the_package_is_not_for(self):
        mark = self.build.folder / "ran"
        result = self.run_program("/usr/bin/touch", mark)
        self.assertEqual(result.returncode, 1)
        self.assertIn("wrong-base: ", result.stderr)
        self.assertFalse(mark.exists())

    def test_signals_are_passed_on(self):
        runner = live.subprocess.Popen(
            [str(part) for part in (
                self.build.tools["hpapply"], "run", self.fix, "--trust",
                self.build.trust, "--", self.build.program)],
            stdin=live.subprocess.PIPE, stdout=live.subprocess.PIPE, text=True)
        pid = int(runner.stdout.readline().split()[1])
        runner.terminate()
        self.assertEqual(runner.wait(), 128 + signal.SIGTERM)
        self.assertFalse(os.path.exists(f"/proc/{pid}"))
        runner.stdin.close()
        runner.stdout.close()

    def test_program_that_is_not_there(self):
        result = self.run_program("/no/such/program")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/no/such/program: cannot be started", result.stderr)


class SelfTest(LiveTest):
    """A service that changes itself by libhpapply."""

    def setUp(self):
        super().setUp()
        self.target.__exit__()
        self.target = live.Target(
            self.build, (self.build.image, self.build.trust),
            program=self.build.tools["self_program"])
        self.addCleanup(self.target.__exit__)

    def test_apply_status_rollback(self):
        self.assertEqual(self.target.ask("answer 10"), "31")
        self.assertEqual(self.target.ask("status"), "1 1")
        self.assertEqual(self.target.ask(f"apply {self.fix}"), "0 1")
        self.assertEqual(self.target.ask("answer 10"), "32")
        self.assertEqual(self.target.ask("status"), "0 1")
        # And others see it, too.
        self.assertEqual(self.target.status()[0], 0)
        self.assertEqual(self.target.ask("rollback"), "0 1")
        self.assertEqual(self.target.ask("answer 10"), "31")

    def test_what_is_refused_has_its_reason(self):
        self.assertEqual(self.target.ask("rollback"),
                         "1 1 not-in-force: no package is in force")
        answer = self.target.ask("apply /no/such/package")
        self.assertTrue(answer.startswith("2 0 /no/such/package: "), answer)
        answer = self.target.ask(f"old {self.fix}")
        self.assertTrue(answer.startswith("2 0 options of 1 bytes"), answer)

    def test_header_is_c(self):
        header = live.HERE.parent.parent.parent / "hpapply/hpapply.h"
        live.run(["gcc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic",
                  "-Werror", "-fsyntax-only", "-x", "c", header])

    def test_nothing_else_is_exported(self):
        library = self.build.tools["hpapply"].parent.parent / (
            "lib/libhpapply.so")
        names = {line.split()[-1].split("@")[0] for line in live.run(
            ["nm", "-D", "--defined-only", library]).stdout.splitlines()}
        self.assertEqual(
            {name for name in names if not name.startswith("HPAPPLY_")
             and "asan" not in name and "ubsan" not in name},
            {"hpapply_self_apply", "hpapply_self_rollback",
             "hpapply_self_status", "hpapply_result_free"})


class KilledTest(LiveTest):
    """hpapply is killed at each of its writes to the process."""

    def strace(self, number: int) -> tuple:
        # Who is traced cannot look for leaks.
        return ("/usr/bin/env", "ASAN_OPTIONS=detect_leaks=0",
                "/usr/bin/strace", "-f", "-o", "/dev/null", "-e",
                "trace=pwrite64", "-e",
                f"inject=pwrite64:signal=SIGKILL:when={number}")

    def expect_recovery(self):
        """The process runs, tells the truth and can be brought to order."""
        answer = self.target.ask("answer 10")
        self.assertIn(answer, ("31", "32"))
        status, report, errors = self.target.status()
        self.assertIn(status, (0, 1), errors)
        states = {f["state"] for p in report["payloads"]
                  for f in p["functions"]}
        if status == 0:
            self.assertEqual(states, {"redirected"})
            self.assertEqual(answer, "32")
        if states <= {"original"}:
            self.assertEqual(answer, "31")
            self.assertEqual(self.target.roll_back()[0], 1)
        else:
            self.expect_done(self.target.roll_back(), "rolled-back")
        self.assertEqual(self.target.ask("answer 10"), "31")
        self.assertEqual(self.code(), self.linked)

    def kill_at_each_write(self, change):
        for number in range(1, 100):
            status, _, _ = change(prefix=self.strace(number))
            if status == 0:
                self.assertGreater(number, 3)
                return
            self.assertIn(status, (-signal.SIGKILL, 128 + signal.SIGKILL))
            self.expect_recovery()
            yield number
        self.fail("it never ended")

    def test_apply(self):
        self.linked = self.code()
        for _ in self.kill_at_each_write(
                lambda prefix: self.target.apply(self.fix, prefix=prefix)):
            pass
        self.assertEqual(self.target.ask("answer 10"), "32")

    def test_rollback(self):
        self.linked = self.code()
        self.expect_done(self.target.apply(self.fix), "applied")
        for _ in self.kill_at_each_write(
                lambda prefix: self.target.roll_back(prefix=prefix)):
            self.expect_done(self.target.apply(self.fix), "applied")
        self.assertEqual(self.target.ask("answer 10"), "31")


class ExceptionTest(unittest.TestCase):
    """C++ exceptions through, out of and into replaced functions."""

    def test_exceptions(self):
        build = BUILDS["c++"]
        fix = build.package(2, 1)
        with live.Target(build) as target:
            self.assertEqual(target.ask("across"), "1001 0")
            self.assertEqual(target.ask("catch"), "1002")
            for _ in range(2):
                status, _, errors = target.apply(fix)
                self.assertEqual(status, 0, errors)
                self.assertEqual(target.ask("across"), "1002 0")
                self.assertEqual(target.ask("catch"), "1004")
                status, _, errors = target.roll_back()
                self.assertEqual(status, 0, errors)
                self.assertEqual(target.ask("across"), "1001 0")
                self.assertEqual(target.ask("catch"), "1002")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    arguments, rest = parser.parse_known_args()
    tools = {tool: arguments.bin.resolve() / tool
             for tool in (*live.TOOLS, "self_program")}
    work = arguments.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    BUILDS["c"] = live.Build(tools, work / "c", "library.c", "program.c",
                             "gcc")
    BUILDS["c++"] = live.Build(tools, work / "c++", "throwing.cc",
                               "throwing_program.cc", "g++")
    # The fix that most tests apply.
    program = unittest.main(argv=[sys.argv[0], *rest], exit=False)
    return 0 if program.result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
