// An object's debug sections as a linker would leave them: relocations applied,
// sections of one name joined, and each code section at an address of its own.
//
// Readers of DWARF and CodeView then work on plain bytes and flat addresses.
#ifndef HOTPATCH_FORMATS_DEBUG_LINKED_DEBUG_H
#define HOTPATCH_FORMATS_DEBUG_LINKED_DEBUG_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/debug/line_table.h"

#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// All sections of one name, one after another.
struct DebugSection {
  std::string bytes;
  std::vector<std::size_t> parts; // where each input section begins
};

// A requested range in the flat address space, cut to its section.
struct AddressRange {
  std::uint64_t base = 0;           // address of its section
  std::uint64_t begin = 0, end = 0; // addresses; empty: nothing to look up
};

struct LinkedDebug {
  std::endian order = std::endian::little;
  std::uint8_t address_bytes = 8; // 4 or 8
  std::map<std::string, DebugSection, std::less<>> sections;
  // By section index of ObjectFile: the address given to a section with bytes
  // in the file, the offset in its DebugSection for a debug section, else 0.
  std::vector<std::uint64_t> section_base;
  std::vector<std::uint64_t> section_size; // of those with an address, else 0

  // The bytes of a section; empty if there is none of that name.
  [[nodiscard]] BytesView bytes_of(std::string_view name) const {
    const auto found = sections.find(name);
    return found == sections.end() ? BytesView{}
                                   : as_bytes(found->second.bytes);
  }

  [[nodiscard]] AddressRange address_of(const CodeRange &range) const;
};

// The debug sections that lead to lines: .debug_info, .debug_line and what
// they refer to; the others are not read.
// malformed: the object or a relocation breaks the format.  unsupported: a
// kind of relocation that is not known for the machine.
// Source: System V gABI chapter 4 and the machines' psABIs.
Expected<LinkedDebug> link_elf_debug(BytesView object);

// The same for COFF, and .debug$S and .debug$T for CodeView, where a SECTION
// relocation leaves the 1-based section number and SECREL the offset in it.
// Source: PE/COFF specification sections 4 and 5.2.
Expected<LinkedDebug> link_coff_debug(BytesView object);

// Gives out the addresses and joins the sections; common to both formats.
class DebugLayout {
public:
  // `object_size` (bytes) bounds what all debug sections may hold together.
  DebugLayout(std::endian order, std::uint8_t address_bytes,
              std::size_t section_count, std::size_t object_size);

  // Whether a section of this name leads to lines.
  static bool is_wanted(std::string_view name);

  // Gives an address to section `index`, which is no debug section.
  void place(std::size_t index, std::uint64_t size_bytes);

  // Appends a debug section.  malformed: more bytes than the object can hold.
  Expected<void> add(std::size_t index, std::string_view name,
                     BytesView contents);

  // Compressed sections hold `bytes` more than the object.
  void allow(std::size_t bytes) { room_ += bytes; }

  [[nodiscard]] std::endian order() const { return linked_.order; }
  [[nodiscard]] std::size_t section_count() const {
    return linked_.section_base.size();
  }
  [[nodiscard]] std::uint64_t base(std::size_t index) const {
    return linked_.section_base[index];
  }

  // The bytes of the added section `index`; valid until the next add().
  std::span<char> part(std::size_t index);

  // The result.  unsupported: it does not fit in the address space.
  Expected<LinkedDebug> finish() &&;

private:
  struct Part {
    std::string *joined = nullptr;
    std::size_t begin = 0, size = 0;
  };

  LinkedDebug linked_;
  std::vector<Part> parts_; // by section index
  std::size_t room_;
  std::uint64_t next_address_;
};

// How a relocation changes its field.
enum class PatchKind : std::uint8_t {
  set, // to the value
  add, // adds the value to what is there (implicit addends, RISC-V ADD)
};

struct Patch {
  std::uint64_t offset = 0; // of the field in its section
  std::uint8_t width = 0;   // bytes: 1, 2, 4 or 8
  PatchKind kind = PatchKind::set;
  std::uint64_t value = 0;
};

// Applies `patch` to the section.  malformed: the field is not inside.
Expected<void> apply_patch(std::span<char> section, const Patch &patch,
                           std::endian order);

} // namespace hotpatch

#endif
