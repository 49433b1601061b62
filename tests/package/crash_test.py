#!/usr/bin/python3
"""hppack is killed at each system call, fails at each, and runs beside itself.

    crash_test.py --hppack FILE --payload FILE --base FILE

An output is the whole file that was there before, the whole one that is there
afterwards, or, where there was none, none; what a killed run leaves is gone
after the next one.  Files of 4 GiB are told to go away at once.

strace stops the program at system calls.
"""

import argparse
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest

OPTIONS = None
CALLS = ("openat", "flock", "ftruncate", "write", "fchmod", "fsync",
         "renameat", "renameat2", "unlink")
TEMPORARY = ".hotpatch-tmp"


def hppack(*arguments, **keywords):
    return subprocess.run([OPTIONS.hppack, *map(str, arguments)],
                          capture_output=True, text=True, **keywords)


def must(result):
    assert result.returncode == 0, result.stderr
    return result


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hppack-crash-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.out = self.folder / "out"
        self.out.mkdir()
        self.key = self.folder / "key"
        must(hppack("keygen", "-o", self.key, "-q"))

    def build_arguments(self, *more):
        return ["build", OPTIONS.payload, "-o", self.out / "fix.hpk", "-q",
                "--key", self.key, "--product", "shop", "--sequence", "1",
                "--image", OPTIONS.base, *more]

    def listing(self):
        return sorted(path.name for path in self.out.iterdir())

    def strace(self, options, arguments):
        environment = dict(os.environ)
        # The leak checker is a tracer too, and there can be one only.
        environment["ASAN_OPTIONS"] = "detect_leaks=0"
        return subprocess.run(
            ["strace", "-f", "-o", self.folder / "trace", *options,
             OPTIONS.hppack, *map(str, arguments)],
            capture_output=True, text=True, env=environment, check=False)

    def points(self, arguments):
        """(system call, its number) of all calls that have to do with the
        output's folder, by name or descriptor (strace -y names those)."""
        must(self.strace(["-y", "-e", "trace=" + ",".join(CALLS)], arguments))
        counts = dict.fromkeys(CALLS, 0)
        found = []
        for line in (self.folder / "trace").read_text().splitlines():
            call = re.match(r"\d+ +(\w+)\(", line)
            if not call or call[1] not in counts:
                continue
            counts[call[1]] += 1
            if str(self.out) in line:
                found.append((call[1], counts[call[1]]))
        names = [name for name, _ in found]
        self.assertIn("fsync", names)
        self.assertTrue({"renameat", "renameat2"} & set(names))
        return found


