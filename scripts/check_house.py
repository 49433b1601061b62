#!/usr/bin/python3
"""The house rules that a compiler cannot check.

    check_house.py RULE [--root DIR]

RULE is one of
  includes  each folder includes only the folders below it, and third-party
            headers stay where docs/ARCHITECTURE.md says
  sizes     no source longer than 600 lines, no main.cc longer than 140
  terms     words that docs/GLOSSARY.md replaces by others do not occur
  effects   only main.cc prints or ends the program, only formats/core touches
            files

Prints one line per violation, `path:line: what was found, what was expected`,
and exits with 1 if there is any.  check_house_test.py shows each rule failing.
"""

import argparse
import pathlib
import re
import sys
from typing import Iterator, NamedTuple

CODE_SUFFIXES = {".cc", ".h"}
TEXT_SUFFIXES = CODE_SUFFIXES | {".py", ".sh", ".md", ".txt", ".cmake", ".json"}
CODE_FOLDERS = ("formats", "cli", "hpdiff", "hpcompile", "hppack", "hpapply")
HIDDEN = {"build", "node_modules", ".git", ".cache", "__pycache__", "third_party"}

# folder: the folders it may include besides itself.  docs/ARCHITECTURE.md
# draws the same graph.
FOLDERS = {
    "formats/core": (),
    "formats/demangle": ("formats/core",),
    "formats/isa": ("formats/core",),
    "formats/object": ("formats/core",),
    "formats/image": ("formats/core",),
    "formats/debug": ("formats/core",),
    "formats/payload": ("formats/core",),
    "formats/package": ("formats/core", "formats/image", "formats/payload"),
    "cli": ("formats/core",),
    "hpdiff": ("cli", "formats/core", "formats/demangle", "formats/isa",
               "formats/object", "formats/debug"),
    "hpcompile": ("cli", "hpdiff", "formats/core", "formats/demangle", "formats/isa",
                  "formats/object", "formats/debug", "formats/image",
                  "formats/payload"),
    "hppack": ("cli", "formats/core", "formats/image", "formats/payload",
               "formats/package"),
    "hpapply": ("cli", "formats/core", "formats/image", "formats/payload",
                "formats/package"),
}

# First part of a third-party header's path: the folders that may include it,
# though never in a public header, which is one that the folder's CMakeLists.txt
# lists under HEADERS.  "main.cc" stands for the files of that name, "main.h" for
# cli/main.h, which only they include.
THIRD_PARTY = {
    "llvm": ("formats/demangle", "formats/isa", "formats/object",
             "formats/debug"),
    "llvm-c": ("formats/isa",),
    "Zydis": ("formats/isa",),
    "Zycore": ("formats/isa",),
    "CLI": ("main.cc", "main.h"),
    "nlohmann": ("formats/payload", "formats/package", "hpdiff", "hpcompile",
                 "hppack", "hpapply"),
    "rapidjson": ("hpdiff", "hpcompile", "hppack", "hpapply"),
    "openssl": ("formats/core", "formats/package", "hppack"),
    "zstd.h": ("formats/package", "hppack", "hpapply"),
    "lzma.h": ("hppack",),
    "toml++": ("hppack",),
    "xxhash.h": ("formats/core",),
}
SYSTEM_FOLDERS = {"sys"}

# What every main.cc has in common: it may do what they may.
MAIN_HEADER = "cli/main.h"

MAX_LINES = 600
MAX_MAIN_LINES = 140

