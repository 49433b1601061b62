#!/usr/bin/python3
"""Prints a payload as JSON: an independent reader.

    read_payload.py FILE

Written from docs/formats/payload.md alone; it shares no code with the library.
It prints what `hpcompile dump` prints (docs/schemas/hpcompile.dump.schema.json)
and follows pointers where the library's reader knows places.  It is a reader for
valid payloads: it asserts what it relies on and does not check the rest.
"""

import itertools
import json
import struct
import sys

FIXUPS = {0x3c000: ("rel32", "<i"), 0x2c000: ("absolute", "<q"),
          0x5c000: ("indirect", None)}
KINDS = {".text": "code", ".rdata": "read_only", ".rodata": "read_only",
         ".data": "writable", ".xdata": "unwind", ".eh_frame": "unwind",
         ".gcc_except_table": "unwind"}
HOOKS = ("pre_apply", "post_apply", "pre_rollback", "post_rollback")
REASONS = ("changed", "added", "reached")
PARTS = ("code", "constants", "data", "unwind", "records", "metadata",
         "headers", "alignment")
PART_OF = {"code": "code", "read_only": "constants", "writable": "data",
           "unwind": "unwind", ".pdata": "unwind", ".eh_frame_hdr": "unwind",
           ".reloc": "records", ".rela.dyn": "records", ".hotpatch": "records",
           ".hpmeta": "metadata", ".note.gnu.build-id": "headers",
           ".shstrtab": "headers"}


def ints(form: str, data, offset: int = 0) -> tuple:
    return struct.unpack_from("<" + form, data, offset)


def all_of(form: str, data) -> list:
    return list(struct.iter_unpack("<" + form, data))


class Cbor:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        self.at += size
        assert self.at <= len(self.data)
        return self.data[self.at - size:self.at]

    def item(self):
        head = self.take(1)[0]
        if head == 0xf5:
            return True
        major, value = head >> 5, head & 31
        if value >= 24:
            value = int.from_bytes(self.take(1 << value - 24), "big")
        if major == 0:
            return value
        if major == 2:
            return self.take(value)
        if major == 3:
            return self.take(value).decode("utf-8")
        if major == 4:
            return [self.item() for _ in range(value)]
        assert major == 5
        return {self.item(): self.item() for _ in range(value)}


def read_table(table: bytes) -> dict:
    version, size, sequence, bases = ints("IIII", table)
    base = ints("I", table, bases)[0]
    stamp, checksum = ints("II", table, base + 8)
    at = ints("I", table, base + 24)[0]
    assert version == 3 and size == len(table)
    fixups, targets, redirects = [], set(), []
    while (header := ints("I", table, at)[0]) != 0:
        at += 4
        rvas = []
        for flag in (0x8000, 0x4000):
            rvas.append(ints("I", table, at)[0] if header & flag else None)
            at += 4 if header & flag else 0
        (source, target), kind = rvas, header & 0xfc000
        data = table[at:at + (header & 0xfff)]
        at += len(data) + -len(data) % 4
        if kind in FIXUPS:
            name, form = FIXUPS[kind]
            addend = struct.unpack(form, data)[0] if form else 0
            fixups.append({"kind": name, "site": target, "base_target": source,
                           "addend": addend})
        elif kind == 0x44000:
            targets.add(target)
        else:
            assert kind == 0x1c000
            redirects.append((source, target, data.hex()))
    assert at + 4 == size
    return {"sequence": sequence, "stamp": stamp, "checksum": checksum,
            "fixups": fixups, "targets": targets, "redirects": redirects}


def add_base(field: bytearray, offset: int, value: int) -> None:
    old = ints("Q", field, offset)[0]
    struct.pack_into("<Q", field, offset, (old + value) % (1 << 64))


def put(sections: list, site: int, value: int) -> None:
    for section in sections:
        if 0 <= site - section["rva"] < len(section["content"]):
            add_base(section["content"], site - section["rva"], value)


def read_pe(file: bytes) -> dict:
    pe = ints("I", file, 0x3c)[0]
    count, optional = ints("H", file, pe + 6)[0], pe + 24
    zero, = ints("I", file, optional + 12)
    image_base, = ints("Q", file, optional + 24)
    found, sections = {}, []
    headers = optional + 240 + 40 * count
    for at in range(optional + 240, headers, 40):
        name = file[at:at + 8].rstrip(b"\0").decode()
        size, rva, _, offset = ints("IIII", file, at + 8)
        bytes_ = size - (zero if name == ".data" else 0)
        content = bytearray(file[offset:offset + bytes_])
        found[name] = (rva, content)
        if name in KINDS:
            sections.append({"name": name, "kind": KINDS[name], "rva": rva,
                             "size": size, "content": content})
    config, = ints("I", file, optional + 112 + 10 * 8)
    info_rva, info = found[".hpinfo"]
    table, = ints("I", info, config - info_rva + 0xf0)
    sites, reloc = [], found.get(".reloc", (0, b""))[1]
    while reloc:
        page, size = ints("II", reloc)
        sites += [page + (entry & 0xfff) for entry, in all_of("H", reloc[8:size])
                  if entry >> 12 == 10]
        reloc = reloc[size:]
    for site in sites:
        put(sections, site, -image_base)
    unwind = all_of("III", found.get(".pdata", (0, b""))[1])
    sizes = {name: len(content) for name, (_, content) in found.items()}
    del sizes[".hpinfo"]
    return {"format": "pe", "machine": ints("H", file, pe + 4)[0],
            "sections": sections, "table": bytes(info[table - info_rva:]),
            "metadata": bytes(found[".hpmeta"][1]), "sites": sites,
            "unwind": unwind, "sizes": sizes,
            "headers": headers + table - info_rva}


