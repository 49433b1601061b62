#!/usr/bin/python3
"""generate.py OUTDIR [--source NAME ...]: hostile siblings of small objects.

yaml2obj makes the objects out of the YAML beside this file; a bigobj file, an
archive of two, a thin archive and an import stub are made from those here.
Each is then cut at every byte, and every field of its headers, sections,
symbols and relocations (and every byte of its unwind and line tables) is set to
values that break careless readers.  The same mutants in every run.
"""
import argparse
import os
import shutil
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
YAML2OBJ = shutil.which("yaml2obj-19") or "/usr/lib/llvm-19/bin/yaml2obj"
BYTE_SECTIONS = (b".eh_frame", b".gcc_except_table", b".xdata", b".pdata", b".debug_line", b".debug$S")
BYTE_VALUES = (0x00, 0x7F, 0x80, 0xFF)


class Field:
    """`width` bytes at `offset`, named for reports; text fields are ASCII."""

    def __init__(self, name, offset, width, order="little", is_text=False):
        self.name, self.offset, self.width, self.order, self.is_text = name, offset, width, order, is_text


def row(prefix, base, layout, order):
    """Fields of one table row: layout is "name:width ...", "-:n" skips."""
    fields, at = [], base
    for item in layout.split():
        name, width = item.split(":")
        if name != "-":
            fields.append(Field(f"{prefix}.{name}", at, int(width), order))
        at += int(width)
    return fields


# --- field maps --------------------------------------------------------------

ELF64 = dict(header="-:16 type:2 machine:2 version:4 entry:8 phoff:8 shoff:8 flags:4 ehsize:2 phentsize:2 phnum:2 shentsize:2 shnum:2 shstrndx:2",
             section="name:4 type:4 flags:8 addr:8 offset:8 size:8 link:4 info:4 align:8 entsize:8",
             symbol="name:4 info:1 other:1 shndx:2 value:8 size:8", rela="offset:8 type:4 symbol:4 addend:8", rel="offset:8 type:4 symbol:4")
ELF32 = dict(header="-:16 type:2 machine:2 version:4 entry:4 phoff:4 shoff:4 flags:4 ehsize:2 phentsize:2 phnum:2 shentsize:2 shnum:2 shstrndx:2",
             section="name:4 type:4 flags:4 addr:4 offset:4 size:4 link:4 info:4 align:4 entsize:4",
             symbol="name:4 value:4 size:4 info:1 other:1 shndx:2", rela="offset:4 info:4 addend:4", rel="offset:4 info:4")


def width_of(layout):
    return sum(int(item.split(":")[1]) for item in layout.split())


def value_of(data, field):
    return int.from_bytes(data[field.offset:field.offset + field.width], field.order)


