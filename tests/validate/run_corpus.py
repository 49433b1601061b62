#!/usr/bin/python3
"""Holds an empty payload's validation against what a corpus knows of its fixes.

    run_corpus.py CORPUS --tool build/release/bin/validate_images
                  [--case NAME ...] [--variant V ...] [-v]

For each case and variant: base against base must be equal, and base against
post must differ in exactly the functions that case.json calls changed.  What
differs in immediates alone and is not among these are line numbers; they are
counted.  Prints what falls short and a table per variant; exit status 1 if
anything does.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys


def run(tool: str, folder: pathlib.Path, post: str):
    """Differences {function: kind}, details, unnamed and counts."""
    suffix = ".dll" if (folder / "base.dll").exists() else ".so"
    command = [tool, str(folder / f"base{suffix}"),
               str(folder / f"{post}{suffix}")]
    if (folder / "base.pdb").exists():
        command += [str(folder / "base.pdb"), str(folder / f"{post}.pdb")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1):
        return None, [done.stderr.strip() or str(done.returncode)], [], {}
    kinds, details, unnamed, counts = {}, [], [], {}
    for line in done.stdout.splitlines():
        fields = line.split("\t")
        if line.startswith("#"):
            words = line[2:].split()
            counts = dict(zip(words[::2], map(float, words[1::2])))
        elif fields[0] == "unnamed":
            unnamed.append(fields[1])
        else:
            kinds[fields[1]] = fields[0]
            details.append(line)
    return kinds, details, unnamed, counts


def names(table: dict) -> set:
    return {name for functions in table.values() for name in functions}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--case", nargs="*")
    parser.add_argument("--variant", nargs="*")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    totals = collections.defaultdict(collections.Counter)
    bad = 0
    for case_file in sorted(options.corpus.glob("*/case.json")):
        case = json.loads(case_file.read_text())
        if options.case and case["name"] not in options.case:
            continue
        for variant, truth in sorted(case["truth"].items()):
            folder = case_file.parent / variant
            if options.variant and variant not in options.variant:
                continue
            if not any((folder / f"base{s}").exists() for s in (".dll", ".so")):
                continue
            where = f"{case['name']} {variant}"
            total = totals[variant]
            total["images"] += 1
            kinds, details, unnamed, counts = run(options.tool, folder, "base")
            if kinds is None or kinds:
                bad += 1
                total["base differs"] += 1
                print(f"{where}: base differs from itself")
                print("   ", "\n    ".join(d[:300] for d in details[:6]))
            if kinds is None:
                continue
            kinds, details, unnamed, counts = run(options.tool, folder, "post")
            if kinds is None:
                continue
            total["functions"] += int(counts["functions"])
            total["instructions"] += int(counts["instructions"])
            total["references"] += int(counts["references"])
            total["ms"] += counts["ms"]
            total["unnamed"] += len(unnamed)
            changed = names(truth["changed"])
            may = names(truth["uncertain"]) | names(truth["added"])
            lost = changed - set(kinds)
            extra = {f for f, kind in kinds.items() if kind == "other"}
            extra -= changed | may
            total["changed"] += len(changed)
            total["found"] += len(changed & set(kinds))
            total["uncertain"] += len(set(kinds) & may)
            total["immediates"] += sum(
                kind == "immediate" and f not in changed | may
                for f, kind in kinds.items())
            total["lost"] += len(lost)
            total["extra"] += len(extra)
            if lost or extra:
                bad += 1
                print(f"{where} ({case['expect']}): lost {sorted(lost)}, "
                      f"extra {sorted(extra)}")
                for line in details:
                    if line.split("\t")[1] in extra:
                        print("   ", line[:300])
            if options.verbose and unnamed:
                print(f"{where}: unnamed {unnamed}")
    columns = ("images", "base differs", "functions", "instructions",
               "references", "unnamed", "changed", "found", "lost", "extra",
               "immediates", "uncertain", "ms")
    print("| variant | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for variant, total in sorted(totals.items()):
        print(f"| {variant} | "
              + " | ".join(f"{total[c]:.0f}" for c in columns) + " |")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
