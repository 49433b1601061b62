"""One relocatable object, read from the text that LLVM's tools print.

The oracle must share nothing with the engine it checks, so no byte of an object
file is parsed here: `llvm-readobj` says what sections, symbols, relocations and
data there are, `llvm-objdump -d` says what the code is.  x86-64, ELF and COFF.

Offsets are bytes from the start of their section.  Section numbers are the
object's own (ELF counts from 0, COFF from 1).
"""
import bisect
import os
import re
import subprocess

READOBJ = os.environ.get("ORACLE_READOBJ", "llvm-readobj-19")
OBJDUMP = os.environ.get("ORACLE_OBJDUMP", "llvm-objdump-19")

INSTRUCTION = re.compile(r"^ *([0-9a-f]+):((?: [0-9a-f]{2})+)\s*\t([^\t]*)(?:\t(.*))?$")
FIELD = re.compile(r"^ *([A-Za-z]+): ?(.*)$")
OPENING = re.compile(r"^[A-Za-z]* ?[\[{](?: \(0x[0-9A-F]+\))?$")
NUMBERED = re.compile(r"^(.*) \((-?0?x?[0-9A-Fa-f]+)\)$")


class ReadError(Exception):
    """A tool failed or the object is of a kind the oracle does not know."""


class Section:
    def __init__(self, index, name, size, kind):
        self.index, self.name, self.size = index, name, size
        self.is_code = self.has_content = self.is_alloc = self.is_writable = False
        self.entry_size = 0          # of a mergeable section, else 0
        self.is_strings = False      # mergeable, zero-terminated
        self.kind = kind
        self.data = b""
        self.relocations = []        # sorted by offset


class Symbol:
    def __init__(self, index, name, section, value, size, kind, is_local):
        self.index, self.name, self.section = index, name, section
        self.value, self.size, self.kind, self.is_local = value, size, kind, is_local


class Relocation:
    def __init__(self, offset, kind, symbol, addend):
        self.offset, self.kind, self.symbol, self.addend = offset, kind, symbol, addend


class Instruction:
    __slots__ = ("offset", "size", "mnemonic", "operands")

    def __init__(self, offset, size, mnemonic, operands):
        self.offset, self.size, self.mnemonic, self.operands = offset, size, mnemonic, operands

    @property
    def end(self):
        return self.offset + self.size


def run_tool(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "LC_ALL": "C"})
    if done.returncode != 0:
        raise ReadError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()[:200]}")
    return done.stdout.decode("utf-8", "surrogateescape")


def records(text, opener):
    """Yields the fields of each `opener {...}` block; nested blocks are joined in.

    A field that occurs twice keeps its first value; flag names are collected
    under "Flags"."""
    fields, depth = None, 0
    for line in text.splitlines():
        stripped = line.strip()
        if fields is None:
            if stripped == opener + " {":
                fields, depth = {"Flags": set()}, 1
            continue
        if OPENING.search(stripped):
            depth += 1
            continue
        if stripped in ("}", "]"):
            depth -= 1
            if depth == 0:
                yield fields
                fields = None
            continue
        match = FIELD.match(line)
        if match:
            fields.setdefault(match[1], match[2])
        else:
            fields["Flags"].add(stripped.split(" ")[0])


def number(text):
    return int(text, 0) if text else 0


def without_number(text):
    match = NUMBERED.match(text)
    return match[1] if match else text


def trailing_number(text):
    match = NUMBERED.match(text)
    return int(match[2], 0) if match else 0


