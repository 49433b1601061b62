// See text.h.
#include "formats/core/text.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

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

std::string to_hex(BytesView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte) >> 4U];
    text += digits[std::to_integer<unsigned>(byte) & 15U];
  }
  return text;
}

std::string to_text(const Sha256 &digest) { return "sha256:" + to_hex(digest); }

} // namespace hotpatch
