#!/usr/bin/python3
"""shuffle_object.py IN OUT [--seed N] [--what symbols|sections|both]

Writes IN again with its symbols and sections in another order: the same object
to a linker, another file to anything that trusts positions.  Knows ELF64
little-endian relocatable objects and COFF (regular and bigobj).

Every index is rewritten: ELF sh_link, sh_info, st_shndx, SHT_SYMTAB_SHNDX, group
signatures and members, relocation symbols, .llvm_addrsig; COFF relocation
symbols, section numbers, the section named by an associative COMDAT, weak
external tags, .file chains, and the tables of symbol indices (.gfids$y, ...).

Kept, since the formats demand it: ELF locals before globals, groups before
their members; COFF the section symbol and then the COMDAT symbol as the first
two symbols of a COMDAT section.
"""
import argparse
import random
import struct
import sys


class Unsupported(Exception):
    """The input is no object of a kind that can be shuffled here."""


def align(value, to):
    return (value + to - 1) // to * to if to > 1 else value


def read_uleb(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def write_uleb(value):
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)


def map_ulebs(data, moved_symbol):
    out, at = bytearray(), 0
    while at < len(data):
        value, at = read_uleb(data, at)
        out += write_uleb(moved_symbol[value])
    return bytes(out)


def permutation(rng, first, count, wanted):
    """new position of each old one in [first, count); those before stay."""
    order = list(range(first, count))
    if wanted:
        rng.shuffle(order)
    place = list(range(first))
    place += [0] * len(order)
    for new, old in enumerate(order, first):
        place[old] = new
    return place


# --- ELF ---------------------------------------------------------------------

SHT_SYMTAB, SHT_RELA, SHT_NOBITS, SHT_REL, SHT_GROUP, SHT_SYMTAB_SHNDX = 2, 4, 8, 9, 17, 18
SHT_LLVM_ADDRSIG, SHF_INFO_LINK, SHN_XINDEX, SHN_LORESERVE = 0x6FFF4C03, 0x40, 0xFFFF, 0xFF00
ELF_HEADER = "<16sHHIQQQIHHHHHH"
ELF_SECTION = "<IIQQQQIIQQ"
ELF_SYMBOL = "<IBBHQQ"


class ElfSection:
    def __init__(self, fields, data):
        (self.name, self.type, self.flags, self.address, self.offset, self.size,
         self.link, self.info, self.alignment, self.entry_size) = fields
        self.data = data

    def header(self):
        return struct.pack(ELF_SECTION, self.name, self.type, self.flags, self.address, self.offset, self.size,
                           self.link, self.info, self.alignment, self.entry_size)


def shuffle_elf(data, rng, symbols, sections):
    if data[4:6] != b"\x02\x01":
        raise Unsupported("not a 64-bit little-endian ELF file")
    header = list(struct.unpack_from(ELF_HEADER, data))
    if header[1] != 1:
        raise Unsupported(f"ELF type {header[1]}, expected 1 (relocatable)")
    table, count, names = header[6], header[12], header[13]
    first = struct.unpack_from(ELF_SECTION, data, table)
    count, names = count or first[5], first[6] if names == SHN_XINDEX else names
    parts = []
    for index in range(count):
        fields = struct.unpack_from(ELF_SECTION, data, table + 64 * index)
        size = 0 if fields[1] in (0, SHT_NOBITS) else fields[5]
        parts.append(ElfSection(fields, data[fields[4]:fields[4] + size]))
    moved_section = permutation(rng, 1, count, sections)
    if sections:  # groups first
        order = sorted(range(1, count), key=lambda i: (parts[i].type != SHT_GROUP, moved_section[i]))
        moved_section = [0] * count
        for new, old in enumerate(order, 1):
            moved_section[old] = new
    tables = [p for p in parts if p.type == SHT_SYMTAB]
    if len(tables) != 1:
        raise Unsupported(f"{len(tables)} symbol tables, expected 1")
    moved_symbol = elf_symbols(parts, tables[0], moved_section, rng, symbols)
    for part in parts[1:]:
        elf_contents(part, moved_section, moved_symbol)
    return elf_write(header, parts, moved_section, names)