class Crash(Case):
    def check_kills(self, prepare, arguments, states):
        """`prepare` makes the folder as it is before; `states` are the contents
        that fix.hpk may have after a kill (None: none)."""
        package = self.out / "fix.hpk"
        prepare()
        for call, number in self.points(arguments):
            with self.subTest(call=call, number=number):
                prepare()
                killed = self.strace(
                    ["-e", f"inject={call}:signal=SIGKILL:when={number}"],
                    arguments)
                self.assertNotEqual(killed.returncode, 2, killed.stderr)
                content = package.read_bytes() if package.exists() else None
                self.assertIn(content, states)
                self.assertLessEqual(set(self.listing()),
                                     {"fix.hpk", "fix.hpk" + TEMPORARY})
                # The next run: if the killed one was done, a second signature
                # by the same key is refused.
                after = hppack(*arguments)
                self.assertIn(after.returncode,
                              (0, 1) if arguments[0] == "sign" else (0,))
                self.assertEqual(package.read_bytes(), states[-1])
                self.assertEqual(self.listing(), ["fix.hpk"])

    def clear(self):
        for path in self.out.iterdir():
            path.unlink()

    def built(self, *more):
        self.clear()
        must(hppack(*self.build_arguments(*more)))
        return (self.out / "fix.hpk").read_bytes()

    def test_build_where_there_is_nothing(self):
        content = self.built()
        self.check_kills(self.clear, self.build_arguments(), [None, content])

    def test_build_over_a_package(self):
        before = self.built("--notes", "before")
        after = self.built()

        def prepare():
            self.clear()
            (self.out / "fix.hpk").write_bytes(before)

        self.check_kills(prepare, self.build_arguments(), [before, after])

    def test_sign(self):
        other = self.folder / "other"
        must(hppack("keygen", "-o", other, "-q"))
        before = self.built()
        package = self.out / "fix.hpk"
        arguments = ["sign", package, "--key", other, "-q"]
        must(hppack(*arguments))
        after = package.read_bytes()

        def prepare():
            self.clear()
            package.write_bytes(before)

        self.check_kills(prepare, arguments, [before, after])

    def test_keygen_shows_a_private_key_to_nobody(self):
        key = self.out / "key"
        arguments = ["keygen", "-o", key, "-q"]
        points = self.points(arguments)
        for call, number in points:
            with self.subTest(call=call, number=number):
                self.clear()
                self.strace(
                    ["-e", f"inject={call}:signal=SIGKILL:when={number}"],
                    arguments)
                for path in self.out.iterdir():
                    if b"PRIVATE" in path.read_bytes():
                        self.assertEqual(
                            stat.S_IMODE(path.stat().st_mode), 0o600)
                if key.exists():
                    self.assertIn(b"END PRIVATE KEY", key.read_bytes())
                    self.assertEqual(hppack(*arguments).returncode, 2)


class Failures(Case):
    def test_each_call_that_fails_leaves_all_as_it_was(self):
        package = self.out / "fix.hpk"
        must(hppack(*self.build_arguments("--notes", "before")))
        before = package.read_bytes()
        arguments = self.build_arguments()
        points = self.points(arguments)
        errors = {"openat": "EROFS", "write": "ENOSPC", "fsync": "EIO",
                  "renameat": "EACCES", "ftruncate": "EIO", "fchmod": "EPERM",
                  "flock": "ENOLCK"}
        for call, number in points:
            if call not in errors:
                continue
            with self.subTest(call=call, number=number):
                package.write_bytes(before)
                failed = self.strace(
                    ["-e", f"inject={call}:error={errors[call]}:when={number}"],
                    arguments)
                self.assertEqual(failed.returncode, 2, failed.stderr)
                self.assertIn("hppack: error: ", failed.stderr)
                self.assertEqual(package.read_bytes(), before)
                self.assertLessEqual(set(self.listing()),
                                     {"fix.hpk", "fix.hpk" + TEMPORARY})

    def test_file_system_that_only_knows_to_replace(self):
        key = self.out / "new.key"
        command = (["-e", "inject=renameat2:error=EINVAL"],
                   ["keygen", "-q", "-o", key])
        must(self.strace(*command))
        before = key.read_bytes()
        again = self.strace(*command)
        self.assertEqual(again.returncode, 2, again.stderr)
        self.assertEqual(key.read_bytes(), before)
        self.assertEqual(self.listing(), ["new.key", "new.key.pub"])

    def test_full_device(self):
        arguments = self.build_arguments()
        arguments[3] = "/dev/full"
        self.assertEqual(hppack(*arguments).returncode, 2)

    @unittest.skipIf(os.geteuid() == 0, "root writes everywhere")
    def test_directory_that_is_read_only(self):
        self.out.chmod(0o500)
        self.addCleanup(self.out.chmod, 0o700)
        self.assertEqual(hppack(*self.build_arguments()).returncode, 2)

    def test_output_that_is_an_input(self):
        for name, link in (("symbolic", os.symlink), ("hard", os.link)):
            for original in (OPTIONS.payload, OPTIONS.base, self.key):
                with self.subTest(link=name, original=original):
                    copy = self.out / "input"
                    shutil.copy(original, copy)
                    link(copy, self.out / "fix.hpk")
                    arguments = [copy if a == original else a
                                 for a in self.build_arguments()]
                    before = copy.read_bytes()
                    result = hppack(*arguments)
                    self.assertEqual(result.returncode, 2)
                    self.assertIn("written over the input", result.stderr)
                    self.assertEqual(copy.read_bytes(), before)
                    copy.unlink()
                    (self.out / "fix.hpk").unlink()