# A word of the "Not" column of docs/GLOSSARY.md, and where it is wrong beyond
# doubt.  Patterns are narrow on purpose: a false alarm teaches people to
# ignore the check.
TERMS = (
    ("old/new", r"\b(?:old|new)_(?:function|symbol|object|section|side|name"
                r"|size|bytes|text|archive|tree|file)s?\b", "pre/post"),
    ("old/new", r"\\\"(?:old|new)\\\"\s*:", "pre/post"),
    ("orig/patched", r"\b(?:orig|original|patched)_(?:function|symbol|object"
                     r"|section|side|size|bytes|elf|file)s?\b", "pre/post"),
    ("left/right", r"\b(?:left|right|lhs|rhs)_(?:function|symbol|object"
                   r"|section|side|size|bytes|name)s?\b", "pre/post"),
    ("routine", r"\b(?<!personality )routines?\b", "function"),
    ("blob", r"\bblobs?\b", "section, payload or package"),
    ("reloc record", r"\breloc records?\b", "relocation"),
    ("twin", r"\btwins?\b", "match"),
    ("detour", r"\bdetour(?:s|ed)?\b", "redirect"),
    ("bundle", r"\bbundle[sd]?\b", "package"),
    ("revert", r"\brevert(?:s|ed|ing)?_(?:patch|package|payload)\b",
     "roll back"),
)
# Documents that must name the other words: what is replaced by what, and what
# other projects call it.
TERMS_EXEMPT = {"docs/GLOSSARY.md", "scripts/check_house.py",
                "scripts/check_house_test.py"}

# Where a call is allowed; everywhere else the work is done on values.
EFFECTS = (
    (r"\b(?:std::)?(?:exit|_exit|abort|quick_exit)\s*\(", "ends the program",
     ("hpapply/linux_start.cc", "hpapply/self_child.cc")),
    (r"\bstd::(?:cout|cerr|clog)\b|\b(?:std::)?f?printf\s*\(|\bputs\s*\(",
     "prints", ()),
    (r"#include <(?:fstream|fcntl\.h|iostream)>"
     r"|\b(?:filesystem|fs)::(?:exists|is_\w+|(?:recursive_)?directory_iterator"
     r"|remove\w*|rename|file_size|status|create_\w+|canonical|absolute"
     r"|current_path|temp_directory_path)\b", "touches files",
     ("formats/core/file.cc", "formats/core/file_windows.cc",
      "hpapply/linux_files.cc",
      "hpapply/linux_process.cc", "hpapply/linux_start.cc")),
    (r"\b(?:posix_spawnp?|popen|execv[pe]*|fork|system|CreateProcess\w*)\s*\(",
     "starts a program",
     ("formats/core/program.cc", "formats/core/program_windows.cc",
      "hpapply/linux_start.cc", "hpapply/self_child.cc",
      "hpapply/self_child_windows.cc", "hpapply/windows_start.cc",
      "hpapply/windows_watchdog.cc")),
)