def elf_symbols(parts, table, moved_section, rng, wanted):
    count, locals_end = len(table.data) // 24, table.info
    moved_symbol = permutation(rng, 1, locals_end, wanted)
    moved_symbol += [p for p in permutation(rng, locals_end, count, wanted)[locals_end:]]
    extended = [p for p in parts if p.type == SHT_SYMTAB_SHNDX]
    indices = list(struct.unpack(f"<{count}I", extended[0].data)) if extended else [0] * count
    rows, new_indices = [b""] * count, [0] * count
    for old in range(count):
        name, info, other, section, value, size = struct.unpack_from(ELF_SYMBOL, table.data, 24 * old)
        target = indices[old] if section == SHN_XINDEX else section
        if section == SHN_XINDEX or 0 < section < SHN_LORESERVE:
            target = moved_section[target]
            section = SHN_XINDEX if target >= SHN_LORESERVE else target
            new_indices[moved_symbol[old]] = target if section == SHN_XINDEX else 0
        rows[moved_symbol[old]] = struct.pack(ELF_SYMBOL, name, info, other, section, value, size)
    if any(new_indices) and not extended:
        raise Unsupported("more sections than the symbol table can name")
    table.data = b"".join(rows)
    if extended:
        extended[0].data = struct.pack(f"<{count}I", *new_indices)
    return moved_symbol


def elf_contents(part, moved_section, moved_symbol):
    if part.type in (SHT_REL, SHT_RELA):
        size, out = 24 if part.type == SHT_RELA else 16, bytearray(part.data)
        for at in range(0, len(out), size):
            info, = struct.unpack_from("<Q", out, at + 8)
            struct.pack_into("<Q", out, at + 8, moved_symbol[info >> 32] << 32 | info & 0xFFFFFFFF)
        part.data = bytes(out)
        part.info = moved_section[part.info]
    elif part.type == SHT_GROUP:
        words = struct.unpack(f"<{len(part.data) // 4}I", part.data)
        part.data = struct.pack(f"<{len(words)}I", words[0], *(moved_section[w] for w in words[1:]))
        part.info = moved_symbol[part.info]
    elif part.type == SHT_LLVM_ADDRSIG:
        part.data = map_ulebs(part.data, moved_symbol)
        part.size = len(part.data)
    elif part.flags & SHF_INFO_LINK and part.type != SHT_SYMTAB:
        part.info = moved_section[part.info]
    part.link = moved_section[part.link]


def elf_write(header, parts, moved_section, names):
    ordered = [None] * len(parts)
    for old, part in enumerate(parts):
        ordered[moved_section[old]] = part
    out = bytearray(64)
    for part in ordered[1:]:
        out += bytes(align(len(out), part.alignment) - len(out))
        part.offset = len(out)
        out += part.data
    out += bytes(align(len(out), 8) - len(out))
    count, name_index = len(parts), moved_section[names]
    header[6] = len(out)
    header[12] = count if count < SHN_LORESERVE else 0
    header[13] = name_index if name_index < SHN_LORESERVE else SHN_XINDEX
    ordered[0].size = 0 if count < SHN_LORESERVE else count
    ordered[0].link = 0 if name_index < SHN_LORESERVE else name_index
    struct.pack_into(ELF_HEADER, out, 0, *header)
    return bytes(out) + b"".join(p.header() for p in ordered)


# --- COFF --------------------------------------------------------------------

COFF_SECTION = "<8sIIIIIIHHI"
LNK_COMDAT, LNK_NRELOC_OVFL, UNINITIALIZED = 0x1000, 0x1000000, 0x80
CLASS_EXTERNAL, CLASS_STATIC, CLASS_FILE, CLASS_WEAK, CLASS_TOKEN = 2, 3, 103, 105, 107
INDEX_TABLES = (b".gfids$", b".giats$", b".gljmp$", b".gehcont", b".symidx")


