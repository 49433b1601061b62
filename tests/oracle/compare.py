"""Two functions, instruction by instruction, with references made comparable.

The verdict of a function is the gravest of:
  same            every instruction and every reference agrees
  immediate-only  only immediate operands differ
  literal-only    besides immediates, the content of unnamed data differs
  unsure          the text does not say enough; the reason is kept
  different       anything else
Alignment (nops, int3 after the end) is ignored.  A reference is compared as
name and addend if its target has a name, as an instruction index if it lies in
the function itself, and by content if it is unnamed data.
"""
import bisect
import re

from object_text import ObjectText

SAME, IMMEDIATE, LITERAL, UNSURE, DIFFERENT = range(5)
WORDS = ["same", "immediate-only", "literal-only", "unsure", "different"]

PC_RELATIVE = re.compile(r"R_X86_64_(PC\d+|PLT32|GOTPC\w*|REX_GOTPC\w*|CODE_\w*|GOTTPOFF|TLSGD|TLSLD|GOTPC32_TLSDESC)$")
REL32 = re.compile(r"IMAGE_REL_AMD64_REL32(?:_(\d))?$")
NOP = re.compile(r"^((cs|data16|repz?|xacquire) )*nop[wlq]?$")
UNNAMED = re.compile(r"^(\.L|LC\d|LCPI|\$SG|\?\?_C@|__real@|__xmm@|__ymm@|\.Lswitch)")
IMMEDIATE_OPERAND = re.compile(r"\$-?(0x)?[0-9a-f]+")
BRANCH_TARGET = re.compile(r"^(?:0x)?([0-9a-f]+)(?: <.*>)?$")
SUFFIX = re.compile(r"((\.(isra|constprop|part|cold|llvm|lto_priv|localalias))?\.\d+|\.(cold|localalias)|\.llvm\.\d+)+$")
COLD = re.compile(r"^(.+?)\.cold(\.\d+)?$")
FUNCLET = re.compile(r"^\?(?:catch|dtor|fin|filt)\$\d+@\?0\?(.+)@4HA$")
SAME_KIND = {"PLT32": "PC32", "GOTPCRELX": "GOTPCREL", "REX_GOTPCRELX": "GOTPCREL"}
DEPTH_LIMIT = 6


def plain_name(name):
    return SUFFIX.sub("", name)


class Piece:
    """One symbol's code: the entry of a function, a cold part or a funclet."""

    def __init__(self, obj, symbol):
        self.name, self.section, self.begin = symbol.name, symbol.section, symbol.value
        self.end = symbol.value + symbol.size if symbol.size else obj.next_place(symbol.section, symbol.value)
        body = _slice(obj, symbol.section, self.begin, self.end)
        self.index_of, kept = {}, []
        for instruction in body:
            self.index_of[instruction.offset] = len(kept)
            if not is_fill(instruction):
                kept.append(instruction)
        while kept and (kept[-1].mnemonic == "int3" or (not obj.is_elf and kept[-1].mnemonic == "addb" and kept[-1].operands == "%al, (%rax)")):
            kept.pop()
        self.instructions = kept


def _slice(obj, section, begin, end):
    offsets = obj.instruction_offsets.get(section, [])
    return obj.instructions.get(section, [])[bisect.bisect_left(offsets, begin):bisect.bisect_left(offsets, end)]


def is_fill(instruction):
    return bool(NOP.match(instruction.mnemonic)) or \
        (instruction.mnemonic in ("xchgw", "xchgl") and instruction.operands in ("%ax, %ax",))


class Function:
    def __init__(self, pieces):
        self.pieces = pieces
        self.name = pieces[0].name


def functions_of(obj):
    """name -> [Function]; cold parts and funclets are pieces of their parent."""
    symbols = [s for s in obj.symbols.values()
               if s.section in obj.instructions and s.kind in ("Function", "GNU_IFunc", "IFunc") and s.name]
    names = {s.name for s in symbols}
    parts, result = {}, {}
    for symbol in symbols:
        match = COLD.match(symbol.name) or FUNCLET.match(symbol.name)
        if match and match[1] in names and match[1] != symbol.name:
            parts.setdefault(match[1], []).append(symbol)
    owned = {id(s) for ss in parts.values() for s in ss}
    for symbol in symbols:
        if id(symbol) in owned:
            continue
        pieces = [symbol] + sorted(parts.get(symbol.name, []), key=lambda s: s.name)
        result.setdefault(symbol.name, []).append(Function([Piece(obj, s) for s in pieces]))
    return result


