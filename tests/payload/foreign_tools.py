#!/usr/bin/python3
"""Payloads before other programs' eyes.

    foreign_tools.py CHECK --tool PAYLOAD_TOOL --golden DIR --work DIR
                     [--llvm BIN] [--loader LOAD_DLL.C]

CHECK is one of
  reader  read_payload.py prints the JSON that the library prints
  pe      llvm-readobj reads the PE payloads without complaint
  elf     readelf, eu-readelf and gdb read the ELF payloads without a warning
  wine    Wine's loader maps, relocates and frees the PE payloads

on every payload of the golden folder and on those that PAYLOAD_TOOL makes.
Prints what was not as expected and exits with 1 if there is any.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent

# What llvm-readobj must say of all PE payloads.
PE_FACTS = ("Format: COFF-x86-64", "ExtendedCharacteristics [ (0x80)",
            "IMAGE_DLL_CHARACTERISTICS_NX_COMPAT",
            "IMAGE_DLL_CHARACTERISTICS_DYNAMIC_BASE",
            "IMAGE_DLL_CHARACTERISTICS_HIGH_ENTROPY_VA",
            "HotPatchTableOffset: 0x", "Size: 0x140", "Name: .hpmeta",
            "RuntimeFunction {", "ALLOC_SMALL size=40", "Type: Repro")
FULL_PE_FACTS = ("Type: DIR64", "Name: .reloc")
ELF_FACTS = ("DYN (Shared object file)", "Advanced Micro Devices X86-64",
             "LOAD", "GNU_STACK", "GNU_EH_FRAME", ".hotpatch", ".hpmeta",
             "NT_GNU_BUILD_ID")
FULL_ELF_FACTS = ("R_X86_64_RELATIVE",)


class Failures:
    def __init__(self):
        self.lines = []

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.lines.append(what)


def run(*command, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(c) for c in command], capture_output=True,
                          text=True, check=False, timeout=120, **options)


def make_payloads(options) -> list[pathlib.Path]:
    """Files with the golden payloads and with those of today's writer."""
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    files = []
    # Wine's loader adds .dll to a name without a suffix.
    suffix = {"pe": ".dll", "elf": ".so"}
    for source in sorted(options.golden.glob("*.hex")):
        form = source.name.split("-", 1)[0]
        files.append(options.work / (source.stem + suffix[form]))
        files[-1].write_bytes(bytes.fromhex(source.read_text("ascii")))
    for form in ("pe", "elf"):
        for size in ("small", "full"):
            files.append(options.work / f"{form}-{size}-today{suffix[form]}")
            made = subprocess.run([options.tool, "make", size, form],
                                  capture_output=True, check=True)
            files[-1].write_bytes(made.stdout)
    assert len(files) >= 8, files
    return files


def check_reader(files, options, failures: Failures) -> None:
    for file in files:
        ours = run(options.tool, "dump", file)
        theirs = run(sys.executable, HERE / "read_payload.py", file)
        failures.expect(ours.returncode == 0 and theirs.returncode == 0,
                        f"{file.name}: {ours.stderr}{theirs.stderr}")
        if ours.returncode == 0 and theirs.returncode == 0:
            failures.expect(json.loads(ours.stdout) == json.loads(theirs.stdout),
                            f"{file.name}: the readers do not agree:\n"
                            f"{ours.stdout}\n{theirs.stdout}")


def expect_facts(result, facts, what: str, failures: Failures) -> None:
    failures.expect(result.returncode == 0 and not result.stderr,
                    f"{what}: exit {result.returncode}: {result.stderr}")
    for fact in facts:
        failures.expect(fact in result.stdout, f"{what}: does not say {fact!r}")


def check_pe(files, options, failures: Failures) -> None:
    for file in files:
        if not file.name.startswith("pe-"):
            continue
        result = run(options.llvm / "llvm-readobj", "--file-headers",
                     "--sections", "--coff-load-config", "--coff-basereloc",
                     "--coff-debug-directory", "--unwind", file)
        facts = PE_FACTS
        if "full" in file.name:
            facts += FULL_PE_FACTS
        expect_facts(result, facts, f"llvm-readobj {file.name}", failures)


def check_elf(files, options, failures: Failures) -> None:
    del options
    for file in files:
        if not file.name.startswith("elf-"):
            continue
        facts = ELF_FACTS + (FULL_ELF_FACTS if "full" in file.name else ())
        expect_facts(run("readelf", "-aW", file), facts,
                     f"readelf {file.name}", failures)
        expect_facts(run("readelf", "-wF", file),
                     ("pc=0000000000001000..0000000000001015",),
                     f"readelf -wF {file.name}", failures)
        expect_facts(run("eu-readelf", "-a", file), ("GNU_BUILD_ID",
                                                     "table_enc:"),
                     f"eu-readelf {file.name}", failures)
        expect_facts(run("gdb", "-nx", "-batch", "-ex", "info files",
                         "-ex", "x/5i 0x1000", file),
                     (" is .text", " is .eh_frame", "add    $0x28,%rsp"),
                     f"gdb {file.name}", failures)


def check_wine(files, options, failures: Failures) -> None:
    program = options.work / "load_dll.exe"
    built = run("x86_64-w64-mingw32-gcc", "-Wall", "-Wextra", "-O1", "-o",
                program, options.loader)
    failures.expect(built.returncode == 0, built.stderr)
    environment = {key: value for key, value in os.environ.items()
                   if key != "DISPLAY"}
    environment |= {"WINEPREFIX": str(options.work / "prefix"),
                    "WINEDEBUG": "-all"}
    files = [file for file in files if file.name.startswith("pe-")]
    result = run("/usr/lib/wine/wine64", program,
                 *(file.name for file in files), env=environment,
                 cwd=options.work)
    lines = result.stdout.split("\n")
    failures.expect(result.returncode == 0, f"wine: {result.stderr}")
    for file, line in zip(files, lines):
        line = line.strip()
        made = ".pdata r .hpinfo r .hpmeta r"
        expected = (f".text rx .rdata r .data rw .xdata r {made} .reloc r "
                    "version 3 unwind 1000 relative 1020 freed"
                    if "full" in file.name else
                    f".text rx .xdata r {made} version 3 unwind 1000 freed")
        failures.expect(line == expected, f"wine {file.name}: {line!r}, "
                                          f"expected {expected!r}")


CHECKS = {"reader": check_reader, "pe": check_pe, "elf": check_elf,
          "wine": check_wine}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("check", choices=CHECKS)
    for option in ("--tool", "--golden", "--work", "--llvm", "--loader"):
        parser.add_argument(option, type=pathlib.Path)
    options = parser.parse_args()
    options.work = options.work.resolve() / options.check
    failures = Failures()
    files = make_payloads(options)
    CHECKS[options.check](files, options, failures)
    print("\n".join(failures.lines) or f"{options.check}: {len(files)} "
          "payloads hold")
    return 1 if failures.lines else 0


if __name__ == "__main__":
    sys.exit(main())