class CoffLayout:
    """What differs between regular and bigobj files."""

    def __init__(self, data):
        if data[:4] == b"\0\0\xff\xff":
            if struct.unpack_from("<H", data, 4)[0] < 2:
                raise Unsupported("a COFF import stub or an LTCG object")
            self.is_big, self.header_size, self.symbol_size = True, 56, 20
            self.sections, self.table, self.symbols = struct.unpack_from("<III", data, 44)
        else:
            machine, self.sections, _, self.table, self.symbols, optional, _ = struct.unpack_from("<HHIIIHH", data)
            if machine not in (0x8664, 0xAA64, 0x14C):
                raise Unsupported(f"COFF machine {machine:#x}")
            if optional:
                raise Unsupported("an optional header: an image, not an object")
            self.is_big, self.header_size, self.symbol_size = False, 20, 18
        self.number_format = "<i" if self.is_big else "<h"
        self.type_at = 16 if self.is_big else 14  # type u16, class u8, aux u8

    def section_number(self, symbol):
        return struct.unpack_from(self.number_format, symbol, 12)[0]


class CoffSection:
    def __init__(self, data, fields):
        self.fields = list(fields)
        size, at = fields[3], fields[4]
        self.flags = fields[9]
        self.data = b"" if self.flags & UNINITIALIZED or not at else data[at:at + size]
        if fields[8]:
            raise Unsupported("COFF line numbers")
        count = fields[7]
        if self.flags & LNK_NRELOC_OVFL and count == 0xFFFF:
            count, = struct.unpack_from("<I", data, fields[5])
        self.relocations = data[fields[5]:fields[5] + 10 * count]