def read_elf(file: bytes) -> dict:
    phoff, shoff = ints("QQ", file, 32)
    phnum, _, shnum, shstrndx = ints("HHHH", file, 56)
    memory = {}
    for at in range(phoff, phoff + 56 * phnum, 56):
        kind, _, _, rva, _, _, size = ints("IIQQQQQ", file, at)
        if kind == 1:
            memory[rva] = size
    rows = [ints("IIQQQQ", file, shoff + 64 * i) for i in range(shnum)]
    names = file[rows[shstrndx][4]:][:rows[shstrndx][5]]
    found, sections = {}, []
    for name_at, _, _, rva, offset, size in rows[1:]:
        name = names[name_at:names.index(b"\0", name_at)].decode()
        content = bytearray(file[offset:offset + size])
        found[name] = (rva, content)
        if name in KINDS:
            sections.append({"name": name, "kind": KINDS[name], "rva": rva,
                             "size": memory[rva], "content": content})
    relocations = all_of("QQQ", found.get(".rela.dyn", (0, b""))[1])
    for site, info, addend in relocations:
        assert info == 8
        put(sections, site, addend)
    unwind = []
    place, header = found.get(".eh_frame_hdr", (0, b""))
    for _, fde in all_of("ii", header[12:]):
        frames_rva, frames = found[".eh_frame"]
        begin, size = ints("iI", frames, fde + place + 8 - frames_rva)
        begin += fde + place + 8
        unwind.append((begin, begin + size, fde + place))
    return {"format": "elf", "machine": ints("H", file, 18)[0],
            "sections": sections, "table": bytes(found[".hotpatch"][1]),
            "metadata": bytes(found[".hpmeta"][1]),
            "sites": [site for site, _, _ in relocations], "unwind": unwind,
            "sizes": {name: len(content)
                      for name, (_, content) in found.items()},
            "headers": 64 + 56 * phnum + 64 * shnum}


def parts_of(image: dict, size: int) -> list:
    parts = dict.fromkeys(PARTS, 0)
    parts["headers"] = image["headers"]
    if image["format"] == "pe":
        parts["records"] = len(image["table"])
    for name, bytes_ in image["sizes"].items():
        parts[PART_OF[KINDS.get(name, name)]] += bytes_
    parts["alignment"] = size - sum(parts.values())
    return [{"name": name, "bytes": parts[name]} for name in PARTS]


def function_of(item: list, objects: list, targets: set) -> dict:
    name, obj, reason, rva, size, *base = item
    base_rva, base_size, digest, pieces = (base + [None] * 4)[:4]
    return {"name": name, "object": objects[obj], "reason": REASONS[reason],
            "payload_rva": rva, "size": size, "base_rva": base_rva,
            "base_size": base_size,
            "base_digest": digest and "sha256:" + digest.hex(),
            "base_pieces": [{"rva": r, "size": s} for r, s in pieces or []],
            "call_target": rva in targets}


def redirect_of(kind: int, record: tuple) -> dict:
    entry, target, data = record
    return {"kind": "entry" if kind else "pad", "base_entry": entry,
            "patch_begin": entry + (-5, 0, 4)[kind], "payload_entry": target,
            "base_bytes": data}


def read_payload(file: bytes) -> dict:
    image = read_pe(file) if file[:2] == b"MZ" else read_elf(file)
    table, reader = read_table(image["table"]), Cbor(image["metadata"])
    meta = reader.item()
    assert reader.at == len(reader.data) and meta["v"] == 1
    name, size, digest, guid, age, build_id = meta["base"]
    imports = [{"slot": slot, "module": module or None,
                "name": None if isinstance(key, int) else key,
                "ordinal": key if isinstance(key, int) else None}
               for slot, module, key in meta.get("imports", [])]
    return {
        "schema": "hpcompile.dump/1",
        "base": {"name": name, "format": image["format"],
                 "machine": image["machine"], "size_of_image": size,
                 "time_date_stamp": table["stamp"],
                 "checksum": table["checksum"],
                 "pdb_guid": (guid or bytes(16)).hex(), "pdb_age": age,
                 "build_id": build_id.hex(),
                 "code_digest": "sha256:" + digest.hex()},
        "sequence": table["sequence"],
        "needs_unwind": meta.get("unwind", False),
        "sections": [s | {"content": s["content"].hex()}
                     for s in image["sections"]],
        "functions": [function_of(item, meta["objects"], table["targets"])
                      for item in meta.get("functions", [])],
        "redirects": [redirect_of(kind, record) for kind, record
                      in zip(meta.get("redirects", []), table["redirects"],
                             strict=True)],
        "fixups": table["fixups"], "imports": imports,
        "relative_sites": image["sites"],
        "unwind": [{"begin": begin, "end": end, "info": info}
                   for begin, end, info in image["unwind"]],
        "hooks": [{"kind": HOOKS[kind], "payload_rva": rva}
                  for kind, rva in meta.get("hooks", [])],
        "accepted": [dict(zip(("slug", "subject", "reason"), item))
                     for item in meta.get("accepted", [])],
        "line_only": list(itertools.accumulate(meta.get("line_only", []))),
        "bytes": len(file), "parts": parts_of(image, len(file))}


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as payload:
        print(json.dumps(read_payload(payload.read()), indent=2,
                         ensure_ascii=False))