class Place:
    """What a reference means: names+addend, an instruction, or unnamed data."""

    def __init__(self, form, value, addend=0, is_local=False):
        self.form, self.value, self.addend, self.is_local = form, value, addend, is_local

    def __str__(self):
        value = "/".join(sorted(self.value)) if self.form == "named" else self.value
        return f"{self.form} {value}{self.addend:+#x}" if self.addend else f"{self.form} {value}"


class Side:
    """One object with what comparing needs to know about it."""

    def __init__(self, obj):
        self.obj = obj
        self.functions = functions_of(obj)
        self._referenced = None
        self._starting, self._pieces = {}, {}
        for index, symbols in obj.named.items():
            for symbol in symbols:
                self._starting.setdefault((index, symbol.value), []).append(symbol)
        for pieces in (f.pieces for fs in self.functions.values() for f in fs):
            for piece in pieces:
                self._pieces.setdefault(piece.section, []).append(piece)
        for pieces in self._pieces.values():
            pieces.sort(key=lambda p: p.begin)

    def reference(self, section, relocation, anchor):
        """(kind, symbol, addend); `anchor` is the end of the instruction for
        code, the start of the table for data."""
        kind = relocation.kind.removeprefix("R_X86_64_").removeprefix("IMAGE_REL_AMD64_")
        kind = SAME_KIND.get(kind, kind)
        if self.obj.is_elf:
            addend = relocation.addend
            if PC_RELATIVE.match(relocation.kind):
                addend += anchor - relocation.offset
            return kind, relocation.symbol, addend
        width = {"ADDR64": 8, "SECTION": 0}.get(kind, 4)
        addend = int.from_bytes(section.data[relocation.offset:relocation.offset + width], "little", signed=True)
        match = REL32.match(relocation.kind)
        if match:
            kind = "REL32"
            addend += anchor - relocation.offset - 4 - int(match[1] or 0)
        return kind, relocation.symbol, addend

    def place(self, symbol, addend, function):
        if symbol.section is None:
            return Place("named", frozenset([symbol.name]), addend)
        if symbol.kind == "Section":
            return self.place_at(symbol.section, symbol.value + addend, function)
        if UNNAMED.match(symbol.name):
            return Place("data", (symbol.section, symbol.value + addend))
        here = self.obj.sections[symbol.section]
        if here.is_code and addend:
            return self.place_at(symbol.section, symbol.value + addend, function)
        return Place("named", self._names_at(symbol.section, symbol.value) | {symbol.name}, addend, symbol.is_local)

    def _names_at(self, section, value):
        return frozenset(s.name for s in self._starting.get((section, value), []) if not UNNAMED.match(s.name))

    def _owners(self, index, offset):
        """The named data whose stated size covers `offset` (ELF only)."""
        places = self.obj.places.get(index, [])
        for at in range(bisect.bisect_right(places, offset) - 1, -1, -1):
            owners = [s for s in self._starting[index, places[at]] if offset < s.value + s.size and not UNNAMED.match(s.name)]
            if owners or offset - places[at] > 1 << 20:
                return owners
        return []

    def place_at(self, index, offset, function):
        section = self.obj.sections[index]
        exact = [s for s in self._starting.get((index, offset), []) if not UNNAMED.match(s.name)]
        if exact:
            return Place("named", frozenset(s.name for s in exact), 0, all(s.is_local for s in exact))
        if section.is_code:
            return self._code_place(index, offset, function)
        owners = self._owners(index, offset)
        if owners:
            base = owners[0].value
            return Place("named", frozenset(s.name for s in owners), offset - base, all(s.is_local for s in owners))
        return Place("data", (index, offset))

    def _code_place(self, index, offset, function):
        if function:
            for number, piece in enumerate(function.pieces):
                if piece.section == index and piece.begin <= offset < piece.end:
                    if offset in piece.index_of:
                        return Place("instruction", (number, piece.index_of[offset]))
                    return Place("byte", (number, offset - piece.begin))
        pieces = self._pieces.get(index, [])
        at = bisect.bisect_right(pieces, offset, key=lambda p: p.begin) - 1
        if at >= 0 and offset < pieces[at].end:
            return Place("named", frozenset([pieces[at].name + " instruction"]), pieces[at].index_of.get(offset, -offset))
        return Place("code", (index, offset))

    def referenced(self):
        """Offsets of data sections that something refers to, sorted, by section."""
        if self._referenced is None:
            found = {}
            for section in self.obj.sections.values():
                offsets = self.obj.instruction_offsets.get(section.index)
                for relocation in section.relocations:
                    if relocation.symbol.section is None or self.obj.sections[relocation.symbol.section].is_code:
                        continue
                    anchor = relocation.offset
                    if offsets:
                        owner = _slice(self.obj, section.index, relocation.offset - 15, relocation.offset + 1)
                        anchor = owner[-1].end if owner else relocation.offset
                    _, symbol, addend = self.reference(section, relocation, anchor)
                    found.setdefault(symbol.section, set()).add(symbol.value + addend)
            self._referenced = {index: sorted(offsets) for index, offsets in found.items()}
        return self._referenced

    def extent(self, index, offset):
        """End of the unnamed datum at `offset`: the next place anyone names."""
        end = self.obj.next_place(index, offset)
        offsets = self.referenced().get(index, [])
        at = bisect.bisect_right(offsets, offset)
        return min(end, offsets[at]) if at < len(offsets) else end

    def before(self, index, offset):
        symbols = [s for s in self.obj.named.get(index, []) if s.value <= offset]
        if not symbols:
            return (self.obj.sections[index].name, offset)
        last = symbols[-1].value
        return (plain_name(min(s.name for s in symbols if s.value == last)), offset - last)


