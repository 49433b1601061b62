// See text.h.
#include "formats/core/text.h"

#include <array>
#include <charconv>

namespace hotpatch {

std::string hex(std::uint64_t value) {
  std::array<char, 18> text = {'0', 'x'};
  std::to_chars_result end =
      std::to_chars(text.data() + 2, text.data() + text.size(), value, 16);
  return {text.data(), end.ptr};
}

std::string signed_hex(std::int64_t value) {
  std::uint64_t bits = static_cast<std::uint64_t>(value);
  return value < 0 ? "-" + hex(0 - bits) : hex(bits);
}

} // namespace hotpatch
