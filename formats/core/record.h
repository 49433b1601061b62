// Fixed-size records of a file format: one bounds check for the whole record,
// the offsets of its fields checked when compiled.
#ifndef HOTPATCH_FORMATS_CORE_RECORD_H
#define HOTPATCH_FORMATS_CORE_RECORD_H

#include "formats/core/bytes.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

namespace hotpatch {

template <std::size_t Size> using Record = std::span<const std::byte, Size>;

// Record number `index` of a table that is known to hold it.
template <std::size_t Size>
Record<Size> record_at(BytesView table, std::size_t index) {
  return table.subspan(index * Size).template first<Size>();
}

// The unsigned integer T at `Offset` of a record.
template <typename T, std::size_t Offset,
          std::endian Order = std::endian::little, std::size_t Size>
T field(Record<Size> record) {
  static_assert(std::is_unsigned_v<T> && Offset + sizeof(T) <= Size);
  T value;
  std::memcpy(&value, record.data() + Offset, sizeof(T));
  if constexpr (Order == std::endian::native)
    return value;
  else
    return std::byteswap(value);
}

} // namespace hotpatch

#endif
