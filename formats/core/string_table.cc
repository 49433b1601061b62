// See string_table.h.
#include "formats/core/string_table.h"

#include "formats/core/place.h"

#include <charconv>

namespace hotpatch {
namespace {

// Six base64 digits hold offsets that have more than seven decimal digits (an
// extension of LLVM and of Microsoft's linker).
std::optional<std::uint64_t> decode_base64(std::string_view digits) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::uint64_t value = 0;
  for (char c : digits) {
    std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos)
      return std::nullopt;
    value = value * 64 + digit;
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

std::optional<std::uint64_t> decode_decimal(std::string_view digits) {
  std::uint64_t value = 0;
  const char *end = digits.data() + digits.size();
  std::from_chars_result parsed = std::from_chars(digits.data(), end, value);
  bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
  return is_number ? std::optional(value) : std::nullopt;
}

} // namespace

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

std::optional<std::uint64_t> coff_name_offset(std::string_view name) {
  return name.starts_with("//") ? decode_base64(name.substr(2))
                                : decode_decimal(name.substr(1));
}

} // namespace hotpatch
