"""What a sample is, and how its objects and images are built.

A sample is a folder of samples/:

    pre.c post.c   the fix; .cc if they are C++.  Both are compiled under one
                   name, so that __FILE__ and debug information agree
    second-pre.c second-post.c   another object that the fix changes
    other.c        an object that the fix leaves alone, on both sides
    base.c         instead of pre.c in the base image: an image that is not what
                   the objects say
    hidden.c       in both images, but no object of it is given
    late.c         likewise, but in the post image only
    expect         lines as below; `#` begins a comment, `@VARIANT,...` before a
                   line limits it to these variants

What is expected of hpdiff, if there is a line `exit`:

    exit N
    function NAME CLASS [match WORD] [flag WORD] [renamed PRE_NAME]
    data NAME CLASS

in the words of docs/GLOSSARY.md.  Every function that is neither identical nor
layout_only must be expected, and so must all data that is not identical.
Static locals are expected without the number or function that a compiler adds.

What is expected of hpcompile, if there is a line `compile`:

    compile payload FUNCTION ...   exactly these functions are in the payload,
                                   which the post image confirms
    compile nothing                likewise confirmed
    compile refuse SLUG ...        exactly these refusals

And how to build it:

    variants V ...                 only these; all if there is no such line
    flags FLAG ...                 for the compiler; flags-post, for post only
    link FLAG ...                  for the linker
    symbols FILE ...               --symbols for hpcompile
    arguments ARGUMENT ...         more for hpcompile, run in the build's folder
    program ENTRY                  the images are programs, not libraries
    strip                          the images have no symbols
"""

import pathlib
import shutil
import subprocess
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# Libraries are what is patched most: ELF objects are position independent.
VARIANTS = {
    "elf-gcc": ["gcc-12", "-O2", "-g", "-fPIC"],
    "elf-clang": ["clang-19", "--target=x86_64-linux-gnu", "-O2", "-g", "-fPIC",
                  "-ffunction-sections", "-fdata-sections"],
    "coff-gcc": ["x86_64-w64-mingw32-gcc", "-O2", "-g"],
    "coff-clang": ["clang-19", "--target=x86_64-pc-windows-msvc", "-O2", "-g",
                   "-gcodeview"],
}
# Without C runtimes: an image holds the sample's objects and nothing else.
LINKERS = {
    "elf-gcc": ["gcc-12", "-shared", "-nostdlib", "-Wl,--build-id"],
    "elf-clang": ["clang-19", "-shared", "-nostdlib", "-fuse-ld=lld",
                  "-Wl,--build-id"],
    "coff-gcc": ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib",
                 "-Wl,--entry=0", "-Wl,--build-id"],
    "coff-clang": ["lld-link-19", "/dll", "/noentry", "/debug", "/Brepro",
                   "/pdbaltpath:%_PDB%", "/nologo"],
}
PROGRAM_LINKERS = {
    "elf-gcc": ["gcc-12", "-pie", "-nostdlib", "-Wl,--build-id", "-Wl,-e,{}"],
    "elf-clang": ["clang-19", "-pie", "-nostdlib", "-fuse-ld=lld",
                  "-Wl,--build-id", "-Wl,-e,{}"],
    "coff-gcc": ["x86_64-w64-mingw32-gcc", "-nostdlib", "-Wl,--entry={}",
                 "-Wl,--build-id"],
    "coff-clang": ["lld-link-19", "/entry:{}", "/subsystem:console", "/debug",
                   "/Brepro", "/pdbaltpath:%_PDB%", "/nologo"],
}
# What the compiler for Windows takes for granted, in an object of its own.
WINDOWS_SUPPORT = "int _fltused; unsigned _tls_index;\n"
KERNEL32 = ["GetCurrentProcessId", "GetCurrentThreadId", "GetTickCount",
            "Sleep"]


class Change(NamedTuple):
    kind: str  # "function" or "data"
    name: str
    cls: str
    details: dict[str, str]  # "match", "flag", "renamed"


class BuildError(Exception):
    """A compiler or linker did not do what the sample asks of it."""


class Expectation:
    def __init__(self) -> None:
        self.exit_status: int | None = None
        self.changes: list[Change] = []
        self.answer: str | None = None  # "payload", "nothing", "refuse"
        self.names: list[str] = []      # functions or slugs
        self.variants = list(VARIANTS)
        self.words: dict[str, list[str]] = {
            "flags": [], "flags-post": [], "link": [], "symbols": [],
            "arguments": []}
        self.is_stripped = False
        self.entry: str | None = None  # of a program

    def take(self, words: list[str]) -> bool:
        """Whether the words of a line are known."""
        match words:
            case ["exit", number]:
                self.exit_status = int(number)
            case ["function" | "data" as kind, name, cls, *rest] \
                    if len(rest) % 2 == 0:
                details = dict(zip(rest[::2], rest[1::2]))
                self.changes.append(Change(kind, name, cls, details))
            case ["compile", "payload" | "nothing" | "refuse" as answer,
                  *names]:
                self.answer, self.names = answer, sorted(names)
            case ["variants", *names]:
                self.variants = names
            case ["program", entry]:
                self.entry = entry
            case ["strip"]:
                self.is_stripped = True
            case [key, *rest] if key in self.words:
                self.words[key] += rest
            case _:
                return False
        return True


