// The entries of .debug_info that lead to lines: units, functions and inlined
// calls, with their names and addresses.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_INFO_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_INFO_H

#include "formats/core/error.h"
#include "formats/debug/dwarf_forms.h"
#include "formats/debug/linked_debug.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// The attributes that are kept of an entry.
enum class Attribute : std::uint8_t {
  name,
  linkage_name,
  low_pc,
  high_pc,
  ranges,
  declared_at, // DW_AT_decl_line
  call_file,
  call_line,
  origin, // DW_AT_abstract_origin
  specification,
  line_program, // DW_AT_stmt_list
  text_offsets_base,
  addresses_base,
  range_lists_base,
  count,
};

struct DwarfEntry {
  std::uint64_t offset = 0; // in .debug_info
  std::uint16_t tag = 0;    // DW_TAG_*; 0: the end of a list of children
  bool has_children = false;
  std::array<FormValue, static_cast<std::size_t>(Attribute::count)> values;

  [[nodiscard]] const FormValue &operator[](Attribute attribute) const {
    return values[static_cast<std::size_t>(attribute)];
  }
  [[nodiscard]] bool has(Attribute attribute) const {
    return (*this)[attribute].kind != FormClass::none;
  }
};

// An entry with all its attributes, in their order.
struct WholeEntry {
  std::uint64_t offset = 0; // in .debug_info
  std::uint16_t tag = 0;    // DW_TAG_*; 0: the end of a list of children
  bool has_children = false;
  std::vector<std::pair<std::uint16_t, FormValue>> values; // by DW_AT_*

  // Of kind none if there is no such attribute.
  [[nodiscard]] FormValue operator[](std::uint16_t attribute) const {
    for (const auto &[name, value] : values)
      if (name == attribute)
        return value;
    return {};
  }
};

struct DwarfUnit {
  std::uint64_t begin = 0, end = 0; // in .debug_info
  std::uint64_t first_entry = 0;    // in .debug_info
  DwarfFormat format;
  const AbbreviationTable *abbreviations = nullptr;
  bool is_type_unit = false;
  std::uint64_t type_signature = 0, type_entry = 0; // of type units; offset
                                                    // from begin
  // From the first entry:
  std::optional<std::uint64_t> line_program; // offset in .debug_line
  std::uint64_t low_pc = 0;
  std::uint64_t text_offsets_base = 0, addresses_base = 0, range_lists_base = 0;
};

struct FunctionName {
  std::string_view name; // the linkage name if there is one
  std::uint32_t declared_at = 0;
};

class DwarfInfo {
public:
  // `debug` must outlive the value; names point into it.
  // malformed: a unit's header, abbreviations or first entry break the format.
  // unsupported: a version other than 2 to 5.
  // Source: DWARF 5 section 7.5.
  static Expected<DwarfInfo> read(const LinkedDebug &debug);

  [[nodiscard]] const std::vector<DwarfUnit> &units() const { return units_; }

  // A cursor at the unit's first entry, for next_entry().
  [[nodiscard]] Cursor entries_of(const DwarfUnit &unit) const;

  // The entry at the cursor, which moves past it.  Attributes are kept for
  // functions and inlined calls only.  malformed: the entry is cut short, or
  // has an unknown abbreviation or form.
  Expected<DwarfEntry> next_entry(const DwarfUnit &unit, Cursor &cursor) const;

  // The same with all attributes.
  Expected<WholeEntry> next_whole_entry(const DwarfUnit &unit,
                                        Cursor &cursor) const;

  // The text of an attribute; empty if it is none, or not inside its section.
  [[nodiscard]] std::string_view text_of(const DwarfUnit &unit,
                                         const FormValue &value) const;

  // The addresses of an entry's code.  malformed: a list is cut short.
  // Source: DWARF 5 section 2.17.3; DWARF 4 section 2.17.3 before version 5.
  [[nodiscard]] Expected<std::vector<AddressRange>>
  ranges_of(const DwarfUnit &unit, const DwarfEntry &entry) const;

  // The name and declaration of a function or inlined call, from the entry or
  // from what it refers to.
  [[nodiscard]] Expected<FunctionName> name_of(const DwarfUnit &unit,
                                               const DwarfEntry &entry) const;

private:
  enum class Keep : std::uint8_t { functions, all };

  explicit DwarfInfo(const LinkedDebug &debug) : debug_(&debug) {}

  Expected<void> add_unit(std::uint64_t offset);
  Expected<void> read_first_entry(DwarfUnit &unit);
  Expected<const AbbreviationTable *> abbreviations_at(std::uint64_t offset);
  template <typename Entry, typename OnValue>
  Expected<Entry> walk_entry(const DwarfUnit &unit, Cursor &cursor,
                             const OnValue &on_value) const;
  Expected<DwarfEntry> read_entry(const DwarfUnit &unit, Cursor &cursor,
                                  Keep keep) const;
  [[nodiscard]] std::optional<std::uint64_t>
  address_of(const DwarfUnit &unit, const FormValue &value) const;
  [[nodiscard]] Expected<std::vector<AddressRange>>
  read_range_pairs(const DwarfUnit &unit, std::uint64_t offset) const;
  [[nodiscard]] Expected<std::uint64_t>
  range_list_offset(const DwarfUnit &unit, const FormValue &value) const;
  [[nodiscard]] Expected<std::vector<AddressRange>>
  read_range_list(const DwarfUnit &unit, std::uint64_t offset) const;

  const LinkedDebug *debug_;
  std::vector<DwarfUnit> units_;                      // by begin
  std::map<std::uint64_t, AbbreviationTable> tables_; // by offset
  std::size_t abbreviation_bytes_ = 0;
};

} // namespace hotpatch

#endif
