// Bytes written as hexadecimal digits.
#ifndef HOTPATCH_TESTS_SUPPORT_HEX_H
#define HOTPATCH_TESTS_SUPPORT_HEX_H

#include <cstddef>
#include <string_view>
#include <vector>

namespace hotpatch {

// What is no lower-case digit is skipped.
inline std::vector<std::byte> from_hex(std::string_view digits) {
  std::vector<std::byte> bytes;
  unsigned high = 16;
  for (const char c : digits) {
    const std::size_t value = std::string_view("0123456789abcdef").find(c);
    if (value == std::string_view::npos)
      continue;
    if (high == 16) {
      high = static_cast<unsigned>(value);
    } else {
      bytes.push_back(static_cast<std::byte>(high * 16 + value));
      high = 16;
    }
  }
  return bytes;
}

} // namespace hotpatch

#endif