def read_expectation(path: pathlib.Path, variant: str) -> Expectation:
    expectation = Expectation()
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words and words[0].startswith("@"):
            if variant not in words.pop(0)[1:].split(","):
                continue
        if words and not expectation.take(words):
            raise SystemExit(f'{path}: "{line}", expected a line as in '
                             "tests/e2e/sample.py")
    return expectation


class Sample:
    """A sample in one variant, built in a folder of its own:
    pre/ and post/ with the objects, base.so and post.so (or .dll)."""

    def __init__(self, folder: pathlib.Path, variant: str,
                 work: pathlib.Path) -> None:
        self.folder, self.variant, self.work = folder, variant, work
        self.expectation = read_expectation(folder / "expect", variant)
        suffix = ".so" if variant.startswith("elf") else ".dll"
        self.base, self.post = work / f"base{suffix}", work / f"post{suffix}"

    def source(self, name: str) -> pathlib.Path | None:
        return next((path for path in (self.folder / f"{name}.c",
                                       self.folder / f"{name}.cc")
                     if path.is_file()), None)

    def run(self, command: list) -> None:
        done = subprocess.run(command, cwd=self.work, capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise BuildError(f"{' '.join(map(str, command))}\n{done.stderr}")

    def compile(self, source: pathlib.Path, name: str, target: str,
                flags: list[str]) -> None:
        copy = self.work / f"{name}{source.suffix}"
        copy.write_bytes(source.read_bytes())
        include = f"-I{ROOT / 'samples' / 'include'}"
        self.run([*VARIANTS[self.variant], include,
                  *self.expectation.words["flags"], *flags, "-c", copy.name,
                  "-o", target])

    def build_objects(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        for side in ("pre", "post", "extra"):
            (self.work / side).mkdir(parents=True)
        more = {"pre": [], "post": self.expectation.words["flags-post"]}
        for side in ("pre", "post"):
            self.compile(self.source(side), "sample", f"{side}/sample.o",
                         more[side])
            if second := self.source(f"second-{side}"):
                self.compile(second, "second", f"{side}/second.o", more[side])
        if other := self.source("other"):
            self.compile(other, "other", "pre/other.o", [])
            shutil.copy(self.work / "pre/other.o", self.work / "post/other.o")
        if base := self.source("base"):
            self.compile(base, "sample", "extra/base.o", [])
        for name in ("hidden", "late"):
            if source := self.source(name):
                self.compile(source, name, f"extra/{name}.o", [])

    def objects_of(self, side: str) -> list[str]:
        """In the order of linking: what is hidden comes first, so that it
        prevails where two objects define the same."""
        names = ["extra/hidden.o"]
        names += ["extra/late.o"] if side == "post" else []
        instead = "extra/base.o"
        has_base = side == "pre" and (self.work / instead).exists()
        names += [instead if has_base else f"{side}/sample.o",
                  f"{side}/second.o", f"{side}/other.o"]
        return [name for name in names if (self.work / name).exists()]

    def link(self, side: str, image: pathlib.Path) -> None:
        entry = self.expectation.entry
        linker = [word.format(entry) for word in
                  (PROGRAM_LINKERS if entry else LINKERS)[self.variant]]
        command = [*linker, *self.objects_of(side)]
        if self.variant == "coff-clang":
            support = self.work / "support.c"
            support.write_text(WINDOWS_SUPPORT, encoding="utf-8")
            self.run([*VARIANTS[self.variant], "-c", "support.c",
                      "-o", "extra/support.o"])
            exports = self.work / "kernel32.def"
            exports.write_text("LIBRARY KERNEL32.dll\nEXPORTS\n"
                               + "\n".join(KERNEL32) + "\n", encoding="utf-8")
            self.run(["llvm-dlltool-19", "-m", "i386:x86-64", "-d",
                      "kernel32.def", "-l", "kernel32.lib"])
            command += ["extra/support.o", "kernel32.lib",
                        f"/out:{image.name}"]
        else:
            command += ["-o", image.name]
        self.run(command + self.expectation.words["link"])
        if self.expectation.is_stripped:
            self.strip(image)

    def strip(self, image: pathlib.Path) -> None:
        if self.variant != "coff-clang":
            self.run(["strip", image.name])
            return
        pdb = image.with_suffix(".pdb")
        pdb.rename(self.work / "extra" / pdb.name)

    def validation_symbols(self) -> list:
        """What hpcompile validate is told, since it compares by name."""
        pdbs = [self.work / "extra" / image.with_suffix(".pdb").name
                for image in (self.base, self.post)]
        if not pdbs[0].exists():
            return []
        return ["--symbols", pdbs[0], "--post-symbols", pdbs[1]]

    def build_images(self) -> None:
        self.link("pre", self.base)
        self.link("post", self.post)