class Violation(NamedTuple):
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def source_files(root: pathlib.Path, folders: tuple[str, ...] | None,
                 suffixes: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Path from the root and lines of each file, in byte order of paths."""
    found = []
    starts = [root / f for f in folders] if folders else [root]
    for start in starts:
        for path in start.rglob("*"):
            relative = path.relative_to(root)
            if HIDDEN.isdisjoint(relative.parts) and path.is_file() \
                    and path.suffix in suffixes:
                found.append(relative.as_posix())
    for relative in sorted(found):
        text = (root / relative).read_text(encoding="utf-8")
        yield relative, text.splitlines()


def folder_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "formats" else parts[0]


def public_headers(root: pathlib.Path) -> set[str]:
    """Paths of the headers that some CMakeLists.txt lists under HEADERS."""
    found = set()
    for folder in FOLDERS:
        lists = root / folder / "CMakeLists.txt"
        if lists.is_file():
            text = lists.read_text(encoding="utf-8")
            for group in re.findall(r"\bHEADERS((?:\s+[\w./-]+\.h)+)", text):
                found.update(f"{folder}/{name}" for name in group.split())
    return found


def include_problem(path: str, is_public: bool, header: str,
                    angled: bool) -> str | None:
    """Why `path` must not include `header`, or None."""
    folder = folder_of(path)
    first = header.split("/")[0]
    if header == MAIN_HEADER and not path.endswith("/main.cc"):
        return f'"{header}" is included, expected that only in main.cc'
    if not angled and first not in THIRD_PARTY:
        target = folder_of(header)
        if "/" not in header or target not in FOLDERS:
            return (f'"{header}" is included, expected a path from the '
                    "repository root into one of its folders")
        if target != folder and target not in FOLDERS[folder]:
            allowed = ", ".join(FOLDERS[folder]) or "nothing else"
            return (f'{folder} includes "{header}", expected only {folder} and '
                    f"{allowed}")
        return None
    if first not in THIRD_PARTY:
        if "/" in header and first not in SYSTEM_FOLDERS:
            return (f"<{header}> is included, expected a header of a package "
                    "that THIRD_PARTY lists")
        return None
    allowed = THIRD_PARTY[first]
    name = path.split("/")[-1]
    if is_public:
        return (f"<{header}> is included by a public header, expected "
                "third-party types only behind it")
    if folder not in allowed and name not in allowed:
        return (f"<{header}> is included in {folder}, expected it only in "
                f"{', '.join(allowed)}")
    return None


def check_includes(root: pathlib.Path) -> list[Violation]:
    violations = []
    public = public_headers(root)
    pattern = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
    for path, lines in source_files(root, CODE_FOLDERS, CODE_SUFFIXES):
        if folder_of(path) not in FOLDERS:
            violations.append(Violation(
                path, 1, f"{folder_of(path)} is no known folder, expected an "
                "entry in FOLDERS"))
            continue
        for number, line in enumerate(lines, 1):
            match = pattern.match(line)
            if not match:
                continue
            problem = include_problem(path, path in public, match[2],
                                      match[1] == "<")
            if problem:
                violations.append(Violation(path, number, problem))
    return violations


def check_sizes(root: pathlib.Path) -> list[Violation]:
    violations = []
    for path, lines in source_files(root, None, CODE_SUFFIXES | {".py"}):
        is_main = path.endswith("/main.cc")
        limit = MAX_MAIN_LINES if is_main else MAX_LINES
        if len(lines) > limit:
            violations.append(Violation(
                path, len(lines), f"{len(lines)} lines, expected at most "
                f"{limit}"))
    return violations


def check_terms(root: pathlib.Path) -> list[Violation]:
    violations = []
    rules = [(word, re.compile(pattern, re.IGNORECASE), use)
             for word, pattern, use in TERMS]
    for path, lines in source_files(root, None, TEXT_SUFFIXES):
        if path in TERMS_EXEMPT:
            continue
        for number, line in enumerate(lines, 1):
            for _, pattern, use in rules:
                match = pattern.search(line)
                if match:
                    violations.append(Violation(
                        path, number, f'"{match[0]}", expected the glossary\'s '
                        f"word: {use}"))
    return violations


def strip_comments(line: str) -> str:
    """The line without a // comment and without the text of string literals."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    return line.split("//")[0]


def check_effects(root: pathlib.Path) -> list[Violation]:
    violations = []
    rules = [(re.compile(pattern), what, allowed)
             for pattern, what, allowed in EFFECTS]
    for path, lines in source_files(root, CODE_FOLDERS, CODE_SUFFIXES):
        if path.endswith("/main.cc") or path == MAIN_HEADER:
            continue
        for number, line in enumerate(lines, 1):
            code = strip_comments(line)
            for pattern, what, allowed in rules:
                match = pattern.search(code)
                if match and path not in allowed:
                    where = ", ".join(("main.cc",) + allowed)
                    violations.append(Violation(
                        path, number, f"{match[0].strip()} {what}, expected "
                        f"that only in {where}"))
    return violations


RULES = {
    "includes": check_includes,
    "sizes": check_sizes,
    "terms": check_terms,
    "effects": check_effects,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rule", choices=sorted(RULES))
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    violations = RULES[options.rule](options.root)
    for violation in violations:
        print(violation)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
