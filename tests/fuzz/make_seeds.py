#!/usr/bin/python3
"""Makes fuzzing seeds from text.

    make_seeds.py --llvm BIN SOURCE TARGET

Every file of folder SOURCE becomes one file of folder TARGET (which is made
anew), by its suffix:

  .yaml     yaml2obj
  .s        llvm-mc; first line `# TRIPLE`; with ` code` after the triple the
            seed is the bytes of .text instead of the object, with ` link` and
            flags it is what lld makes of it
  .c        clang -c; first line `// FLAGS`
  .members  llvm-ar; first line `# FORMAT` (gnu, bsd, coff, thin), then member
            names, one a line; all members are the same small object
  .def      llvm-dlltool: an import library
  .cc       clang++ -c; first line `// FLAGS`
  .streams  a PDB: one stream a line, hexadecimal, or "..." in it for text with
            escapes; empty lines are empty streams, # begins a comment
  .hex      hexadecimal digits
  others    as they are
"""

import argparse
import pathlib
import shutil
import struct
import subprocess
import tempfile

MEMBER = ".globl f\nf: xorl %eax, %eax\n ret\n"


def first_line(path: pathlib.Path, comment: str) -> list[str]:
    line = path.read_text(encoding="utf-8").splitlines()[0]
    if not line.startswith(comment):
        raise SystemExit(f'{path}: first line is "{line}", expected one that '
                         f'begins with "{comment}"')
    return line.removeprefix(comment).split()


BLOCK = 512


def blocks_of(data: bytes) -> bytes:
    return data + bytes(-len(data) % BLOCK)


def stream_of(line: str) -> bytes:
    """Hexadecimal digits and "text"."""
    data = b""
    for number, part in enumerate(line.split('"')):
        data += (part.encode().decode("unicode_escape").encode("latin-1")
                 if number % 2 else bytes.fromhex(part))
    return data


def pdb_of(source: pathlib.Path) -> bytes:
    """An MSF 7.00 file: super block, two maps of free blocks, streams,
    directory, block of the directory's block numbers."""
    lines = source.read_text(encoding="utf-8").splitlines()
    streams = [stream_of(line) for line in lines if not line.startswith("#")]
    sizes, numbers, body = b"", b"", b""
    for stream in streams:
        sizes += struct.pack("<I", len(stream))
        first = 3 + len(body) // BLOCK
        body += blocks_of(stream)
        for block in range(first, 3 + len(body) // BLOCK):
            numbers += struct.pack("<I", block)
    directory = struct.pack("<I", len(streams)) + sizes + numbers
    begin = 3 + len(body) // BLOCK
    end = begin + len(blocks_of(directory)) // BLOCK
    numbers = b"".join(struct.pack("<I", b) for b in range(begin, end))
    head = b"Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0" + struct.pack(
        "<6I", BLOCK, 1, end + 1, len(directory), 0, end)
    return (blocks_of(head) + bytes(2 * BLOCK) + body + blocks_of(directory)
            + blocks_of(numbers))


class SeedMaker:
    def __init__(self, llvm: pathlib.Path, work: pathlib.Path):
        self._llvm = llvm
        self._work = work

    def _run(self, tool: str, *arguments) -> None:
        # In the scratch folder, with relative names: no path of this machine
        # gets into a seed.
        subprocess.run([self._llvm / tool, *map(str, arguments)], check=True,
                       cwd=self._work)

    def _from_assembly(self, source, target):
        triple, *mode = first_line(source, "# ")
        self._run("llvm-mc", f"-triple={triple}", "-filetype=obj", source,
                  "-o", target)
        if mode == ["code"]:
            self._run("llvm-objcopy", "-O", "binary", "-j", ".text", target)
        elif mode[:1] == ["link"]:
            shutil.copyfile(target, self._work / "seed.o")
            linker, output = ("lld-link", ["/out:seed.dll"]) \
                if "windows" in triple else ("ld.lld", ["-o", "seed.dll"])
            self._run(linker, *mode[1:], *output, "seed.o")
            shutil.copyfile(self._work / "seed.dll", target)

    def _from_c(self, source, target):
        flags = first_line(source, "// ")
        seed = "seed" + source.suffix
        shutil.copyfile(source, self._work / seed)
        self._run("clang", "-c", *flags, "-ffile-compilation-dir=.", seed,
                  "-o", "seed.o")
        shutil.copyfile(self._work / "seed.o", target)

    def _from_members(self, source, target):
        (kind,) = first_line(source, "# ")
        names = source.read_text(encoding="utf-8").splitlines()[1:]
        (self._work / "member.s").write_text(MEMBER, encoding="utf-8")
        (self._work / "seed.a").unlink(missing_ok=True)
        options = ["--thin"] if kind == "thin" else [f"--format={kind}"]
        for name in names:
            self._run("llvm-mc", "-triple=x86_64-linux-gnu", "-filetype=obj",
                      "member.s", "-o", name)
            # q appends, so that a name may occur twice.
            self._run("llvm-ar", "qcSD", *options, "seed.a", name)
        self._run("llvm-ar", "sD", "seed.a")
        shutil.copyfile(self._work / "seed.a", target)

    def make(self, source: pathlib.Path, target: pathlib.Path) -> None:
        match source.suffix:
            case ".yaml":
                self._run("yaml2obj", source, "-o", target)
            case ".s":
                self._from_assembly(source, target)
            case ".c" | ".cc":
                self._from_c(source, target)
            case ".members":
                self._from_members(source, target)
            case ".def":
                self._run("llvm-dlltool", "-m", "i386:x86-64", "-d", source,
                          "-l", target)
            case ".streams":
                target.write_bytes(pdb_of(source))
            case ".hex":
                target.write_bytes(bytes.fromhex(
                    source.read_text(encoding="utf-8")))
            case _:
                shutil.copyfile(source, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--llvm", type=pathlib.Path, required=True)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    options = parser.parse_args()
    target = options.target.resolve()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        maker = SeedMaker(options.llvm, pathlib.Path(work))
        for source in sorted(options.source.resolve().iterdir()):
            maker.make(source, target / source.name)


if __name__ == "__main__":
    main()