class Comparison:
    """One pair of functions.  `verdict` and `reasons` are the result.
    `renamed` holds (pre name, post name) of local functions taken as a pair,
    each of which gets a verdict of its own."""

    def __init__(self, pre, post, pre_function, post_function, renamed=()):
        self.pre, self.post = pre, post
        self.renamed = renamed
        self.pre_function, self.post_function = pre_function, post_function
        self.verdict, self.reasons = SAME, []
        self._pending = set()
        a, b = pre_function.pieces, post_function.pieces
        if len(a) != len(b):
            self.note(DIFFERENT, f"{len(a)} against {len(b)} pieces")
            return
        for x, y in zip(a, b):
            self._pieces(x, y)

    def note(self, verdict, reason):
        self.verdict = max(self.verdict, verdict)
        if len(self.reasons) < 8:
            self.reasons.append(f"{WORDS[verdict]}: {reason}")

    def _pieces(self, x, y):
        if len(x.instructions) != len(y.instructions):
            self.note(DIFFERENT, f"{x.name}: {len(x.instructions)} against {len(y.instructions)} instructions")
            return
        for i, j in zip(x.instructions, y.instructions):
            self._instructions(x, i, y, j)

    def _instructions(self, x, i, y, j):
        where = f"{x.name} {i.offset:#x}/{j.offset:#x}"
        text_i, refs_i = operands(self.pre, x, i, self.pre_function)
        text_j, refs_j = operands(self.post, y, j, self.post_function)
        if i.mnemonic != j.mnemonic:
            self.note(DIFFERENT, f"{where}: {i.mnemonic} {i.operands} against {j.mnemonic} {j.operands}")
            return
        if text_i != text_j:
            only_immediates = IMMEDIATE_OPERAND.sub("$", text_i) == IMMEDIATE_OPERAND.sub("$", text_j)
            self.note(IMMEDIATE if only_immediates else DIFFERENT, f"{where}: {i.mnemonic} {i.operands} against {j.operands}")
        if len(refs_i) != len(refs_j):
            self.note(DIFFERENT, f"{where}: {len(refs_i)} against {len(refs_j)} references")
            return
        for (kind_i, place_i), (kind_j, place_j) in zip(refs_i, refs_j):
            if kind_i != kind_j and not {kind_i, kind_j} <= {"local", "PC32", "REL32"}:
                self.note(DIFFERENT, f"{where}: reference kind {kind_i} against {kind_j}")
            self._places(where, place_i, place_j, 0)

    def _places(self, where, p, q, depth):
        if p.form != q.form:
            self.note(DIFFERENT, f"{where}: {p} against {q}")
        elif p.form == "named":
            self._names(where, p, q, depth)
        elif p.form == "data":
            self._data(where, p.value, q.value, depth)
        elif p.form == "code":
            self.note(UNSURE, f"{where}: code without a symbol: {p}, {q}")
        elif p.value != q.value:
            self.note(DIFFERENT, f"{where}: {p} against {q}")

    def _names(self, where, p, q, depth):
        numbered = p.is_local and q.is_local and all(plain_name(n) != n for n in p.value | q.value)
        if not numbered and p.value & q.value and p.addend == q.addend:
            return
        if p.is_local and q.is_local and p.addend == q.addend and any(a in p.value and b in q.value for a, b in self.renamed):
            return
        plain = {plain_name(n) for n in p.value} & {plain_name(n) for n in q.value}
        if not (numbered or (p.is_local and q.is_local)) or not plain or p.addend != q.addend:
            self.note(DIFFERENT, f"{where}: {p} against {q}")
            return
        # A numbered static: the compiler counts them anew in every build.
        one = [self._named(self.pre, n) for n in p.value][0]
        two = [self._named(self.post, n) for n in q.value][0]
        unique = all(len(self._alike(side, plain)) == 1 for side in (self.pre, self.post))
        if self.pre.obj.sections[one.section].is_code or unique:
            if not unique and not p.value & q.value:
                self.note(UNSURE, f"{where}: renumbered {p} against {q}, several of that name")
            return
        trial = self._trial()
        trial._data(where, (one.section, one.value), (two.section, two.value), depth)
        if trial.verdict != SAME:
            self.note(UNSURE, f"{where}: renumbered {p} against {q}: {trial.reasons[0]}")

    @staticmethod
    def _named(side, name):
        return next(s for s in side.obj.symbols.values() if s.name == name and s.section is not None)

    @staticmethod
    def _alike(side, plain):
        return {s.name for s in side.obj.symbols.values() if s.section is not None and s.is_local and plain_name(s.name) in plain}

    def _data(self, where, p, q, depth):
        (index_p, at_p), (index_q, at_q) = p, q
        sec_p, sec_q = self.pre.obj.sections[index_p], self.post.obj.sections[index_q]
        if (p, q) in self._pending or depth > DEPTH_LIMIT:
            return
        self._pending.add((p, q))
        if sec_p.is_writable or sec_q.is_writable or not (sec_p.has_content and sec_q.has_content):
            if self.pre.before(*p) != self.post.before(*q) or sec_p.name != sec_q.name:
                self.note(UNSURE, f"{where}: writable {self.pre.before(*p)} against {self.post.before(*q)}")
            return
        label = f"{where}: {sec_p.name}+{at_p:#x} against {sec_q.name}+{at_q:#x}"
        if not (0 <= at_p < sec_p.size and 0 <= at_q < sec_q.size):
            if self.pre.before(*p) != self.post.before(*q):
                self.note(UNSURE, f"{label}: outside of the section")
        elif sec_p.is_strings and sec_q.is_strings and sec_p.entry_size == sec_q.entry_size:
            if text_at(sec_p, at_p) != text_at(sec_q, at_q):
                self.note(LITERAL, f"{label}: {text_at(sec_p, at_p)[:40]} against {text_at(sec_q, at_q)[:40]}")
        elif sec_p.entry_size and sec_p.entry_size == sec_q.entry_size:
            if entry_at(sec_p, at_p) != entry_at(sec_q, at_q):
                self.note(LITERAL, f"{label}: other constant")
        else:
            self._extents(label, p, q, depth)

    def _extents(self, label, p, q, depth):
        """Unnamed data whose end nobody states: compared up to the nearer end."""
        (index_p, at_p), (index_q, at_q) = p, q
        sec_p, sec_q = self.pre.obj.sections[index_p], self.post.obj.sections[index_q]
        end_p, end_q = self.pre.extent(*p), self.post.extent(*q)
        size = min(end_p - at_p, end_q - at_q)
        rel_p = self.pre.obj.relocations_in(sec_p, at_p, at_p + size)
        rel_q = self.post.obj.relocations_in(sec_q, at_q, at_q + size)
        if [r.offset - at_p for r in rel_p] != [r.offset - at_q for r in rel_q]:
            self.note(LITERAL, f"{label}: references at other places")
            return
        if masked(sec_p, at_p, size, rel_p) != masked(sec_q, at_q, size, rel_q) and \
                not self._relative_words(label, p, q, size, rel_p, depth):
            one, two = sec_p.data[at_p:at_p + size], sec_q.data[at_q:at_q + size]
            if not rel_p and b"\0" in one and one.split(b"\0")[0] == two.split(b"\0")[0] and one[:2].isascii() and len(one.split(b"\0")[0]) > 1:
                self.note(UNSURE, f"{label}: equal as text, other bytes after it")
            else:
                self.note(LITERAL, f"{label}: {one[:16].hex()} against {two[:16].hex()}")
            return
        for r, s in zip(rel_p, rel_q):
            kind_r, symbol_r, addend_r = self.pre.reference(sec_p, r, at_p)
            kind_s, symbol_s, addend_s = self.post.reference(sec_q, s, at_q)
            if kind_r != kind_s:
                self.note(DIFFERENT, f"{label}: {kind_r} against {kind_s}")
            # PC-relative entries count from the table: place + (entry - table)
            # is undone by reference(), which takes the table as its anchor.
            self._places(label, self.pre.place(symbol_r, addend_r, self.pre_function),
                         self.post.place(symbol_s, addend_s, self.post_function), depth + 1)
        self._tails(label, p, end_p, q, end_q, size)

    def _relative_words(self, label, p, q, size, relocations, depth):
        """Whether the differing words are distances from the table to places in
        its own section, which the assembler resolved; compares those places."""
        proven = any(PC_RELATIVE.match(r.kind) or REL32.match(r.kind) for r in relocations)
        if relocations and not proven:
            return False
        (index_p, at_p), (index_q, at_q) = p, q
        one = self.pre.obj.sections[index_p].data[at_p:at_p + size]
        two = self.post.obj.sections[index_q].data[at_q:at_q + size]
        taken = {r.offset - at_p for r in relocations}
        trial = self if proven else self._trial()
        for at in range(0, size - 3, 4):
            if at in taken or one[at:at + 4] == two[at:at + 4]:
                continue
            word_p, word_q = (int.from_bytes(d[at:at + 4], "little", signed=True) for d in (one, two))
            trial._places(label, self.pre.place_at(index_p, at_p + word_p, self.pre_function),
                          self.post.place_at(index_q, at_q + word_q, self.post_function), depth + 1)
        if trial.verdict != SAME and not proven:
            return False
        if not proven:
            self.note(UNSURE, f"{label}: equal if these are distances from the table")
        return True

    def _trial(self):
        trial = Comparison.__new__(Comparison)
        trial.__dict__.update(self.__dict__, verdict=SAME, reasons=[])
        return trial

    def _tails(self, label, p, end_p, q, end_q, size):
        for side, (index, at), end in ((self.pre, p, end_p), (self.post, q, end_q)):
            section = side.obj.sections[index]
            rest = section.data[at + size:end]
            if not rest.strip(b"\0") and not side.obj.relocations_in(section, at + size, end):
                continue
            body = section.data[at:at + size]
            if b"\0" in body and body.split(b"\0")[0].isascii() and body[:1].strip(b"\0"):
                continue  # a string that ends within what was compared
            self.note(UNSURE, f"{label}: equal for {size} bytes, then {len(rest)} more on one side")


