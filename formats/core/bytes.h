// Views of bytes and checked reads from them.
//
// No offset from a file is ever added or compared without a check: slice() and
// read_*() are the only ways in, and both say no instead of wrapping around.
#ifndef HOTPATCH_FORMATS_CORE_BYTES_H
#define HOTPATCH_FORMATS_CORE_BYTES_H

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace hotpatch {

// Bytes that somebody else owns; valid as long as the owner says.
using BytesView = std::span<const std::byte>;

inline BytesView as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

// The same bytes as text.  Not NUL-terminated.
std::string_view as_text(BytesView bytes);

// bytes[offset, offset + size), or nothing if that is not wholly inside.
inline std::optional<BytesView> slice(BytesView bytes, std::uint64_t offset,
                                      std::uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset)
    return std::nullopt;
  return bytes.subspan(static_cast<std::size_t>(offset),
                       static_cast<std::size_t>(size));
}

// An unsigned integer at `offset`, or nothing if it is not wholly inside.
template <typename T>
std::optional<T> read_int(BytesView bytes, std::uint64_t offset,
                          std::endian order = std::endian::little) {
  static_assert(std::is_unsigned_v<T>);
  std::optional<BytesView> field = slice(bytes, offset, sizeof(T));
  if (!field)
    return std::nullopt;
  T value;
  std::memcpy(&value, field->data(), sizeof(T));
  return order == std::endian::native ? value : std::byteswap(value);
}

// An integer of 1, 2, 4 or 8 bytes, sign-extended; nothing if it is not wholly
// inside or `size_bytes` is another number.
std::optional<std::int64_t>
read_signed(BytesView bytes, std::uint64_t offset, unsigned size_bytes,
            std::endian order = std::endian::little);

inline bool equal_bytes(BytesView a, BytesView b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

} // namespace hotpatch

#endif
