// Bytes appended field by field, little endian.
#ifndef HOTPATCH_FORMATS_CORE_BYTE_WRITER_H
#define HOTPATCH_FORMATS_CORE_BYTE_WRITER_H

#include "formats/core/bytes.h"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hotpatch {

// `value` rounded up to a multiple of `alignment`, a power of two.
constexpr std::uint64_t align_up(std::uint64_t value, std::uint64_t alignment) {
  return (value + alignment - 1) & ~(alignment - 1);
}

// Writes the low `width` bytes of `value`, 8 at most, over bytes[offset, offset
// + width), which must exist.
inline void put_at(std::span<std::byte> bytes, std::size_t offset,
                   std::uint64_t value, std::size_t width) {
  assert(width <= sizeof value);
  assert(offset <= bytes.size() && width <= bytes.size() - offset);
  for (std::size_t i = 0; i < width; ++i)
    bytes[offset + i] = static_cast<std::byte>(value >> (8 * i));
}

// The same for all bytes of `value`.
template <std::unsigned_integral T>
void put_at(std::span<std::byte> bytes, std::size_t offset, T value) {
  put_at(bytes, offset, value, sizeof(T));
}

class ByteWriter {
public:
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  template <std::unsigned_integral T> void put(T value) {
    bytes_.resize(bytes_.size() + sizeof(T));
    put_at(std::span(bytes_), bytes_.size() - sizeof(T), value);
  }
  // The integer type is named at the call: put_as<std::uint32_t>(0).
  template <std::unsigned_integral T> void put_as(std::type_identity_t<T> v) {
    put<T>(v);
  }
  void put(BytesView bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void put_zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); }
  // Zeros up to the next multiple of `alignment`, a power of two.
  void align(std::size_t alignment) {
    bytes_.resize(static_cast<std::size_t>(align_up(size(), alignment)));
  }

  [[nodiscard]] std::vector<std::byte> take() && { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

} // namespace hotpatch

#endif