def masked(section, at, size, relocations):
    data = bytearray(section.data[at:at + size])
    for relocation in relocations:
        width = 8 if relocation.kind.endswith("64") else 4
        begin = relocation.offset - at
        data[begin:begin + width] = bytes(len(data[begin:begin + width]))
    return bytes(data)


def text_at(section, at):
    unit = section.entry_size or 1
    end = at
    while end < section.size and any(section.data[end:end + unit]):
        end += unit
    return section.data[at:end]


def entry_at(section, at):
    begin = at - at % section.entry_size
    return section.data[begin:begin + section.entry_size], at - begin


def operands(side, piece, instruction, function):
    """Operand text with references cut out, and the references themselves."""
    section = side.obj.sections[piece.section]
    text, references = instruction.operands, []
    is_branch = instruction.mnemonic.lstrip("d").startswith(("j", "call", "loop", "xbegin")) or \
        instruction.mnemonic.split(" ")[-1].startswith(("j", "call"))
    relocations = side.obj.relocations_in(section, instruction.offset, instruction.end)
    for relocation in relocations:
        kind, symbol, addend = side.reference(section, relocation, instruction.end)
        references.append((kind, side.place(symbol, addend, function)))
        value = section.data[relocation.offset:relocation.offset + 4]
        if "(%rip)" in text:
            text = re.sub(r"-?(0x)?[0-9a-f]*\(%rip\)", "REF(%rip)", text)
        elif is_branch and BRANCH_TARGET.match(text):
            text = "REF"
        else:
            raw = int.from_bytes(value, "little", signed=True)
            shown = f"{'-' if raw < 0 else ''}{abs(raw):#x}"
            text = re.sub(rf"\$?{shown}(?![0-9a-f])", "REF", text, count=1)
    if not relocations:
        match = BRANCH_TARGET.match(text) if is_branch else None
        if match and not text.startswith(("%", "*")):
            references.append(("local", side.place_at(piece.section, int(match[1], 16), function)))
            text = "REF"
        match = re.search(r"(-?)(?:0x)?([0-9a-f]*)\(%rip\)", text)
        if match:
            distance = int(match[2] or "0", 16) * (-1 if match[1] else 1)
            references.append(("local", side.place_at(piece.section, instruction.end + distance, function)))
            text = text.replace(match[0], "REF(%rip)")
    return text, references


def load(path):
    return Side(ObjectText(path))
