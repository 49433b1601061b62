#!/usr/bin/python3
"""Runs functions of the samples in an emulator: base plus payload gives what
the post image gives.

    run_emulate.py --emulate PROGRAM --work FOLDER [--hpcompile PROGRAM]
                   [--variant V ...] [SAMPLE ...]

Each sample of functions.txt is compiled before and after its fix and linked to
a library, for ELF and PE by gcc and clang.  Then hpcompile makes the payload,
and the emulator calls the functions with random arguments.  Without
--hpcompile only the emulator is tested: base against base must agree, base
against post must differ in the functions that are marked as changed.
Prints what falls short; exit status 1 if anything does.
"""

import argparse
import pathlib
import subprocess
import sys
from typing import NamedTuple

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent.parent / "samples"

MINGW = "x86_64-w64-mingw32"
CLANG_WIN = ["clang-19", f"--target={MINGW}"]
# Compiler, flags for objects, command that links, suffixes.
VARIANTS = {
    "elf-gcc": (["gcc-12", "-O2", "-g", "-fPIC"],
                ["gcc-12", "-shared", "-nostdlib", "-Wl,--build-id"], "so"),
    "elf-clang": (["clang-19", "-O2", "-g", "-fPIC", "-ffunction-sections"],
                  ["clang-19", "-shared", "-nostdlib", "-fuse-ld=lld",
                   "-Wl,--build-id"], "so"),
    "win-gcc": ([f"{MINGW}-gcc", "-O2", "-g"],
                [f"{MINGW}-gcc", "-shared", "-nostdlib",
                 "-Wl,-e,DllMainCRTStartup"], "dll"),
    "win-clang": (CLANG_WIN + ["-O2", "-g", "-gcodeview"],
                  CLANG_WIN + ["-shared", "-nostdlib", "-fuse-ld=lld",
                               "-Wl,-e,DllMainCRTStartup"], "dll"),
}
EXITS = {0: "payload", 1: "refused", 3: "nothing"}


class Sample(NamedTuple):
    name: str
    expected: str
    functions: list[str]
    changed: set[str]


def read_list() -> tuple[list[str], list[Sample], list[str]]:
    """Imports, samples and what the emulator is told about both."""
    imports, samples, known = [], [], []
    for line in (HERE / "functions.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if words and words[0] in ("import", "variable"):
            known += [f"--{words[0]}", words[1]]
            if words[0] == "import":
                imports.append(words[1])
        elif words:
            changed = {w[1:].split("(")[0] for w in words[2:] if w[0] == "*"}
            samples.append(Sample(words[0], words[1],
                                  [w.lstrip("*") for w in words[2:]], changed))
    return imports, samples, known


def check(command: list, **kwargs) -> subprocess.CompletedProcess:
    done = subprocess.run([str(c) for c in command], capture_output=True,
                          text=True, timeout=120, **kwargs)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{done.stderr}")
    return done


class Build(NamedTuple):
    base: pathlib.Path
    post: pathlib.Path
    work: pathlib.Path

    def pdb(self, which: str) -> pathlib.Path:
        return self.work / f"{which}.pdb"


def build(sample: Sample, variant: str, work: pathlib.Path,
          imports: list[str]) -> Build:
    compile_flags, link, suffix = VARIANTS[variant]
    images = {}
    library = work / "libenvironment.a"
    work.mkdir(parents=True, exist_ok=True)
    if suffix == "dll":
        names = "\n".join(i.split("(")[0] for i in imports)
        (work / "environment.def").write_text(
            f"LIBRARY environment.dll\nEXPORTS\n{names}\n")
        check([f"{MINGW}-dlltool", "-d", work / "environment.def", "-l",
               library])
    for side, image in (("pre", "base"), ("post", "post")):
        folder = work / side
        folder.mkdir(exist_ok=True)
        objects = []
        for name, source in (("sample", SAMPLES / sample.name / f"{side}.c"),
                             ("environment", HERE / "environment.c")):
            # Under one name, so that __FILE__ does not differ.
            copy = work / f"{name}.c"
            copy.write_bytes(source.read_bytes())
            target = folder / f"{name}.{'obj' if suffix == 'dll' else 'o'}"
            check(compile_flags + ["-c", copy.name, "-o",
                                   target.relative_to(work)], cwd=work)
            objects.append(target)
        output = work / f"{image}.{suffix}"
        command = link + ["-o", output] + objects
        if suffix == "dll":
            command.append(library)
        if variant == "win-clang":
            command.append(f"-Wl,--pdb={work / image}.pdb")
        check(command)
        images[image] = output
    return Build(images["base"], images["post"], work)


def emulate(program: str, base: pathlib.Path, post: pathlib.Path,
            pdbs: list, known: list[str], sample: Sample,
            payload: pathlib.Path | None) -> tuple[dict[str, int], str]:
    command = [program, base, post] + known
    if pdbs:
        command += ["--base-pdb", pdbs[0], "--post-pdb", pdbs[1]]
    if payload:
        command += ["--payload", payload]
    done = subprocess.run([str(c) for c in command] + sample.functions,
                          capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    lines = done.stdout.splitlines()
    counts = {}
    for line in lines[:len(sample.functions)]:
        name, count = line.split()
        counts[name] = int(count)
    return counts, "\n".join(lines[len(sample.functions):])


def run(sample: Sample, variant: str, options, imports: list[str],
        known: list[str]) -> list[str]:
    built = build(sample, variant, options.work / variant / sample.name,
                  imports)
    has_pdb = variant == "win-clang"

    def differing(first: str, payload=None):
        image = built.base if first == "base" else built.post
        pdbs = [built.pdb("base"), built.pdb(first)] if has_pdb else []
        return emulate(options.emulate, built.base, image, pdbs, known, sample,
                       payload)

    problems = []
    counts, detail = differing("base")
    if any(counts.values()):
        problems.append(f"base differs from itself: {counts}\n{detail}")
    counts, detail = differing("post")
    seen = {name for name, count in counts.items() if count}
    if seen != sample.changed:
        problems.append(f"base and post differ in {sorted(seen)}, expected "
                        f"{sorted(sample.changed)}\n{detail}")
    if not options.hpcompile:
        return problems
    payload = built.work / "payload"
    payload.unlink(missing_ok=True)
    command = [options.hpcompile, built.work / "pre", built.work / "post",
               "--image", built.base, "-o", payload,
               "--post-image", built.post]
    if has_pdb:
        command += ["--symbols", built.pdb("base"),
                    "--post-symbols", built.pdb("post")]
    done = subprocess.run([str(c) for c in command], capture_output=True,
                          text=True, timeout=120)
    found = EXITS.get(done.returncode, f"exit status {done.returncode}")
    if found != sample.expected:
        problems.append(f"hpcompile: {found}, expected {sample.expected}\n"
                        f"{done.stdout}{done.stderr}")
    if payload.exists():
        counts, detail = differing("post", payload)
        if any(counts.values()):
            problems.append(f"base with payload differs from post: {counts}\n"
                            f"{detail}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--emulate", required=True)
    parser.add_argument("--hpcompile")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--variant", nargs="*", choices=sorted(VARIANTS))
    parser.add_argument("samples", nargs="*")
    options = parser.parse_args()
    options.work = options.work.resolve()
    imports, samples, known = read_list()
    checked = bad = 0
    for sample in samples:
        if options.samples and sample.name not in options.samples:
            continue
        for variant in options.variant or VARIANTS:
            checked += 1
            for problem in run(sample, variant, options, imports, known):
                bad += 1
                print(f"{sample.name} {variant}: {problem}")
    print(f"{checked} samples and variants, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
