// Field lists and the numbers in CodeView's type records.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_FIELDS_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_FIELDS_H

#include "formats/core/bytes.h"
#include "formats/core/cursor.h"
#include "formats/core/error.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hotpatch {

// A number as leaves write it: below 0x8000 itself, else LF_CHAR, LF_SHORT ...
// and the value, sign-extended.  Fails the cursor on any other leaf.
std::uint64_t take_numeric(Cursor &cursor);

enum class FieldKind : std::uint8_t {
  member, // also a base class
  virtual_base,
  virtual_table, // the pointer to it
  enumerator,
};

struct Field {
  FieldKind kind = FieldKind::member;
  std::string_view name = {};
  std::uint32_t type = 0;  // index
  std::uint64_t value = 0; // offset in bytes, or the enumerator's value
};

struct FieldList {
  std::vector<Field> fields; // without methods, nested types, static members
  std::optional<std::uint32_t> rest; // index of the list that goes on
};

// `bytes`: of an LF_FIELDLIST record.
// malformed: it is cut short, or holds an unknown leaf.
Expected<FieldList> read_field_list(BytesView bytes);

} // namespace hotpatch

#endif