class ObjectText:
    """Sections, symbols, relocations, data and instructions of one object."""

    def __init__(self, path):
        self.path = path
        head = run_tool([READOBJ, "--file-headers", path])
        match = re.search(r"^Format: (\S+)", head, re.M)
        self.format = match[1] if match else "unknown"
        if self.format not in ("elf64-x86-64", "COFF-x86-64"):
            raise ReadError(f"{path}: format {self.format}, the oracle knows x86-64 ELF and COFF")
        self.is_elf = self.format.startswith("elf")
        text = run_tool([READOBJ, "-S", "--symbols", path])
        self.sections = self._read_sections(text)
        self.symbols = self._read_symbols(text)
        self._read_data()
        self._read_relocations()
        self.instructions = self._read_instructions()
        self._index()

    def _read_sections(self, text):
        sections = {}
        for fields in records(text, "Section"):
            flags = fields["Flags"]
            if self.is_elf:
                section = Section(number(fields["Index"]), without_number(fields["Name"]), number(fields["Size"]), fields["Type"])
                section.is_alloc = "SHF_ALLOC" in flags
                section.is_code = "SHF_EXECINSTR" in flags
                section.is_writable = "SHF_WRITE" in flags
                section.has_content = section.is_alloc and "SHT_NOBITS" not in fields["Type"]
                section.is_strings = "SHF_STRINGS" in flags
                section.entry_size = number(fields["EntrySize"]) if "SHF_MERGE" in flags else 0
            else:
                section = Section(number(fields["Number"]), fields["Name"].rpartition(" (")[0], number(fields["RawDataSize"]), "")
                section.is_code = "IMAGE_SCN_CNT_CODE" in flags or "IMAGE_SCN_MEM_EXECUTE" in flags
                section.is_writable = "IMAGE_SCN_MEM_WRITE" in flags
                section.is_alloc = "IMAGE_SCN_MEM_READ" in flags and "IMAGE_SCN_MEM_DISCARDABLE" not in flags
                section.has_content = section.is_alloc and "IMAGE_SCN_CNT_UNINITIALIZED_DATA" not in flags
            sections[section.index] = section
        return sections

    def _read_symbols(self, text):
        symbols, index = {}, 0
        for fields in records(text, "Symbol"):
            where = fields["Section"]
            if self.is_elf:
                kind = fields["Type"].split(" ")[0]
                symbol = Symbol(index, without_number(fields["Name"]), trailing_number(where), number(fields["Value"]),
                                number(fields["Size"]), kind, fields["Binding"].startswith("Local"))
                if symbol.section >= 0xFF00 or symbol.section == 0:
                    symbol.section = None
                if kind == "Section" and symbol.section:
                    symbol.name = self.sections[symbol.section].name
                index += 1
            else:
                storage = fields["StorageClass"].split(" ")[0]
                kind = "Function" if fields["ComplexType"].startswith("Function") else "Object"
                section = trailing_number(where)
                symbol = Symbol(index, fields["Name"], section if section > 0 else None, number(fields["Value"]), 0, kind, storage == "Static")
                aux = number(fields["AuxSymbolCount"])
                if storage in ("File", "Label", "Section"):
                    symbol.kind = storage
                elif storage == "Static" and aux and "Length" in fields and symbol.section and kind != "Function" and \
                        symbol.value == 0 and symbol.name == self.sections[symbol.section].name:
                    symbol.kind = "Section"
                index += 1 + aux
            symbols[symbol.index] = symbol
        return symbols

    def _read_data(self):
        wanted = [s for s in self.sections.values() if s.has_content and s.size]
        if not wanted:
            return
        text = run_tool([READOBJ] + [f"--hex-dump={s.index}" for s in wanted] + [self.path])
        dumps = text.split("Hex dump of section ")[1:]
        if len(dumps) != len(wanted):
            raise ReadError(f"{self.path}: {len(dumps)} hex dumps, asked for {len(wanted)}")
        for section, dump in zip(wanted, dumps):
            lines = dump.splitlines()[1:]
            section.data = bytes.fromhex("".join(line[11:46] for line in lines if line.startswith("0x")))
            if len(section.data) != section.size:
                raise ReadError(f"{self.path}: hex dump of {section.name} has {len(section.data)} bytes, expected {section.size}")

    def _read_relocations(self):
        text = run_tool([READOBJ, "-r", "--expand-relocs", self.path])
        by_name = {s.index: s for s in self.sections.values()}
        for block in re.split(r"^  Section \(", text, flags=re.M)[1:]:
            head, _, body = block.partition("\n")
            section = by_name[int(head.split(")")[0])]
            if self.is_elf:
                name = head.split(" ", 1)[1].rsplit(" {", 1)[0]
                section = self._relocated_by(section, name)
            if section is None or not section.is_alloc:
                continue
            for fields in records(body, "Relocation"):
                if self.is_elf:
                    symbol = trailing_number(fields["Symbol"]) if fields["Symbol"] != "-" else 0
                    addend = number(fields["Addend"])
                    addend -= (addend >> 63) << 64
                else:
                    symbol, addend = number(fields["SymbolIndex"]), None
                section.relocations.append(Relocation(number(fields["Offset"]), without_number(fields["Type"]), self.symbols[symbol], addend))
        for section in self.sections.values():
            section.relocations.sort(key=lambda r: r.offset)
            section.relocation_offsets = [r.offset for r in section.relocations]

    def _relocated_by(self, section, name):
        """The section an ELF relocation section is for: sh_info of -S text."""
        if not hasattr(self, "_info"):
            text = run_tool([READOBJ, "-S", self.path])
            self._info = {number(f["Index"]): number(f["Info"]) for f in records(text, "Section")}
        return self.sections.get(self._info[section.index])

    def _read_instructions(self):
        code = [s for s in self.sections.values() if s.is_code and s.has_content and s.size]
        text = run_tool([OBJDUMP, "-d", self.path])
        blocks = text.split("Disassembly of section ")[1:]
        if len(blocks) != len(code):
            raise ReadError(f"{self.path}: {len(blocks)} disassembled sections, expected {len(code)}")
        result = {}
        for section, block in zip(code, blocks):
            found = []
            for line in block.splitlines():
                match = INSTRUCTION.match(line)
                if match:
                    operands = re.sub(r"\s+# .*$", "", match[4] or "").strip()
                    found.append(Instruction(int(match[1], 16), len(match[2]) // 3, match[3].strip(), operands))
            result[section.index] = found
        return result

    def _index(self):
        """Sorted views: instruction offsets, named places, referenced offsets."""
        self.instruction_offsets = {i: [x.offset for x in v] for i, v in self.instructions.items()}
        self.named, self.places = {}, {}
        for symbol in self.symbols.values():
            if symbol.section is None or symbol.kind in ("Section", "File", "Label") or not symbol.name:
                continue
            self.named.setdefault(symbol.section, []).append(symbol)
        for index, symbols in self.named.items():
            symbols.sort(key=lambda s: (s.value, s.is_local, s.name))
            self.places[index] = sorted({s.value for s in symbols})

    def relocations_in(self, section, begin, end):
        offsets = section.relocation_offsets
        return section.relocations[bisect.bisect_left(offsets, begin):bisect.bisect_left(offsets, end)]

    def next_place(self, index, offset):
        """The next named place after `offset` in that section, or its end."""
        places = self.places.get(index, [])
        at = bisect.bisect_right(places, offset)
        return places[at] if at < len(places) else self.sections[index].size
