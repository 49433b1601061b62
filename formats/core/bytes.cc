// See bytes.h.
#include "formats/core/bytes.h"

namespace hotpatch {

std::string_view as_text(BytesView bytes) {
  // char may alias anything, so this view of bytes is well defined.
  return {static_cast<const char *>(static_cast<const void *>(bytes.data())),
          bytes.size()};
}

std::optional<std::int64_t> read_signed(BytesView bytes, std::uint64_t offset,
                                        unsigned size_bytes,
                                        std::endian order) {
  switch (size_bytes) {
  case 1:
    if (auto v = read_int<std::uint8_t>(bytes, offset, order))
      return static_cast<std::int8_t>(*v);
    return std::nullopt;
  case 2:
    if (auto v = read_int<std::uint16_t>(bytes, offset, order))
      return static_cast<std::int16_t>(*v);
    return std::nullopt;
  case 4:
    if (auto v = read_int<std::uint32_t>(bytes, offset, order))
      return static_cast<std::int32_t>(*v);
    return std::nullopt;
  case 8:
    if (auto v = read_int<std::uint64_t>(bytes, offset, order))
      return static_cast<std::int64_t>(*v);
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

} // namespace hotpatch