def elf_fields(data):
    maps = ELF64 if data[4] == 2 else ELF32
    order = "little" if data[5] == 1 else "big"
    fields = [Field(f"ident{i}", i, 1) for i in range(4, 9)] + row("header", 0, maps["header"], order)
    value = {f.name: value_of(data, f) for f in fields}
    unwound = []
    for index in range(value["header.shnum"]):
        section = row(f"section{index}", value["header.shoff"] + index * width_of(maps["section"]), maps["section"], order)
        fields += section
        now = {f.name.split(".")[1]: value_of(data, f) for f in section}
        table = {2: "symbol", 4: "rela", 9: "rel"}.get(now["type"])
        if table:
            step = width_of(maps[table])
            for entry in range(now["size"] // step):
                fields += row(f"section{index}.{table}{entry}", now["offset"] + entry * step, maps[table], order)
        elif now["type"] in (17, 18):  # groups, extended section indices
            fields += [Field(f"section{index}.word{k}", now["offset"] + 4 * k, 4, order) for k in range(now["size"] // 4)]
        unwound.append((now["name"], now["offset"], now["size"], now["type"]))
    names = unwound[value["header.shstrndx"]][1]
    for name, offset, size, kind in unwound:
        if data[names + name:].split(b"\0")[0] in BYTE_SECTIONS and kind != 8:
            fields += [Field(f"byte{offset + k:#x}", offset + k, 1) for k in range(size)]
    return fields


COFF_HEADER = "machine:2 sections:2 time:4 symtab:4 symbols:4 optional:2 flags:2"
BIG_HEADER = "sig1:2 sig2:2 version:2 machine:2 time:4 -:16 -:16 sections:4 symtab:4 symbols:4"
COFF_SECTION = "name:8 vsize:4 vaddr:4 size:4 data:4 relocs:4 lines:4 nrelocs:2 nlines:2 flags:4"


def coff_fields(data):
    is_big = data[:4] == b"\0\0\xff\xff"
    header = row("header", 0, BIG_HEADER if is_big else COFF_HEADER, "little")
    value = {f.name.split(".")[1]: value_of(data, f) for f in header}
    fields, base = header, 56 if is_big else 20
    for index in range(value["sections"]):
        section = row(f"section{index + 1}", base + 40 * index, COFF_SECTION, "little")
        fields += section
        now = {f.name.split(".")[1]: value_of(data, f) for f in section}
        for entry in range(now["nrelocs"]):
            fields += row(f"section{index + 1}.reloc{entry}", now["relocs"] + 10 * entry, "offset:4 symbol:4 type:2", "little")
        if data[base + 40 * index:base + 40 * index + 8].rstrip(b"\0") in BYTE_SECTIONS:
            fields += [Field(f"byte{now['data'] + k:#x}", now["data"] + k, 1) for k in range(now["size"])]
    size, index = (20, 0) if is_big else (18, 0)
    while index < value["symbols"]:
        at = value["symtab"] + index * size
        number = "section:4" if is_big else "section:2"
        fields += row(f"symbol{index}", at, f"zeroes:4 name:4 value:4 {number} type:2 class:1 aux:1", "little")
        aux = data[at + size - 1]
        for k in range(1, aux + 1):
            fields += row(f"symbol{index}.aux{k}", at + k * size, "length:4 nrelocs:2 nlines:2 sum:4 number:2 selection:1 -:1 high:2", "little")
        index += 1 + aux
    return fields + [Field("strings.size", value["symtab"] + value["symbols"] * size, 4)]


def archive_fields(data):
    fields, at = [], 8
    while at + 60 <= len(data):
        for name, offset, width in (("name", 0, 16), ("date", 16, 12), ("mode", 40, 8), ("size", 48, 10), ("end", 58, 2)):
            fields.append(Field(f"member{at:#x}.{name}", at + offset, width, is_text=True))
        size = int(data[at + 48:at + 58])
        if data[at:at + 2] in (b"/ ", b"//"):
            fields += [Field(f"table{at + 60 + k:#x}", at + 60 + k, 4, "big") for k in range(0, size - 3, 4)]
            if data[:8] == b"!<thin>\n":
                at += 60 + size + size % 2
                continue
        at += 60 + (0 if data[:8] == b"!<thin>\n" else size + size % 2)
    return fields


def import_fields(data):
    return row("import", 0, "sig1:2 sig2:2 version:2 machine:2 time:4 size:4 ordinal:2 type:2", "little")


# --- inputs made here --------------------------------------------------------

def to_bigobj(data):
    """The regular COFF object `data` as a bigobj: wider section numbers."""
    machine, sections, time, table, symbols, _, _ = struct.unpack_from("<HHIIIHH", data)
    shift = 56 - 20
    identity = bytes.fromhex("c7a1bad1eebaa94baf20faf66aa4dcb8")
    out = bytearray(struct.pack("<HHHHI", 0, 0xFFFF, 2, machine, time) + identity + bytes(16) + struct.pack("<III", sections, table + shift, symbols))
    body = bytearray(data[20:table])
    for index in range(sections):
        for at in (20, 24):
            pointer, = struct.unpack_from("<I", body, 40 * index + at)
            struct.pack_into("<I", body, 40 * index + at, pointer + shift if pointer else 0)
    out += body
    index = 0
    while index < symbols:
        at = table + 18 * index
        out += data[at:at + 12] + struct.pack("<i", struct.unpack_from("<h", data, at + 12)[0]) + data[at + 14:at + 18]
        for k in range(1, data[at + 17] + 1):
            out += data[at + 18 * k:at + 18 * k + 18] + bytes(2)
        index += 1 + data[at + 17]
    return bytes(out) + data[table + 18 * symbols:]


def member(name, data):
    return f"{name:<16}{0:<12}{0:<6}{0:<6}{644:<8}{len(data):<10}`\n".encode() + data + b"\n" * (len(data) % 2)


def archive_of(named):
    """GNU archive with a symbol table and long names."""
    long_names = b"".join(n.encode() + b"/\n" for n, _ in named)
    table = struct.pack(">II", 1, 8) + b"pick\0\0\0\0"
    out = b"!<arch>\n" + member("/", table) + member("//", long_names)
    offset = 0
    for name, data in named:
        out += member(f"/{offset}", data)
        offset += len(name) + 2
    return out


def thin_archive_of(named):
    names = b"".join(n.encode() + b"/\n" for n, _ in named)
    out, offset = b"!<thin>\n" + member("//", names), 0
    for name, data in named:
        out += member(f"/{offset}", data)[:60]
        offset += len(name) + 2
    return out


def import_stub():
    text = b"SomeFunction\0some.dll\0"
    return struct.pack("<HHHHIIHH", 0, 0xFFFF, 0, 0x8664, 0, len(text), 0, 4) + text


def sources():
    """name -> (bytes, extension, field map)."""
    made = {}
    for name in sorted(f for f in os.listdir(HERE) if f.endswith(".yaml")):
        done = subprocess.run([YAML2OBJ, os.path.join(HERE, name)], stdout=subprocess.PIPE, check=True)
        stem = name.removesuffix(".yaml")
        made[stem] = (done.stdout, ".obj" if "coff" in stem else ".o", coff_fields if "coff" in stem else elf_fields)
    regular, unix = made["coff-x86-64"][0], made["elf64-le"][0]
    named = [("a-rather-long-member-name.o", made["elf64-comdat"][0][:]), ("b.o", unix[:])]
    made["bigobj"] = (to_bigobj(regular), ".obj", coff_fields)
    made["archive"] = (archive_of(named), ".a", archive_fields)
    made["archive-stubs"] = (archive_of([("one.obj", import_stub()), ("two.obj", import_stub())]), ".lib", archive_fields)
    made["thin"] = (thin_archive_of([("b.o", unix)]), ".a", archive_fields)
    made["import-stub"] = (import_stub(), ".obj", import_fields)
    return made


# --- mutants -----------------------------------------------------------------

def hostile_values(field, now, size):
    """The values to try in `field`, without its present one."""
    top = 1 << 8 * field.width
    values = {0, 1, top // 2 - 1, top // 2, top - 1, size - 1, size, size + 1, now + 1, now - 1}
    return sorted({v % top for v in values} - {now})


def hostile_texts(field, text):
    number = text.strip()
    texts = [b"", b"0", b"1", b"-1", b"9" * field.width, b"4294967295", b"4294967296", b"2147483648", b"/", b"//", b"/9999999", b"#1/8", b"#1/99999", b"\xff" * field.width]
    if number.isdigit():
        texts += [str(int(number) + d).encode() for d in (-1, 1)]
    return [t for t in (x.ljust(field.width)[:field.width] for x in texts) if t != text]


def mutants(name, data, extension, fields_of, truncate=1):
    """Yields (file name, bytes): cut at every `truncate`-th byte, then fields."""
    for cut in range(0, len(data), truncate):
        yield f"{name}-cut{cut:05}{extension}", data[:cut]
    for field in fields_of(data):
        old = data[field.offset:field.offset + field.width]
        if len(old) < field.width:
            continue
        if field.is_text:
            new = hostile_texts(field, old)
        elif field.name.startswith("byte"):
            new = [bytes([v]) for v in BYTE_VALUES if v != old[0]]
        else:
            now = int.from_bytes(old, field.order)
            new = [v.to_bytes(field.width, field.order) for v in hostile_values(field, now, len(data))]
        for number, value in enumerate(new):
            yield f"{name}-{field.name}-{number}{extension}", data[:field.offset] + value + data[field.offset + field.width:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--source", action="append")
    options = parser.parse_args()
    os.makedirs(options.directory, exist_ok=True)
    for name, (data, extension, fields_of) in sources().items():
        if options.source and name not in options.source:
            continue
        count = 0
        with open(os.path.join(options.directory, name + extension), "wb") as file:
            file.write(data)
        for file_name, bytes_ in mutants(name, data, extension, fields_of):
            count += 1
            with open(os.path.join(options.directory, file_name), "wb") as file:
                file.write(bytes_)
        print(f"{name}: {len(data)} bytes, {count} mutants")
    return 0


if __name__ == "__main__":
    sys.exit(main())
