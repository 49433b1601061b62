#!/usr/bin/python3
"""Shuffled objects are valid, differ, and link to a program that does the same.

Builds a small program of four objects with every compiler at hand, shuffles the
objects with several seeds, links both and compares what they print.  COFF
programs run under Wine where there is one; else only the link is tried.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import shuffle_object as S  # noqa: E402

SOURCES = {
    "main.cc": """
#include <cstdio>
#include <string>
#include <vector>
extern "C" int pick(int); extern "C" const char *name_of(int); int thrown(int);
template <class T> T twice(T x) { static int calls; ++calls; return x + x; }
inline int shared_inline(int x) { static int state = 5; state += x; return state; }
static int hidden(int x) { return x * 3 + 1; }
int (*volatile indirect)(int) = hidden;
int main() {
  std::vector<std::string> words;
  for (int i = 0; i < 9; ++i) words.push_back(std::string(name_of(i)) + std::to_string(pick(i)));
  for (auto &w : words) std::printf("%s ", w.c_str());
  std::printf("%d %d %d %d\\n", twice(4), shared_inline(2), indirect(5), thrown(3));
}""",
    "throws.cc": """
#include <stdexcept>
inline int shared_inline(int x) { static int state = 5; state += x; return state; }
template <class T> T twice(T x) { static int calls; ++calls; return x + x; }
static int risky(int x) { if (x > 2) throw std::runtime_error("big"); return x; }
int thrown(int x) { try { return risky(x); } catch (const std::exception &e) { return shared_inline(e.what()[0]) + twice(1); } }
""",
    "names.c": """
static const char *const names[] = {"zero", "one", "two", "three"};
static int asked;
const char *name_of(int i) { asked++; return i >= 0 && i < 4 ? names[i] : "many"; }
#ifdef __ELF__
__attribute__((weak))
#endif
int optional_hook(int i) { return i; }
""",
    "pick.c": """
int optional_hook(int);
static int table[4] = {7, 5, 3, 1};
static int one(int x) { return x + table[x & 3]; }
static int two(int x) { return x - table[x & 3]; }
static int (*const choose[])(int) = {one, two};
int pick(int i) {
  switch (i) { case 0: return 11; case 1: return one(2); case 2: return 40; case 3: return two(8); case 4: return 9; case 5: return choose[i & 1](i); }
  return optional_hook(i) + choose[i & 1](3);
}
""",
}

TOOLCHAINS = {  # name: (C compiler, C++ compiler, flags, runs under Wine)
    "gcc": (["gcc"], ["g++"], [], False),
    "gcc-sections": (["gcc"], ["g++"], ["-ffunction-sections", "-fdata-sections", "-g"], False),
    "clang": (["clang-19"], ["clang++-19"], ["-g", "-faddrsig"], False),
    "mingw": (["x86_64-w64-mingw32-gcc"], ["x86_64-w64-mingw32-g++"], ["-g", "-static"], True),
    "mingw-bigobj": (["x86_64-w64-mingw32-gcc", "-Wa,-mbig-obj"], ["x86_64-w64-mingw32-g++", "-Wa,-mbig-obj"], ["-ffunction-sections", "-static"], True),
}


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def symbols_of(path):
    """The symbols as text without their positions: names, values, sections by name."""
    done = run(["llvm-nm-19", "--no-sort", "-f", "sysv", path])
    return sorted(l for l in done.stdout.decode(errors="replace").splitlines() if "|" in l)


class ShuffledPrograms(unittest.TestCase):
    def build(self, toolchain, directory):
        c, cxx, flags, _ = TOOLCHAINS[toolchain]
        objects = []
        for name, text in SOURCES.items():
            source = os.path.join(directory, name)
            with open(source, "w") as file:
                file.write(text)
            compiler = cxx if name.endswith(".cc") else c
            command = compiler + flags + ["-O2", "-w", "-c", source, "-o", source + ".o"]
            done = run(command)
            self.assertEqual(done.returncode, 0, done.stderr.decode(errors="replace"))
            objects.append(source + ".o")
        return objects

    def link_and_run(self, toolchain, objects, program):
        _, cxx, flags, is_windows = TOOLCHAINS[toolchain]
        done = run(cxx[:1] + flags + objects + ["-o", program])
        self.assertEqual(done.returncode, 0, done.stderr.decode(errors="replace"))
        if not is_windows:
            return run([program]).stdout
        wine = shutil.which("wine64") or shutil.which("wine") or "/usr/lib/wine/wine64"
        if os.environ.get("HP_TEST_WINE") != "1" or not os.path.exists(wine):
            return b""
        return run([wine, program], env={**os.environ, "WINEDEBUG": "-all"}).stdout

    def check(self, toolchain):
        if not shutil.which(TOOLCHAINS[toolchain][0][0]):
            print(f"{toolchain}: no such compiler here, not tried", file=sys.stderr)
            return
        with tempfile.TemporaryDirectory() as directory:
            objects = self.build(toolchain, directory)
            want = self.link_and_run(toolchain, objects, os.path.join(directory, "plain.exe"))
            if not TOOLCHAINS[toolchain][3] or os.environ.get("HP_TEST_WINE") == "1":
                self.assertIn(b"zero11", want)
            for seed, what in ((1, "both"), (2, "symbols"), (3, "sections")):
                shuffled = [o.replace(".o", f".{seed}.o") for o in objects]
                for source, target in zip(objects, shuffled):
                    self.shuffle_one(source, target, seed, what)
                got = self.link_and_run(toolchain, shuffled, os.path.join(directory, "shuffled.exe"))
                self.assertEqual(got, want)

    def shuffle_one(self, source, target, seed, what):
        with open(source, "rb") as file:
            data = file.read()
        again = S.shuffle(data, seed, what)
        self.assertNotEqual(again, data)
        self.assertEqual(again, S.shuffle(data, seed, what), "the same seed gives the same bytes")
        with open(target, "wb") as file:
            file.write(again)
        done = run(["llvm-readobj-19", "-S", "--symbols", "-r", "-g", target])
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(symbols_of(source), symbols_of(target))

    def test_gcc(self):
        self.check("gcc")

    def test_gcc_sections(self):
        self.check("gcc-sections")

    def test_clang(self):
        self.check("clang")

    def test_mingw(self):
        self.check("mingw")

    def test_mingw_bigobj(self):
        self.check("mingw-bigobj")


class Refusals(unittest.TestCase):
    def test_not_an_object(self):
        for data in (b"", b"\x7fELF", b"hello, this is no object file at all"):
            with self.assertRaises(S.Unsupported):
                S.shuffle(data, 1)


if __name__ == "__main__":
    unittest.main()
