#!/usr/bin/python3
"""Compiles the samples and checks what hpdiff says about each.

    run_samples.py --hpdiff PROGRAM --work FOLDER [SAMPLE ...]

A sample is a folder with pre.c, post.c and expect.  Both sources are compiled
under the same name, for ELF and COFF by gcc and clang.  `expect` holds lines

    exit N
    function NAME CLASS [match WORD] [flag WORD] [renamed PRE_NAME]
    data NAME CLASS

in the words of docs/GLOSSARY.md; `#` begins a comment, `@VARIANT,...` before a
line limits it to these variants.  Every function that is neither identical nor
layout_only must be expected, and so must all data that is not identical.
Static locals are expected without the number or function that a compiler adds.
"""

import argparse
import json
import pathlib
import subprocess
import sys
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

VARIANTS = {
    "elf-gcc": ["gcc-12", "-O2", "-g"],
    "elf-clang": ["clang-19", "--target=x86_64-linux-gnu", "-O2", "-g",
                  "-ffunction-sections", "-fdata-sections"],
    "coff-gcc": ["x86_64-w64-mingw32-gcc", "-O2", "-g"],
    "coff-clang": ["clang-19", "--target=x86_64-pc-windows-msvc", "-O2", "-g",
                   "-gcodeview"],
}
HARMLESS = {"function": {"identical", "layout_only"}, "data": {"identical"}}


class Expected(NamedTuple):
    kind: str  # "function" or "data"
    name: str
    cls: str
    details: dict[str, str]  # "match", "flag", "renamed"


class Expectation(NamedTuple):
    exit_status: int
    changes: list[Expected]


def read_expectation(path: pathlib.Path, variant: str) -> Expectation:
    exit_status = None
    changes = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words and words[0].startswith("@"):
            if variant not in words.pop(0)[1:].split(","):
                continue
        match words:
            case []:
                pass
            case ["exit", number]:
                exit_status = int(number)
            case ["function" | "data" as kind, name, cls, *rest] \
                    if len(rest) % 2 == 0:
                details = dict(zip(rest[::2], rest[1::2]))
                changes.append(Expected(kind, name, cls, details))
            case _:
                raise SystemExit(f'{path}: "{line}", expected a line as in '
                                 "run_samples.py --help")
    if exit_status is None:
        raise SystemExit(f"{path}: no exit status, expected a line exit N")
    return Expectation(exit_status, changes)


def plain_name(kind: str, name: str) -> str:
    """`counter.0` and `next_id.counter` are the datum `counter`."""
    if kind == "function":
        return name
    parts = [part for part in name.split(".") if not part.isdigit()]
    return parts[-1] if parts else name


def details_problem(expected: Expected, found: dict) -> str | None:
    """What of the expected details does not hold, or None."""
    for key, word in expected.details.items():
        match key:
            case "match":
                actual = found["match"]["by"]
            case "renamed":
                actual = found.get("renamed_from")
            case "flag":
                actual = word if word in found["flags"] else found["flags"]
            case _:
                raise SystemExit(f"unknown detail {key}")
        if actual != word:
            return f"{found['name']}: {key} is {actual}, expected {word}"
    return None


def problems_of(report: dict, changes: list[Expected]) -> list[str]:
    problems = []
    open_changes = list(changes)
    for kind, key in (("function", "functions"), ("data", "data")):
        for found in report[key]:
            name, cls = plain_name(kind, found["name"]), found["class"]
            expected = next((e for e in open_changes
                             if (e.kind, e.name) == (kind, name)), None)
            if expected is None:
                if cls not in HARMLESS[kind]:
                    problems.append(f"{kind} {found['name']} is {cls}, "
                                    "expected no change")
                continue
            # Of several data of one name only one is the expected change.
            if kind == "data" and cls == "identical" != expected.cls:
                continue
            open_changes.remove(expected)
            if cls != expected.cls:
                problems.append(f"{kind} {found['name']} is {cls}, expected "
                                f"{expected.cls}")
            elif problem := details_problem(expected, found):
                problems.append(problem)
    problems += [f"{e.kind} {e.name} is not reported, expected {e.cls}"
                 for e in open_changes]
    return problems


def compile_sides(sample: pathlib.Path, work: pathlib.Path,
                  compiler: list[str]) -> None:
    work.mkdir(parents=True, exist_ok=True)
    for side in ("pre", "post"):
        # One name for both, so that __FILE__ and debug information agree.
        source = work / "sample.c"
        source.write_bytes((sample / f"{side}.c").read_bytes())
        subprocess.run([*compiler, "-c", source.name, "-o", f"{side}.o"],
                       check=True, cwd=work)


def run_variant(hpdiff: pathlib.Path, sample: pathlib.Path, work: pathlib.Path,
                variant: str) -> list[str]:
    compile_sides(sample, work, VARIANTS[variant])
    expectation = read_expectation(sample / "expect", variant)
    report = work / "report.json"
    run = subprocess.run([hpdiff, work / "pre.o", work / "post.o", "--all",
                          "--json", report], capture_output=True, text=True,
                         check=False)
    if run.returncode not in (0, 1):
        return [f"exit {run.returncode}: {run.stderr.strip()}"]
    problems = problems_of(json.loads(report.read_text(encoding="utf-8")),
                           expectation.changes)
    if run.returncode != expectation.exit_status:
        problems.append(f"exit {run.returncode}, expected "
                        f"{expectation.exit_status}")
    return problems


def summary_of(expectation: Expectation) -> str:
    words = [f"{e.name}: {e.cls}" for e in expectation.changes]
    return ", ".join(words) or "no difference that matters"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hpdiff", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("samples", nargs="*", help="names; default: all")
    options = parser.parse_args()
    hpdiff = options.hpdiff.resolve()

    folders = sorted(path.parent for path in (ROOT / "samples").glob("*/expect"))
    if options.samples:
        folders = [f for f in folders if f.name in options.samples]
    if not folders:
        print("run_samples.py: error: no samples", file=sys.stderr)
        return 2

    failures = []
    print(f"{'sample':28}" + "".join(f"{v:12}" for v in VARIANTS) + "says")
    for sample in folders:
        row = f"{sample.name:28}"
        for variant in VARIANTS:
            work = options.work.resolve() / sample.name / variant
            problems = run_variant(hpdiff, sample, work, variant)
            row += f"{'FAILED' if problems else 'ok':12}"
            failures += [f"{sample.name} {variant}: {p}" for p in problems]
        expectation = read_expectation(sample / "expect", "elf-gcc")
        print(row + summary_of(expectation), flush=True)
    print(f"{len(folders) * len(VARIANTS)} pairs, {len(failures)} problems")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