class Concurrency(Case):
    def start(self, arguments):
        return subprocess.Popen([OPTIONS.hppack, *map(str, arguments)],
                                stderr=subprocess.PIPE, text=True)

    def test_eight_builds_of_one_package(self):
        running = [self.start(self.build_arguments("--notes", str(i)))
                   for i in range(8)]
        for process in running:
            self.assertEqual(process.wait(), 0, process.stderr.read())
            process.stderr.close()
        must(hppack("verify", self.out / "fix.hpk", "--trust",
                    f"{self.key}.pub", "--image", OPTIONS.base))
        self.assertEqual(self.listing(), ["fix.hpk"])

    def test_eight_signers_lose_no_signature(self):
        must(hppack(*self.build_arguments()))
        keys = [self.folder / f"key{i}" for i in range(8)]
        for key in keys:
            must(hppack("keygen", "-o", key, "-q"))
        running = [self.start(["sign", self.out / "fix.hpk", "--key", key,
                               "-q"]) for key in keys]
        for process in running:
            self.assertEqual(process.wait(), 0, process.stderr.read())
            process.stderr.close()
        must(hppack("verify", self.out / "fix.hpk", "--threshold", "9",
                    "--trust", f"{self.key}.pub",
                    *(f"{key}.pub" for key in keys)))
        self.assertEqual(self.listing(), ["fix.hpk"])


class Bounds(Case):
    def measure(self, arguments):
        """Exit status, peak memory in KiB, seconds."""
        begin = time.monotonic()
        process = subprocess.Popen(
            [OPTIONS.hppack, *map(str, arguments)], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_maxrss, time.monotonic() - begin

    def test_files_of_four_gibibytes(self):
        must(hppack(*self.build_arguments()))
        package = self.out / "fix.hpk"
        public = f"{self.key}.pub"
        small = self.folder / "small"
        small.write_bytes(b"\0" * 64)
        sparse = self.folder / "sparse"
        lying = self.folder / "lying"
        for path, begin in ((sparse, b""), (lying, package.read_bytes())):
            path.write_bytes(begin)
            os.truncate(path, 4 << 30)
        build = self.build_arguments

        def with_input(path):
            return {
                "verify": ["verify", path, "--trust", public],
                "show": ["show", path],
                "sign": ["sign", path, "--key", self.key],
                "digest": ["digest", path, "-o", self.out / "bytes"],
                "extract": ["extract", path, "-o", self.out / "files",
                            "--trust", public],
                "payload": [path if a == OPTIONS.payload else a
                            for a in build()],
                "image": [path if a == OPTIONS.base else a for a in build()],
                "key": [path if a == self.key else a for a in build()],
                "notes": build("--notes-file", path),
                "passphrase": ["keygen", "-o", self.out / "new",
                               "--passphrase-file", path],
                "trust": ["verify", package, "--trust", path],
                "public key": ["attach", package, "--signature", small,
                               "--public-key", path],
                "signature": ["attach", package, "--signature", path,
                              "--public-key", public],
            }

        usual = {name: self.measure(arguments)[1]
                 for name, arguments in with_input(small).items()}
        for path in (sparse, lying):
            for name, arguments in with_input(path).items():
                with self.subTest(input=name, file=path.name):
                    status, memory, seconds = self.measure(arguments)
                    self.assertIn(status, (1, 2))
                    self.assertLess(memory, usual[name] + 10 * 1024)
                    self.assertLess(seconds, 5)


def main():
    global OPTIONS
    parser = argparse.ArgumentParser()
    for name in ("hppack", "payload", "base"):
        parser.add_argument("--" + name, required=True)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=sys.argv[:1] + rest)


if __name__ == "__main__":
    main()
