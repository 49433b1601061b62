// A relocatable object as plain values: sections, symbols, relocations.
//
// Quirks of ELF and COFF (1-based indices, bigobj, auxiliary records, implicit
// addends, byte order) end in the readers; nothing downstream knows them.  All
// views point into the bytes the object was read from, which must outlive it.
#ifndef HOTPATCH_FORMATS_OBJECT_OBJECT_FILE_H
#define HOTPATCH_FORMATS_OBJECT_OBJECT_FILE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/machine.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// "No such index", for the index fields below.
inline constexpr std::uint32_t no_index = 0xffffffff;

enum class SectionKind : std::uint8_t {
  code,      // executable
  read_only, // allocated, neither written nor executed
  writable,  // initialised data that may be written
  bss,       // zero data without bytes in the file
  tls_data,  // initialised thread-local data
  tls_bss,   // zero thread-local data
  unwind,    // .eh_frame, .pdata, .xdata, .gcc_except_table, .ARM.ex*
  other,     // not part of the program: debug information, notes, directives
};

struct Section {
  std::string_view name = {};
  SectionKind kind = SectionKind::other;
  BytesView bytes = {};         // empty for bss and tls_bss
  std::uint64_t size = 0;       // in memory; bytes.size() if there are bytes
  std::uint64_t alignment = 1;  // in bytes, a power of two
  bool is_mergeable = false;    // the linker may share its entries
  bool is_strings = false;      // with is_mergeable: NUL-terminated strings
  std::uint32_t entry_size = 0; // with is_mergeable: of an entry or character
  // The COMDAT or section group's key symbol (index into symbols), if any.
  std::uint32_t comdat_symbol = no_index;
  // relocations[first_relocation, first_relocation + relocation_count) of the
  // object, sorted by offset.  Zero for sections of kind other, whose
  // relocations are not read.
  std::uint32_t first_relocation = 0;
  std::uint32_t relocation_count = 0;
};

enum class SymbolKind : std::uint8_t {
  function, // STT_FUNC, STT_GNU_IFUNC, COFF function type
  data,     // STT_OBJECT, STT_COMMON, or a COFF symbol in a data section
  label,    // no type, in a code section: a branch target, a hand-written entry
  section,  // stands for its section's start (see is_section_start)
  tls,
  file,    // a source file's name
  unknown, // undefined and without a type
};

enum class Linkage : std::uint8_t { local, global, weak };

// Where a symbol's value counts from.
enum class Placement : std::uint8_t { undefined, in_section, absolute, common };

struct Symbol {
  std::string_view name = {}; // as in the file; empty for ELF section symbols
  std::uint64_t value = 0;    // offset in its section, absolute value, or 0
  std::uint64_t size = 0;     // 0 if unknown: COFF has no sizes
  // common: in bytes, a power of two; COFF: what linkers make of the size and
  // of the section of directives.
  std::uint64_t alignment = 1;
  std::uint32_t section = no_index; // with Placement::in_section
  SymbolKind kind = SymbolKind::unknown;
  Linkage linkage = Linkage::local;
  Placement placement = Placement::undefined;
  bool is_indirect = false; // STT_GNU_IFUNC: yields the function's address
};

// How a relocation's field is computed from S (symbol), A (addend), P (place).
enum class RelocationForm : std::uint8_t {
  absolute,    // S + A
  pc_relative, // S + A - P; x86 code adds the distance from field to the next
               // instruction, which is part of A as ELF's assemblers write it.
               // COFF's 32-bit fields count from their end instead:
               // S + A - (P + width + trailing)
  image_relative,   // S + A - image base (COFF ADDR32NB)
  section_relative, // offset in the output section (COFF SECREL), TLS offsets
  section_index,    // COFF SECTION
  slot,   // through a slot the linker makes (GOT, TLS descriptors): the symbol
          // counts, its own address does not appear in the field
  opaque, // anything whose arithmetic we do not know
};

struct Relocation {
  std::uint64_t offset = 0;        // of the field, from its section's start
  std::int64_t addend = 0;         // explicit, or decoded from the field
  std::uint32_t symbol = no_index; // index into symbols; no_index: none
  std::uint32_t type = 0;          // the machine's number for it
  RelocationForm form = RelocationForm::opaque;
  // Bytes that the linker overwrites as a whole; 0 where it changes only some
  // bits of an instruction (then the bytes of the field still count).
  std::uint8_t width = 0;
  // False if the addend lives in bits of the field that we cannot read: then
  // only the field's own bytes tell it.
  bool addend_known = false;
  // COFF REL32_k: the addend counts from k bytes after the field's end.
  std::uint8_t trailing = 0;
};

struct ObjectFile {
  Machine machine = {};
  std::vector<Section> sections = {};
  std::vector<Symbol> symbols = {};
  std::vector<Relocation> relocations = {}; // by section, then by offset

  [[nodiscard]] std::span<const Relocation>
  relocations_of(const Section &section) const {
    return std::span(relocations)
        .subspan(section.first_relocation, section.relocation_count);
  }
};

// Reads one relocatable object: ELF of every machine (both widths and byte
// orders), COFF for x86-64, i386 and ARM64, regular and bigobj.
//
// Every index and extent in the result is valid: symbols lie in their sections
// and relocations' fields in their sections' bytes.
//
// Numbers: sections[i] is the file's section i + 1 in ELF and COFF, symbols[i]
// is ELF's symbol i + 1; COFF's auxiliary records are left out.
//
// malformed: the bytes break the format; the message names section, symbol or
// relocation, with the file's numbers.
//
// unsupported: an object whose machine code is not there (LLVM bitcode, GCC
// LTO-only, MSVC /GL) or that is no relocatable object; the hint says what to
// do instead.
//
// Source: System V gABI chapter 4; PE/COFF specification sections 3 to 5.
Expected<ObjectFile> read_object(BytesView bytes);

// The relocation type's name as manuals write it, such as R_X86_64_PLT32 or
// IMAGE_REL_AMD64_REL32; "relocation type N" if it has none.
std::string relocation_name(const Machine &machine, std::uint32_t type);

} // namespace hotpatch

#endif
