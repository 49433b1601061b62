// A linked image (PE32+ or ELF64 for x86-64) as plain values.
//
// Quirks of PE and ELF end in the readers.  All views point into the bytes the
// image was read from, which must outlive it.  Every rva and extent in the
// result is valid: it lies inside [0, size_of_image).
#ifndef HOTPATCH_FORMATS_IMAGE_IMAGE_H
#define HOTPATCH_FORMATS_IMAGE_IMAGE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_identity.h"
#include "formats/core/image_symbols.h"
#include "formats/core/machine.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// A part of the image in memory.  PE: a section.  ELF: an allocated section,
// or, in images without section headers, a PT_LOAD segment.
struct ImageSection {
  std::string_view name = {}; // may be empty
  Rva rva = 0;
  std::uint32_t size = 0; // in memory; at least bytes.size()
  BytesView bytes = {};   // from the file; what is missing is zero in memory
  bool is_code = false;   // executable
  bool is_writable = false;
  bool is_tls = false; // ELF .tdata and .tbss: a template, whose .tbss part has
                       // no place in memory (size counts, rva may overlap)

  // Whether it takes part of the image's memory: all but .tbss, and, in a file
  // of debug information, .tdata.
  [[nodiscard]] bool has_place() const { return !is_tls || !bytes.empty(); }
};

// A part of the image that a process only reads.
struct ConstantPart {
  Rva rva = 0;
  BytesView bytes = {}; // from the file
  bool is_code = false;
};

// What the loader puts into an 8-byte slot that code reads addresses from.
enum class SlotKind : std::uint8_t {
  import,        // PE: IAT; ELF: GLOB_DAT, JUMP_SLOT or 64 of an undefined
                 // symbol
  symbol,        // ELF: GLOB_DAT, JUMP_SLOT or 64 of a symbol that it defines
  relative,      // ELF: RELATIVE: the image's own place `target`
  indirect,      // ELF: IRELATIVE: what the resolver at `target` returns
  tls_module,    // ELF: DTPMOD64; with `name`, or of the image itself
  tls_offset,    // ELF: DTPOFF64, TPOFF64
  tls_descriptor // ELF: TLSDESC; takes 16 bytes
};

// A slot in the IAT, the GOT or initialised data.
struct Slot {
  Rva rva = 0;
  SlotKind kind = SlotKind::import;
  std::string_view module = {}; // PE: the DLL it is imported from
  std::string_view name = {};   // as imported; empty: by ordinal, or local
  std::uint16_t ordinal = 0;    // PE, if the name is empty
  // relative, indirect: an RVA, though perhaps outside of the image (what lies
  // at the end or before the beginning of something); else an addend.
  std::int64_t target = 0;
};

// Code that only jumps through a slot: an entry of .plt, .plt.sec or .plt.got,
// or a PE import thunk `jmp qword ptr [rip + slot]`.
struct Thunk {
  Rva rva = 0;
  std::uint32_t size = 0; // bytes
  Rva slot = 0;
};

struct Export {
  std::string_view name = {};      // empty: by ordinal only
  std::uint32_t ordinal = 0;       // PE; 0 in ELF
  Rva rva = 0;                     // 0 with a forwarder
  std::string_view forwarder = {}; // PE: "OTHER.name"
  // ELF: an indirect function (IFUNC): what the code at `rva` returns.
  bool is_indirect = false;
};

// A field that differs between the file and memory.  PE: what the loader adds
// the load address to (base relocations), and what mingw's start-up code
// relocates; IAT slots are not among them.  ELF: the fields of all dynamic
// relocations but COPY, so all slots are.
struct RelocationSite {
  Rva rva = 0;
  std::uint8_t width = 8; // bytes: 1, 2, 4, 8, or 16
};

// The unwind record of code [begin, end).
struct UnwindRange {
  Rva begin = 0, end = 0;
  Rva info = 0; // PE: UNWIND_INFO (chained ones lead to their primary's); ELF:
                // the FDE
  Rva own_info = 0; // PE: as the record has it: its own UNWIND_INFO, or, if
                    // odd, another record and 1; ELF: as `info`
};

