// Machine code written as hexadecimal digits.
#ifndef HOTPATCH_TESTS_UNIT_ISA_CODE_H
#define HOTPATCH_TESTS_UNIT_ISA_CODE_H

#include <cstddef>
#include <string_view>
#include <vector>

namespace hotpatch::test {

// "48 89 e5" as bytes; spaces may be anywhere between pairs.
inline std::vector<std::byte> code(std::string_view hex) {
  std::vector<std::byte> bytes;
  auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  for (std::size_t i = 0; i + 1 < hex.size();) {
    if (hex[i] == ' ') {
      ++i;
      continue;
    }
    bytes.push_back(std::byte(digit(hex[i]) << 4 | digit(hex[i + 1])));
    i += 2;
  }
  return bytes;
}

} // namespace hotpatch::test

#endif
