#!/usr/bin/python3
"""self_diff.py HPDIFF [PATH ...] [--system] [--shuffle]

diff(x, x) must be empty for every object, archive and tree given: exit 0 and
no function or datum but identical ones.  Three siblings of each:
  copy      the same bytes under another name
  touched   one byte that means nothing differs in every object (ELF: padding of
            e_ident; COFF: the time stamp), so that no shortcut is taken
  shuffled  (--shuffle) symbols and sections of every object in another order
--system adds the static libraries of this machine.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import shuffle_object as S  # noqa: E402

SYSTEM = ("/usr/lib/x86_64-linux-gnu/*.a", "/usr/lib/x86_64-linux-gnu/*.o", "/usr/lib/gcc/x86_64-linux-gnu/*/*.a", "/usr/lib/gcc/x86_64-linux-gnu/*/*.o",
          "/usr/lib/gcc/x86_64-w64-mingw32/*-posix/*.a", "/usr/x86_64-w64-mingw32/lib/*.a", "/usr/x86_64-w64-mingw32/lib/*.o")
OBJECT_SUFFIXES = (".o", ".obj", ".a", ".lib")


def touch_object(data):
    """The object with one meaningless byte changed, or None."""
    out = bytearray(data)
    if data[:4] == b"\x7fELF":
        out[15] ^= 1
    elif data[:4] == b"\0\0\xff\xff" and len(data) >= 56 and data[4:6] != b"\0\0":
        out[8] ^= 1  # bigobj
    elif len(data) >= 20 and data[:2] in (b"\x64\x86", b"\x64\xaa", b"\x4c\x01"):
        out[4] ^= 1
    else:
        return None
    return bytes(out)


def members(data):
    """(offset, size, name field) of an archive's members."""
    at = 8
    while at + 60 <= len(data):
        size = int(data[at + 48:at + 58])
        yield at + 60, size, data[at:at + 16].rstrip()
        at += 60 + size + size % 2


def touch(data):
    if data[:8] != b"!<arch>\n":
        return touch_object(data) or data
    out = bytearray(data)
    for at, size, _ in members(data):
        changed = touch_object(data[at:at + size])
        if changed:
            out[at:at + size] = changed
    return bytes(out)


def shuffle_into(data, directory, seed):
    """Writes the objects of `data` and their shuffled siblings below `directory`;
    the number of objects."""
    parts = [data] if data[:8] != b"!<arch>\n" else [data[a:a + n] for a, n, name in members(data) if name not in (b"/", b"//", b"/SYM64/")]
    count = 0
    for part in parts:
        try:
            sibling = S.shuffle(part, seed + count)
        except S.Unsupported:
            continue
        for side, bytes_ in (("plain", part), ("shuffled", sibling)):
            os.makedirs(os.path.join(directory, side), exist_ok=True)
            with open(os.path.join(directory, side, f"{count:05}.o"), "wb") as file:
                file.write(bytes_)
        count += 1
    return count


class Checker:
    def __init__(self, hpdiff):
        self.hpdiff, self.failures, self.runs, self.functions = hpdiff, [], 0, 0

    def expect_empty(self, what, pre, post):
        self.runs += 1
        done = subprocess.run([self.hpdiff, pre, post, "--all", "--allow-skipped", "--json", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode < 0 or done.returncode > 1:
            self.failures.append(f"{what}: exit {done.returncode}: {done.stderr.decode(errors='replace').strip()[:300]}")
            return
        report = json.loads(done.stdout)
        self.functions += len(report["functions"])
        wrong = [f"{x['object']}: {x['name']}: {x['class']} {x.get('evidence', [])[:2]}" for key in ("functions", "data") for x in report[key]
                 if x["class"] != "identical"]
        if done.returncode or wrong:
            self.failures.append(f"{what}: exit {done.returncode}, {len(wrong)} not identical" + "".join(f"\n    {w}" for w in wrong[:5]))

    def check_file(self, path, scratch, with_shuffle):
        with open(path, "rb") as file:
            data = file.read()
        if not data.startswith((b"\x7fELF", b"!<arch>", b"\0\0\xff\xff", b"\x64\x86", b"\x64\xaa", b"\x4c\x01")):
            return
        suffix = os.path.splitext(path)[1]
        copy, touched = (os.path.join(scratch, n + suffix) for n in ("copy", "touched"))
        for target, bytes_ in ((copy, data), (touched, touch(data))):
            with open(target, "wb") as file:
                file.write(bytes_)
        self.expect_empty(f"{path} (copy)", path, copy)
        self.expect_empty(f"{path} (touched)", path, touched)
        if with_shuffle:
            directory = os.path.join(scratch, "shuffle")
            shutil.rmtree(directory, ignore_errors=True)
            if shuffle_into(data, directory, 1):
                self.expect_empty(f"{path} (shuffled)", os.path.join(directory, "plain"), os.path.join(directory, "shuffled"))

    def check_tree(self, root, scratch, with_shuffle):
        sibling = os.path.join(scratch, "tree")
        shutil.rmtree(sibling, ignore_errors=True)
        for directory, _, files in os.walk(root):
            for name in files:
                source = os.path.join(directory, name)
                target = os.path.join(sibling, os.path.relpath(source, root))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(source, "rb") as file:
                    data = file.read()
                if with_shuffle and name.endswith((".o", ".obj")):
                    try:
                        data = S.shuffle(data, name)
                    except S.Unsupported:
                        pass
                with open(target, "wb") as file:
                    file.write(touch(data))
        self.expect_empty(f"{root} (tree, {'shuffled' if with_shuffle else 'touched'})", root, sibling)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hpdiff")
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--system", action="store_true")
    parser.add_argument("--shuffle", action="store_true")
    options = parser.parse_args()
    paths = list(options.paths)
    if options.system:
        paths += [p for pattern in SYSTEM for p in sorted(glob.glob(pattern))]
    checker = Checker(os.path.abspath(options.hpdiff))
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            if os.path.isdir(path):
                checker.check_tree(path, scratch, False)
                if options.shuffle:
                    checker.check_tree(path, scratch, True)
            else:
                checker.check_file(path, scratch, options.shuffle)
    for failure in checker.failures:
        print("FAILED", failure)
    print(f"self-diff: {len(paths)} inputs, {checker.runs} runs, {checker.functions} functions, {len(checker.failures)} failures")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
