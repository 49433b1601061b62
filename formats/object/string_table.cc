// See string_table.h.
#include "formats/object/string_table.h"

#include "formats/object/place.h"

namespace hotpatch {

// Real tables name each byte between once and twice.
static constexpr std::uint64_t max_uses_of_a_byte = 64;

StringTable::StringTable(std::string_view text)
    : text_(text), allowance_(text.size() * max_uses_of_a_byte) {}

Expected<StringTable> StringTable::create(BytesView bytes) {
  if (!bytes.empty() && bytes.back() != std::byte{0})
    return fail(ErrorCode::malformed,
                "the string table's last byte is " +
                    hex(std::to_integer<std::uint64_t>(bytes.back())) +
                    ", expected NUL");
  return StringTable(as_text(bytes));
}

Error StringTable::explain(std::uint64_t offset) const {
  std::string size = " the string table (" + hex(text_.size()) + " bytes)";
  if (offset >= text_.size())
    return {ErrorCode::malformed,
            "name offset " + hex(offset) + " is past the end of" + size};
  return {ErrorCode::malformed,
          "names use each byte of" + size + " more than " +
              std::to_string(max_uses_of_a_byte) + " times"};
}

} // namespace hotpatch