struct Image {
  Machine machine = {};
  bool is_library = false;    // DLL or shared object; false: a program
  bool is_relocatable = true; // ELF ET_EXEC and PE without base relocations
                              // cannot be loaded elsewhere
  std::uint64_t preferred_base = 0; // address of RVA 0 as linked
  Rva entry_point = 0;              // 0: none
  ImageIdentity identity;
  std::vector<ImageSection> sections; // by rva; [i] need not be the file's i
  // What is in memory as it is in the file, but for relocation sites and slots,
  // in every process and whether the file was stripped or not.  PE: sections
  // that are neither writable nor discardable; ELF: segments that are not
  // writable, without the file header.  By rva.
  std::vector<ConstantPart> constant_parts;
  std::vector<Slot> slots;   // by rva
  std::vector<Thunk> thunks; // by rva
  // By name, then ordinal.  ELF: the defined symbols of .dynsym in their
  // default version, without TLS.
  std::vector<Export> exports;
  std::vector<RelocationSite> relocation_sites; // by rva
  std::vector<UnwindRange> unwind;              // by begin
  // Code that already ran when a payload is applied: TLS callbacks, the section
  // .CRT and the list of constructors that GNU ld makes; .preinit_array,
  // .init_array and DT_INIT.  Where .CRT is part of .rdata (other linkers),
  // only symbols can tell: code_pointers().
  std::vector<Rva> initializers; // ascending
  // The image's TLS template; size 0: none.  ELF x86-64: a variable's offset
  // from the thread pointer is its offset in the template minus
  // tls_block_size.
  Rva tls_begin = 0;
  std::uint32_t tls_size = 0, tls_block_size = 0; // bytes in memory; rounded up
  Rva tls_index = 0;                              // PE: of _tls_index; 0: none
  bool has_guard_cf = false; // PE: control flow guard is on (by GuardFlags and
                             // DllCharacteristics)
  std::string_view pdb_path = {};   // PE: as the debug directory names it
  std::string_view debug_link = {}; // ELF: .gnu_debuglink's file name
  std::uint32_t debug_link_crc = 0;
  std::vector<std::string_view> needed; // DLLs (delayed ones last), DT_NEEDED,
                                        // in file order
  // Of the image's own COFF symbol table, .symtab, and exports or .dynsym,
  // joined (.source: "coff", "elf", "dynamic" or "").
  ImageSymbols symbols;

  // The section that holds the byte at `rva` in memory, or null.
  [[nodiscard]] const ImageSection *section_at(Rva rva) const;
  // The file's bytes [rva, rva + size), or nothing unless all of them are in
  // one section and in the file.
  [[nodiscard]] std::optional<BytesView> bytes_at(Rva rva,
                                                  std::uint64_t size) const;
  // The slot that begins at `rva`, or null; likewise the thunk.
  [[nodiscard]] const Slot *slot_at(Rva rva) const;
  [[nodiscard]] const Thunk *thunk_at(Rva rva) const;
};

// Reads a linked image: PE32+ or ELF64 (ET_EXEC, ET_DYN) for x86-64.  Also a
// separate ELF debug file, whose sections have no bytes: for its symbols.
//
// malformed: the bytes break the format; the message names header, directory,
// section or record with its place, what was found and expected.
// unsupported: a 32-bit image, another machine, a relocatable object, a managed
// (.NET) image, one of 2 GiB or more, one that is packed (code sections that
// are writable, or empty in the file); the hint says what to give instead.
//
// Source: PE/COFF specification; System V gABI and x86-64 psABI; the
// .gnu_debuglink and build-id notes as GDB's manual describes them.
Expected<Image> read_image(BytesView bytes);

// The places of code that the 8-byte words of [begin, end) hold in the file, in
// their order: for initializers that only symbols find (__xi_a to __xi_z and
// __xc_a to __xc_z of Microsoft's start-up code).  Other words are left out.
std::vector<Rva> code_pointers(const Image &image, Rva begin, Rva end);

} // namespace hotpatch

#endif
