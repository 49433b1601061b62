#!/usr/bin/python3
"""oracle.py PRE POST [--hpdiff BIN | --report FILE] [--truth CASE.json --variant V]

Says of every function of PRE and POST (two objects or two directories, paired
by relative path) whether it is the same, from the text of llvm-objdump and
llvm-readobj alone, and holds hpdiff's verdicts against it.

  --hpdiff BIN     run BIN PRE POST --all --json - and compare
  --report FILE    compare with a report made before
  --truth FILE     compare with a corpus case's list of really changed functions
  --unsure-limit P at most P per cent of the compared functions may be unsure

Exit 0: agreement.  1: a disagreement, printed with both sides' reasons.  2: trouble.
"""
import argparse
import filecmp
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import compare as C  # noqa: E402
from object_text import ReadError  # noqa: E402


class Finding:
    """What the oracle says of one function."""

    def __init__(self, object_name, name, word, reasons=(), pre_name=None):
        self.object, self.name, self.word = object_name, name, word
        self.reasons, self.pre_name = list(reasons), pre_name or name
        self.pieces = []

    def __str__(self):
        return f"{self.object}: {self.name}: {self.word}" + "".join(f"\n      oracle: {r}" for r in self.reasons[:4])


def object_pairs(pre, post):
    if os.path.isfile(pre):
        return [(os.path.basename(post), pre, post)]
    def files(root):
        return {os.path.relpath(os.path.join(d, f), root) for d, _, fs in os.walk(root) for f in fs if f.endswith((".o", ".obj"))}
    one, two = files(pre), files(post)
    return [(n, os.path.join(pre, n) if n in one else None, os.path.join(post, n) if n in two else None) for n in sorted(one | two)]


def pair_names(pre, post, hints):
    """[(pre name, post name)], either may be None; exact names first, then what
    hpdiff paired under other names (the pairing is a heuristic, its verdict is
    not), then names that differ in a compiler's suffix only."""
    pairs = [(n, n) for n in pre if n in post]
    left, right = [n for n in pre if n not in post], [n for n in post if n not in pre]
    for a, b in hints:
        if a in left and b in right:
            pairs.append((a, b))
            left.remove(a)
            right.remove(b)
    for a in list(left):
        alike = [b for b in right if C.plain_name(b) == C.plain_name(a)]
        if len(alike) == 1 and len([x for x in left if C.plain_name(x) == C.plain_name(a)]) == 1:
            pairs.append((a, alike[0]))
            left.remove(a)
            right.remove(alike[0])
    return pairs + [(a, None) for a in left] + [(None, b) for b in right]


def compare_objects(name, pre_path, post_path, hints=()):
    """[Finding] for one pair of objects; None if the two files are identical."""
    if pre_path and post_path and filecmp.cmp(pre_path, post_path, shallow=False):
        return None
    if pre_path is None or post_path is None:
        side = C.load(pre_path or post_path)
        return [Finding(name, n, "removed" if pre_path else "added") for n in side.functions]
    with ThreadPoolExecutor(2) as pool:
        pre, post = pool.map(C.load, (pre_path, post_path))
    findings = []
    for a, b in pair_names(pre.functions, post.functions, hints):
        if a is None or b is None:
            findings.append(Finding(name, a or b, "removed" if a else "added"))
            findings[-1].pieces = [p.name for p in (pre if a else post).functions[a or b][0].pieces[1:]]
            continue
        ones, twos = pre.functions[a], post.functions[b]
        if len(ones) != len(twos):
            findings.append(Finding(name, b, "unsure", [f"{len(ones)} against {len(twos)} functions of this name"], a))
            continue
        results = [C.Comparison(pre, post, x, y, hints) for x, y in zip(ones, twos)]
        worst = max(results, key=lambda r: r.verdict)
        findings.append(Finding(name, b, C.WORDS[worst.verdict], worst.reasons, a))
        findings[-1].pieces = [p.name for p in twos[0].pieces[1:]]
    return findings


