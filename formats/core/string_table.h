// A table of NUL-terminated names.
#ifndef HOTPATCH_FORMATS_CORE_STRING_TABLE_H
#define HOTPATCH_FORMATS_CORE_STRING_TABLE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace hotpatch {

// Names are views into the file.  Since they may share their ends, a small
// hostile file can name gigabytes, which every later pass would walk: reading
// stops when the names' total is far beyond what tail sharing gives.
class StringTable {
public:
  StringTable() = default;

  // malformed: the last byte is not NUL.
  static Expected<StringTable> create(BytesView bytes);

  // The name at `offset`, without its NUL; nothing if that is past the end or
  // the total is used up (explain() says which).  Offset 0 of an empty table
  // is the empty name.
  std::optional<std::string_view> take(std::uint64_t offset) {
    if (offset >= text_.size())
      return offset == 0 ? std::optional(std::string_view()) : std::nullopt;
    std::string_view rest = text_.substr(offset);
    std::string_view name = rest.substr(0, rest.find('\0'));
    if (name.size() > allowance_)
      return std::nullopt;
    allowance_ -= name.size();
    return name;
  }

  // Why take(offset) said no.
  [[nodiscard]] Error explain(std::uint64_t offset) const;

private:
  explicit StringTable(std::string_view text);

  std::string_view text_;
  std::uint64_t allowance_ = 0; // bytes of names that may still be taken
};

// The string table's offset that a COFF section's name stands for: "/123", or
// "//" and up to six base64 digits.  `name` begins with '/'; nothing if no
// number follows.
std::optional<std::uint64_t> coff_name_offset(std::string_view name);

} // namespace hotpatch

#endif
