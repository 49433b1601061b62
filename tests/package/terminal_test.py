#!/usr/bin/python3
"""hppack asks for passphrases at its terminal, and shows none of them.

    terminal_test.py HPPACK
"""

import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HPPACK = None


def at_terminal(arguments, answers):
    """Runs hppack with a terminal of its own, and standard input that is none.
    Each answer is typed when the program waits for it.  Returns its exit status
    and all that the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
        os.execv(HPPACK, [HPPACK, *map(str, arguments)])
    shown = b""
    answers = list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        shown += piece
        if answers and shown.rstrip(b"\n\r").endswith(b": "):
            time.sleep(0.1)
            os.write(terminal, answers.pop(0).encode() + b"\n")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode()


class Terminal(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hppack-terminal-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.key = self.folder / "key"
        os.environ.pop("HPPACK_PASSPHRASE", None)

    def test_a_passphrase_is_asked_for_twice_and_not_shown(self):
        status, shown = at_terminal(["keygen", "-o", self.key, "--encrypt"],
                                    ["open sesame", "open sesame"])
        self.assertEqual(status, 0, shown)
        self.assertIn("Passphrase for", shown)
        self.assertIn("The same again", shown)
        self.assertNotIn("sesame", shown)
        opened = subprocess.run(
            ["openssl", "pkey", "-in", self.key, "-passin", "pass:open sesame",
             "-noout"], capture_output=True, text=True, check=False)
        self.assertEqual(opened.returncode, 0, opened.stderr)

    def test_two_passphrases_that_differ_make_no_key(self):
        status, shown = at_terminal(["keygen", "-o", self.key, "--encrypt"],
                                    ["one", "two"])
        self.assertEqual(status, 2)
        self.assertIn("the two passphrases differ", shown)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_key_is_opened(self):
        at_terminal(["keygen", "-o", self.key, "--encrypt"], ["word", "word"])
        not_a_package = self.folder / "x"
        not_a_package.write_bytes(b"x" * 100)
        for answer, message in (("word", "not-a-package"),
                                ("wrong", "wrong passphrase"),
                                ("", "an empty passphrase")):
            with self.subTest(answer=answer):
                status, shown = at_terminal(
                    ["sign", not_a_package, "--key", self.key], [answer])
                self.assertEqual(status, 2)
                self.assertIn(message, shown)

    def test_keygen_without_a_passphrase_asks_nothing(self):
        status, shown = at_terminal(["keygen", "-o", self.key], [])
        self.assertEqual(status, 0)
        self.assertNotIn("Passphrase", shown)


if __name__ == "__main__":
    HPPACK = sys.argv.pop(1)
    unittest.main()