def run_hpdiff(binary, pre, post):
    done = subprocess.run([binary, pre, post, "--all", "--json", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise ReadError(f"{binary} exit {done.returncode}: {done.stderr.decode(errors='replace')[:300]}")
    return json.loads(done.stdout)


# What may stand beside what.  A word missing from a row is a disagreement;
# "dangerous" where hpdiff saw less than the oracle.
AGREES = {
    "same": {"identical", "layout_only"},
    "immediate-only": {"line_only", "constant"},
    "literal-only": {"constant", "code"},
    "different": {"code"},
    "added": {"added"},
    "removed": {"removed"},
}
HARMLESS = {"identical": 0, "layout_only": 0, "line_only": 1, "constant": 2, "code": 3, "added": 3, "removed": 3}
GRAVITY = {"same": 0, "immediate-only": 1, "literal-only": 2, "different": 3, "added": 3, "removed": 3}


def judge(finding, entry):
    """None if both agree, else (is_dangerous, text)."""
    cls = entry["class"]
    if cls in AGREES[finding.word]:
        return None
    if cls == "code" and finding.word == "same" and entry.get("flags") == ["unwind"]:
        return None  # unwind data is not read by the oracle
    said = "; ".join(entry.get("evidence") or [])[:300]
    text = f"{finding}\n      hpdiff: {cls} {entry.get('flags', [])} {said}"
    return HARMLESS[cls] < min(GRAVITY[finding.word], 2), text


def entry_key(entry, names):
    """The oracle's object name for a report entry: its own, or how it ends."""
    path = entry["object"]
    if path in names:
        return path
    tails = [n for n in names if path.endswith("/" + n) or n.endswith("/" + path) or os.path.basename(path) == os.path.basename(n)]
    return tails[0] if len(tails) == 1 else (next(iter(names)) if len(names) == 1 else path)


def check_report(report, pairs, options):
    names = {n for n, _, _ in pairs}
    entries, hints = {}, {}
    for entry in report["functions"]:
        key = entry_key(entry, names)
        entries.setdefault((key, entry["name"]), []).append(entry)
        pre_name = entry.get("renamed_from")
        if pre_name:
            hints.setdefault(key, []).append((pre_name, entry["name"]))
    bad = dangerous = agreed = unsure = missing = 0
    for name, pre, post in pairs:
        findings = compare_objects(name, pre, post, hints.get(name, ()))
        own = [(k, e) for k, es in entries.items() for e in es if k[0] == name]
        if findings is None:
            for key, entry in own:
                if entry["class"] != "identical" and (entry.get("match") or {}).get("by") not in ("content", "neighbours"):
                    bad += 1
                    print(f"DISAGREE {name}: {key[1]}: byte-identical objects, hpdiff: {entry['class']}")
            continue
        for finding in findings:
            found = entries.pop((name, finding.name), None)
            if finding.word == "unsure":
                unsure += 1
                print(f"unsure {finding}\n      hpdiff: {found[0]['class'] if found else 'not listed'}")
                continue
            if found is None:
                missing += 1
                print(f"MISSING {finding}\n      hpdiff does not list it")
                continue
            verdicts = [judge(finding, e) for e in found]
            wrong = next((v for v in verdicts if v), None)
            if wrong is None:
                agreed += 1
                continue
            bad += 1
            dangerous += wrong[0]
            print(("DANGEROUS " if wrong[0] else "DISAGREE ") + wrong[1])
        for (key, function), left in list(entries.items()):
            if key == name:
                missing += 1
                print(f"EXTRA {name}: {function}: hpdiff: {left[0]['class']}, the oracle knows no such function")
                del entries[(key, function)]
    total = agreed + bad + unsure + missing
    print(f"oracle: {agreed} agree, {bad} disagree ({dangerous} dangerous), {missing} listed on one side, {unsure} unsure of {total}")
    if total and unsure * 100 > options.unsure_limit * total:
        print(f"oracle: more than {options.unsure_limit} % unsure")
        return 1
    return 1 if bad or missing else 0


def check_truth(truth, pairs, options):
    """The corpus's list: changed functions must not be `same`, others must be."""
    lost = extra = total = unsure = noise = 0
    for name, pre, post in pairs:
        findings = compare_objects(name, pre, post)
        if findings is None:
            continue
        base = os.path.basename(name)
        must = {C.plain_name(n) for k in ("changed", "added") for n in truth.get(k, {}).get(base, [])}
        grey = {C.plain_name(n) for k in ("uncertain", "removed") for n in truth.get(k, {}).get(base, [])}
        seen = set()
        for finding in findings:
            plain = C.plain_name(finding.name)
            total += 1
            unsure += finding.word == "unsure"
            if finding.word == "unsure":
                print("unsure", finding)
            elif finding.word == "immediate-only":
                noise += plain not in must | grey
                seen.add(plain)
            elif finding.word != "same":
                seen.add(plain)
                if plain not in must | grey:
                    extra += 1
                    print("EXTRA", finding)
        for plain in sorted(must - seen):
            if not any(C.plain_name(f.name) == plain and f.word == "unsure" for f in findings):
                lost += 1
                print(f"LOST {name}: {plain}")
    print(f"oracle: {total} functions in differing objects, lost {lost}, extra {extra}, immediate-only {noise}, unsure {unsure}")
    return 1 if lost or extra or (total and unsure * 100 > options.unsure_limit * total) else 0


def print_findings(pairs):
    for name, pre, post in pairs:
        for finding in compare_objects(name, pre, post) or []:
            if finding.word != "same":
                print(finding)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pre")
    parser.add_argument("post")
    parser.add_argument("--hpdiff")
    parser.add_argument("--report")
    parser.add_argument("--truth")
    parser.add_argument("--variant")
    parser.add_argument("--unsure-limit", type=float, default=3.0, metavar="P")
    options = parser.parse_args()
    try:
        pairs = object_pairs(options.pre, options.post)
        if options.truth:
            with open(options.truth) as file:
                truth = json.load(file)["truth"][options.variant]
            return check_truth(truth, pairs, options)
        if options.hpdiff or options.report:
            if options.report:
                with open(options.report) as file:
                    report = json.load(file)
            else:
                report = run_hpdiff(options.hpdiff, options.pre, options.post)
            return check_report(report, pairs, options)
        return print_findings(pairs)
    except (ReadError, OSError, ValueError, KeyError) as error:
        print(f"oracle: error: {error!r}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
