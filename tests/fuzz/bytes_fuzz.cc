// Checked reads against the obvious way of writing them: byte by byte, with
// arithmetic wide enough not to wrap around.
#include "formats/core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace {

using hotpatch::BytesView;

void require(bool holds) {
  if (!holds)
    std::abort();
}

std::optional<std::int64_t> read_slowly(BytesView bytes, std::uint64_t offset,
                                        unsigned size_bytes) {
  const bool known =
      size_bytes == 1 || size_bytes == 2 || size_bytes == 4 || size_bytes == 8;
  if (!known || offset > bytes.size() || bytes.size() - offset < size_bytes)
    return std::nullopt;
  std::uint64_t value = 0;
  for (unsigned i = size_bytes; i-- > 0;)
    value = value << 8 | static_cast<std::uint8_t>(
                             bytes[static_cast<std::size_t>(offset) + i]);
  const unsigned unused_bits = 64 - 8 * size_bytes;
  return static_cast<std::int64_t>(value << unused_bits) >> unused_bits;
}

} // namespace

// Input: an offset (8 bytes), a size (1 byte), then the bytes to read from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView input = std::as_bytes(std::span(data, size));
  const std::optional<std::uint64_t> offset =
      hotpatch::read_int<std::uint64_t>(input, 0);
  const std::optional<std::uint8_t> width =
      hotpatch::read_int<std::uint8_t>(input, 8);
  if (!offset || !width)
    return 0;
  const BytesView bytes = input.subspan(9);
  require(hotpatch::read_signed(bytes, *offset, *width) ==
          read_slowly(bytes, *offset, *width));

  const std::optional<BytesView> part = hotpatch::slice(bytes, *offset, *width);
  require(part.has_value() ==
          (*offset <= bytes.size() && *width <= bytes.size() - *offset));
  require(!part || part->size() == *width);
  return 0;
}
