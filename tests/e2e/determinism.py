#!/usr/bin/python3
"""determinism.py HPDIFF: the same input gives the same bytes.

Builds two small trees of ELF and COFF objects and runs hpdiff over them with
other thread counts, from another directory, in other locales and time zones,
later, and with the files created in another order; every output format must be
byte-identical.  Then the objects are re-emitted with symbols and sections in
another order: that must change nothing but offsets.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import shuffle_object as S  # noqa: E402

FORMATS = ("--json", "--markdown", "--csv", "--html")

COMMON = """
int puts(const char *); int outside(int, const char *, int);
#define CHECK(x) ((x) ? 0 : outside(1, #x, __LINE__))
static int counter; static const char *const words[] = {"alpha", "beta", "gamma", "delta"};
"""
BODIES = {
    "first": """static int local(int x) { counter += x; return CHECK(x > 1) + counter; }
int jump(int x) { switch (x) { case 0: return 4; case 1: return local(2); case 2: return 9; case 3: puts("three"); return 1; case 4: return 77; case 5: return local(LIMIT); } return -1; }
const char *word(unsigned i) { return i < 4 ? words[i] : "none"; }
int called(int x) { return jump(x) + local(x); }""",
    "second": """int table[] = {1, 2, 3, LIMIT}; static double scale(double x) { return x * 1.5 + LIMIT; }
double scaled(int i) { return scale(table[i & 3]); } int big(const char *s) { int n = 0; while (*s) n = n * 31 + *s++; return n + counter++; }
int line(int x) { return CHECK(x) + CHECK(x + 1); }""",
    "third": """static int even(int); static int __attribute__((noinline)) odd(int n) { return n == 0 ? 0 : even(n - 1); }
static int __attribute__((noinline)) even(int n) { return n == 0 ? 1 : odd(n - 1); } int parity(int n) { return even(n) + EXTRA; }
void (*hook)(void); void run(void) { if (hook) hook(); else puts(words[counter & 3]); }""",
}
COMPILERS = {"gcc.o": ["gcc", "-O2", "-g"], "gccfs.o": ["gcc", "-O2", "-ffunction-sections", "-fdata-sections"], "clang.o": ["clang-19", "-O2", "-g"],
             "mingw.obj": ["x86_64-w64-mingw32-gcc", "-O2", "-g"], "msvc.obj": ["clang-19", "-O2", "--target=x86_64-pc-windows-msvc", "-ffunction-sections"]}


def build_tree(root, side):
    lines = {"pre": "", "post": "\n\n\n"}[side]
    macros = {"pre": ["-DLIMIT=10", "-DEXTRA=0"], "post": ["-DLIMIT=12", "-DEXTRA=counter"]}[side]
    for name, body in BODIES.items():
        for suffix, command in COMPILERS.items():
            if not shutil.which(command[0]):
                continue
            directory = os.path.join(root, side, suffix.split(".")[0])
            os.makedirs(directory, exist_ok=True)
            source = os.path.join(root, "source.c")
            with open(source, "w") as file:
                file.write(COMMON + lines + body)
            target = os.path.join(directory, f"{name}.{suffix.split('.')[1]}")
            subprocess.run(command + macros + ["-w", "-c", "source.c", "-o", target], cwd=root, check=True)


class Determinism(unittest.TestCase):
    hpdiff = ""

    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp()
        cls.here = os.path.join(cls.root, "here")
        os.makedirs(cls.here)
        for side in ("pre", "post"):
            build_tree(cls.here, side)
        cls.first = cls.outputs(cls.here)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root)

    @classmethod
    def run_once(cls, cwd, arguments, env=None):
        done = subprocess.run([cls.hpdiff, *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, **(env or {})}, timeout=120)
        return done.returncode, done.stdout, done.stderr

    @classmethod
    def outputs(cls, cwd, arguments=(), env=None, pre="pre", post="post"):
        """format -> (exit status, standard output, standard error)."""
        result = {"text": cls.run_once(cwd, [pre, post, *arguments], env), "all": cls.run_once(cwd, [pre, post, "--all", *arguments], env)}
        for form in FORMATS:
            result[form] = cls.run_once(cwd, [pre, post, "--all", form, "-", *arguments], env)
        return result

    def expect_same(self, got):
        for form, (status, out, err) in self.first.items():
            self.assertEqual(got[form], (status, out, err), form)

    def test_finds_the_changes(self):
        for form, (status, out, err) in self.first.items():
            self.assertEqual(status, 1, (form, err))
            self.assertTrue(out, form)

    def test_threads(self):
        for count in ("1", "2", "8"):
            self.expect_same(self.outputs(self.here, ["-j", count]))

    def test_locale_and_time_zone(self):
        for env in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Asia/Tokyo", "HOME": "/nonexistent"}):
            self.expect_same(self.outputs(self.here, env=env))

    def test_later_from_another_directory_in_another_order(self):
        there = os.path.join(self.root, "elsewhere", "deeper")
        os.makedirs(there)
        for directory, _, files in sorted(os.walk(self.here), reverse=True):
            target = os.path.join(there, os.path.relpath(directory, self.here))
            os.makedirs(target, exist_ok=True)
            for name in sorted(files, reverse=True):
                shutil.copyfile(os.path.join(directory, name), os.path.join(target, name))
        time.sleep(1.1)
        self.expect_same(self.outputs(there))

    def test_repeated(self):
        for _ in range(5):
            self.assertEqual(self.run_once(self.here, ["pre", "post", "--all", "--json", "-"]), self.first["--json"])

    def shuffle_tree(self, side, seed):
        target = os.path.join(self.root, f"shuffled-{side}-{seed}")
        for directory, _, files in os.walk(os.path.join(self.here, side)):
            place = os.path.join(target, os.path.relpath(directory, os.path.join(self.here, side)))
            os.makedirs(place, exist_ok=True)
            for name in files:
                with open(os.path.join(directory, name), "rb") as file:
                    data = S.shuffle(file.read(), f"{seed}{name}")
                with open(os.path.join(place, name), "wb") as file:
                    file.write(data)
        return target

    def test_shuffled_sibling_is_identical(self):
        for side in ("pre", "post"):
            for seed in range(3):
                sibling = self.shuffle_tree(side, seed)
                status, out, err = self.run_once(self.here, [side, sibling, "--all", "--json", "-"])
                self.assertEqual(status, 0, err)
                report = json.loads(out)
                self.assertEqual([f for f in report["functions"] if f["class"] != "identical"], [])
                self.assertEqual([d for d in report["data"] if d["class"] != "identical"], [])

    def test_shuffled_post_changes_only_places(self):
        def essence(text):
            report = json.loads(text)
            rows = [{k: v for k, v in f.items() if k in ("object", "name", "class", "flags", "similarity", "match")} for f in report["functions"]]
            data = [{k: v for k, v in d.items() if k in ("object", "name", "class")} for d in report["data"]]
            order = lambda row: (row["object"], row["name"], row["class"])
            return sorted(rows, key=order), sorted(data, key=order), report.get("verdict")
        want = essence(self.first["--json"][1])
        for seed in range(3):
            sibling = self.shuffle_tree("post", 100 + seed)
            status, out, err = self.run_once(self.here, ["pre", sibling, "--all", "--json", "-"])
            self.assertEqual(status, 1, err)
            self.assertEqual(essence(out), want)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Determinism.hpdiff = os.path.abspath(sys.argv.pop(1))
    unittest.main()
