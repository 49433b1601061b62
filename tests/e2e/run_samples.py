#!/usr/bin/python3
"""Builds the samples and checks what the tools say about each.

    run_samples.py --hpdiff PROGRAM [--hpcompile PROGRAM] --work FOLDER
                   [--variant V ...] [SAMPLE ...]

sample.py says what a sample is and what its `expect` may hold.  Each is built
for ELF and COFF by gcc and clang: its objects, and for hpcompile also the base
image and the post image.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

from sample import ROOT, VARIANTS, BuildError, Change, Expectation, Sample, \
    read_expectation

HARMLESS = {"function": {"identical", "layout_only"}, "data": {"identical"}}
EXIT_STATUS = {"payload": 0, "refuse": 1, "nothing": 3}


def plain_name(kind: str, name: str) -> str:
    """`counter.0` and `next_id.counter` are the datum `counter`."""
    if kind == "function":
        return name
    parts = [part for part in name.split(".") if not part.isdigit()]
    return parts[-1] if parts else name


def details_problem(expected: Change, found: dict) -> str | None:
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


def problems_of(report: dict, changes: list[Change]) -> list[str]:
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


def run_tool(command: list, folder: pathlib.Path | None = None
             ) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, check=False,
                          cwd=folder)


def check_diff(hpdiff: pathlib.Path, sample: Sample) -> list[str]:
    expectation = sample.expectation
    if expectation.exit_status is None:
        return []
    report = sample.work / "report.json"
    run = run_tool([hpdiff, sample.work / "pre", sample.work / "post", "--all",
                    "--json", report])
    if run.returncode not in (0, 1):
        return [f"exit {run.returncode}: {run.stderr.strip()}"]
    problems = problems_of(json.loads(report.read_text(encoding="utf-8")),
                           expectation.changes)
    if run.returncode != expectation.exit_status:
        problems.append(f"exit {run.returncode}, expected "
                        f"{expectation.exit_status}")
    return problems


def answer_problems(report: dict, expectation: Expectation) -> list[str]:
    """What hpcompile's report says otherwise than expected."""
    if expectation.answer == "refuse":
        found = sorted({refusal["slug"] for refusal in report["refusals"]})
    else:
        found = sorted({function["name"] for function in report["functions"]})
    if expectation.answer == "nothing" or found == expectation.names:
        return []
    return [f"{expectation.answer} {' '.join(found)}, expected "
            f"{' '.join(expectation.names)}"]


def validation_problems(hpcompile: pathlib.Path, sample: Sample,
                        payload: pathlib.Path) -> list[str]:
    run = run_tool([hpcompile, "validate", payload, "--image", sample.base,
                    "--post-image", sample.post, "--color", "never",
                    *sample.validation_symbols()])
    if run.returncode == 0:
        return []
    return [f"validate exit {run.returncode}: {(run.stdout + run.stderr)}"]


def check_compile(hpcompile: pathlib.Path, sample: Sample) -> list[str]:
    expectation = sample.expectation
    if expectation.answer is None:
        return []
    sample.build_images()
    payload, report = sample.work / "fix.payload", sample.work / "compile.json"
    command = [hpcompile, sample.work / "pre", sample.work / "post", "--image",
               sample.base, "-o", payload, "--json", report,
               *expectation.words["arguments"]]
    for path in expectation.words["symbols"]:
        command += ["--symbols", sample.work / path]
    if expectation.answer == "nothing":
        command += ["--post-image", sample.post, *sample.validation_symbols()]
    run = run_tool(command, sample.work)
    expected = EXIT_STATUS[expectation.answer]
    if run.returncode != expected or not report.exists():
        return [f"hpcompile exit {run.returncode}, expected {expected}: "
                f"{(run.stdout + run.stderr).strip()}"]
    problems = answer_problems(json.loads(report.read_text(encoding="utf-8")),
                               expectation)
    if payload.exists() != (expected == 0):
        problems.append("a payload was left behind" if payload.exists()
                        else "no payload was written")
    if payload.exists():
        problems += validation_problems(hpcompile, sample, payload)
    return problems


def run_variant(options: argparse.Namespace, folder: pathlib.Path,
                variant: str) -> list[str] | None:
    """Problems; None where the sample has nothing to say to the variant."""
    sample = Sample(folder, variant,
                    options.work.resolve() / folder.name / variant)
    if variant not in sample.expectation.variants:
        return None
    try:
        sample.build_objects()
        problems = check_diff(options.hpdiff.resolve(), sample)
        if options.images and sample.expectation.answer:
            sample.build_images()
        if options.hpcompile:
            problems += check_compile(options.hpcompile.resolve(), sample)
    except BuildError as error:
        return [str(error)]
    return problems


def summary_of(folder: pathlib.Path) -> str:
    """By the first variant that the sample is for."""
    variant = next(v for v in VARIANTS if v in
                   read_expectation(folder / "expect", v).variants)
    expectation = read_expectation(folder / "expect", variant)
    words = [f"{e.name}: {e.cls}" for e in expectation.changes]
    text = ", ".join(words) or "no difference that matters"
    if expectation.exit_status is None:
        text = "-"
    if expectation.answer:
        text += f" | {expectation.answer} {' '.join(expectation.names)}"
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hpdiff", type=pathlib.Path, required=True)
    parser.add_argument("--hpcompile", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--images", action="store_true",
                        help="build the images also without --hpcompile")
    parser.add_argument("--variant", action="append", choices=list(VARIANTS))
    parser.add_argument("samples", nargs="*", help="names; default: all")
    options = parser.parse_args()
    variants = options.variant or list(VARIANTS)

    folders = sorted(path.parent for path in (ROOT / "samples").glob("*/expect"))
    if options.samples:
        folders = [f for f in folders if f.name in options.samples]
    if not folders:
        print("run_samples.py: error: no samples", file=sys.stderr)
        return 2

    failures, count = [], 0
    print(f"{'sample':32}" + "".join(f"{v:12}" for v in variants) + "says")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {(folder, variant): pool.submit(run_variant, options, folder,
                                               variant)
                for folder in folders for variant in variants}
        for folder in folders:
            row = f"{folder.name:32}"
            for variant in variants:
                problems = jobs[folder, variant].result()
                count += problems is not None
                row += f"{'-' if problems is None else 'FAILED' if problems else 'ok':12}"
                failures += [f"{folder.name} {variant}: {p}"
                             for p in problems or []]
            print(row + summary_of(folder), flush=True)
    print(f"{count} pairs, {len(failures)} problems")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