def shuffle_coff(data, rng, symbols, sections):
    layout = CoffLayout(data)
    parts = []
    for index in range(layout.sections):
        fields = struct.unpack_from(COFF_SECTION, data, layout.header_size + 40 * index)
        parts.append(CoffSection(data, fields))
    moved_section = permutation(rng, 1, layout.sections + 1, sections)  # 1-based
    blocks = coff_blocks(data, layout)
    order = coff_order(blocks, layout, parts, rng) if symbols else list(range(len(blocks)))
    moved_symbol, position = {}, 0
    for number in order:
        start, block = blocks[number]
        for row in range(len(block) // layout.symbol_size):
            moved_symbol[start + row] = position + row
        position += len(block) // layout.symbol_size
    table = coff_symbols([blocks[n] for n in order], layout, moved_section, moved_symbol)
    for part in parts:
        coff_contents(part, moved_symbol)
    ordered = [None] * len(parts)
    for old, part in enumerate(parts, 1):
        ordered[moved_section[old] - 1] = part
    strings = data[layout.table + layout.symbols * layout.symbol_size:]
    return coff_write(data, layout, ordered, table, strings)


def coff_blocks(data, layout):
    """[(index, bytes)]: each symbol with its auxiliary records."""
    blocks, index = [], 0
    while index < layout.symbols:
        at = layout.table + index * layout.symbol_size
        rows = 1 + data[at + layout.type_at + 3]
        blocks.append((index, data[at:at + rows * layout.symbol_size]))
        index += rows
    return blocks


def coff_order(blocks, layout, parts, rng):
    """A random order that keeps .file records first and, of each COMDAT section,
    the section symbol and its COMDAT symbol first and second."""
    files = [n for n, (_, b) in enumerate(blocks) if b[layout.type_at + 2] == CLASS_FILE]
    rest = [n for n in range(len(blocks)) if n not in set(files)]
    shuffled = rest[:]
    rng.shuffle(shuffled)
    pinned = {}
    for number in rest:
        section = layout.section_number(blocks[number][1])
        if section > 0 and parts[section - 1].flags & LNK_COMDAT:
            pinned.setdefault(section, []).append(number)
    head = {s: iter(n[:2] + [x for x in shuffled if x in set(n[2:])]) for s, n in pinned.items()}
    order = list(files)
    for number in shuffled:
        section = layout.section_number(blocks[number][1])
        order.append(next(head[section]) if section in head else number)
    return order


def coff_symbols(blocks, layout, moved_section, moved_symbol):
    out = bytearray()
    files = []
    for _, block in blocks:
        block = bytearray(block)
        section = layout.section_number(block)
        storage, aux = block[layout.type_at + 2], block[layout.type_at + 3]
        is_function = struct.unpack_from("<H", block, layout.type_at)[0] == 0x20
        if section > 0:
            struct.pack_into(layout.number_format, block, 12, moved_section[section])
        first = layout.symbol_size
        if storage == CLASS_FILE:
            files.append(len(out))
        elif aux and (storage == CLASS_WEAK or storage == CLASS_EXTERNAL and section == 0):
            tag, = struct.unpack_from("<I", block, first)
            struct.pack_into("<I", block, first, moved_symbol[tag])
        elif aux and storage == CLASS_STATIC and not is_function:
            coff_section_definition(block, first, layout, moved_section)
        elif aux and storage == CLASS_TOKEN:
            struct.pack_into("<I", block, first + 2, moved_symbol[struct.unpack_from("<I", block, first + 2)[0]])
        elif aux and is_function:
            for at in (first, first + 12):  # tag, next function; 0 is "none"
                index, = struct.unpack_from("<I", block, at)
                struct.pack_into("<I", block, at, moved_symbol[index] if index else 0)
        out += block
    for here, following in zip(files, files[1:] + [0]):
        struct.pack_into("<I", out, here + 8, following // layout.symbol_size)
    return bytes(out)


def coff_section_definition(block, first, layout, moved_section):
    number, = struct.unpack_from("<H", block, first + 12)
    if layout.is_big:
        number |= struct.unpack_from("<H", block, first + 16)[0] << 16
    selection = block[first + 14]
    if number and (selection == 5 or number < len(moved_section)):
        number = moved_section[number]
        struct.pack_into("<H", block, first + 12, number & 0xFFFF)
        if layout.is_big:
            struct.pack_into("<H", block, first + 16, number >> 16)


def coff_contents(part, moved_symbol):
    out = bytearray(part.relocations)
    skip = 10 if part.flags & LNK_NRELOC_OVFL and part.fields[7] == 0xFFFF else 0
    for at in range(skip, len(out), 10):
        struct.pack_into("<I", out, at + 4, moved_symbol[struct.unpack_from("<I", out, at + 4)[0]])
    part.relocations = bytes(out)
    name = part.fields[0]
    if name.startswith(INDEX_TABLES):
        count = len(part.data) // 4
        part.data = struct.pack(f"<{count}I", *(moved_symbol[i] for i in struct.unpack(f"<{count}I", part.data[:4 * count])))


def coff_write(data, layout, ordered, table, strings):
    addrsig = [p for p in ordered if coff_name(p, strings) in (b".llvm_addrsig", b".llvm.call-graph-profile")]
    out = bytearray(data[:layout.header_size])
    out += bytes(40 * len(ordered))
    for part in ordered:
        if part in addrsig:  # a hint to the linker, by symbol index: emptied
            part.data, part.fields[3] = b"", 0
        part.fields[4] = len(out) if part.data else 0
        out += part.data
        part.fields[5] = len(out) if part.relocations else 0
        out += part.relocations
    at = len(out)
    for index, part in enumerate(ordered):
        struct.pack_into(COFF_SECTION, out, layout.header_size + 40 * index, *part.fields)
    struct.pack_into("<I", out, 48 if layout.is_big else 8, at)
    return bytes(out) + table + strings


def coff_name(part, strings):
    name = part.fields[0].rstrip(b"\0")
    if not name.startswith(b"/") or not name[1:].isdigit():
        return name
    at = int(name[1:])
    return strings[at:strings.index(b"\0", at)]


def shuffle(data, seed, what="both"):
    """The shuffled object's bytes; Unsupported if it is of no known kind."""
    rng = random.Random(seed)
    kind = shuffle_elf if data[:4] == b"\x7fELF" else shuffle_coff
    try:
        return kind(data, rng, what in ("symbols", "both"), what in ("sections", "both"))
    except (struct.error, IndexError, KeyError) as error:
        raise Unsupported(f"malformed: {error!r}") from error


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--what", choices=("symbols", "sections", "both"), default="both")
    options = parser.parse_args()
    try:
        with open(options.input, "rb") as file:
            result = shuffle(file.read(), options.seed, options.what)
    except (Unsupported, OSError) as error:
        print(f"shuffle_object: error: {options.input}: {error}", file=sys.stderr)
        return 2
    with open(options.output, "wb") as file:
        file.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
