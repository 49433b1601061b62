// Integers as bytes, for tests that write small files in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_BYTE_STRING_H
#define HOTPATCH_TESTS_SUPPORT_BYTE_STRING_H

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>

namespace hotpatch {

// `value` in `size_bytes` bytes.
inline std::string number(std::uint64_t value, unsigned size_bytes,
                          std::endian order = std::endian::little) {
  std::string bytes;
  for (unsigned i = 0; i < size_bytes; ++i) {
    unsigned at = order == std::endian::little ? i : size_bytes - 1 - i;
    bytes += static_cast<char>(at < 8 ? value >> (at * 8) : 0);
  }
  return bytes;
}

// `bytes` with `patch` written over them at `offset`.
inline std::string patched(std::string bytes, std::size_t offset,
                           const std::string &patch) {
  return bytes.replace(offset, patch.size(), patch);
}

} // namespace hotpatch

#endif
