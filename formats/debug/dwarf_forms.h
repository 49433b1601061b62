// Abbreviations and forms: how the entries of .debug_info are written.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_FORMS_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_FORMS_H

#include "formats/core/bytes.h"
#include "formats/core/cursor.h"
#include "formats/core/error.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace hotpatch {

// What a unit's header says about its forms.
struct DwarfFormat {
  std::uint16_t version = 0;
  std::uint8_t address_bytes = 8;
  std::uint8_t offset_bytes = 4; // 8 in the 64-bit format

  friend bool operator==(const DwarfFormat &, const DwarfFormat &) = default;
};

enum class FormClass : std::uint8_t {
  none,             // absent, or of no interest
  constant,         // `value`; signed ones as two's complement
  address,          // `value`
  address_index,    // into .debug_addr
  text,             // `text`
  text_offset,      // into .debug_str
  line_text_offset, // into .debug_line_str
  text_index,       // into .debug_str_offsets
  section_offset,   // into the section that the attribute implies
  range_list_index, // into .debug_rnglists' table of offsets
  unit_reference,   // an entry's offset from the unit's begin
  info_reference,   // an entry's offset in .debug_info
  type_reference,   // the signature of a type unit
  flag,             // `value`: 0 or 1
  block,            // `text`: its bytes
};

struct FormValue {
  FormClass kind = FormClass::none;
  std::uint64_t value = 0;
  std::string_view text;
};

struct AttributeSpec {
  std::uint16_t name = 0;    // DW_AT_*
  std::uint16_t form = 0;    // DW_FORM_*
  std::int64_t implicit = 0; // the value of DW_FORM_implicit_const
};

// Reads one value; fails the cursor on a form that is not known.
// Source: DWARF 5 section 7.5.6, and GNU's extensions.
FormValue read_form(Cursor &cursor, const DwarfFormat &format,
                    const AttributeSpec &spec);

struct Abbreviation {
  std::uint64_t code = 0;
  std::uint16_t tag = 0; // DW_TAG_*
  bool has_children = false;
  std::uint32_t first_spec = 0, spec_count = 0;
};

class AbbreviationTable {
public:
  // Reads from the cursor to the table's end.  malformed: it is cut short.
  static Expected<AbbreviationTable> read(Cursor &cursor);

  [[nodiscard]] const Abbreviation *find(std::uint64_t code) const;
  [[nodiscard]] std::span<const AttributeSpec>
  specs_of(const Abbreviation &abbreviation) const {
    return std::span(specs_).subspan(abbreviation.first_spec,
                                     abbreviation.spec_count);
  }

private:
  std::vector<Abbreviation> abbreviations_; // by code
  std::vector<AttributeSpec> specs_;
};

} // namespace hotpatch

#endif
