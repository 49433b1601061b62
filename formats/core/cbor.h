// The part of CBOR that our formats consist of, in its deterministic form:
// every value has exactly one encoding, and no other one is read.
//
// Source: RFC 8949, sections 3 and 4.2.1.
#ifndef HOTPATCH_FORMATS_CORE_CBOR_H
#define HOTPATCH_FORMATS_CORE_CBOR_H

#include "formats/core/byte_writer.h"
#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// Whether it is well-formed UTF-8: no overlong form, no surrogate.
bool is_utf8(std::string_view text);

class CborWriter {
public:
  void put_uint(std::uint64_t value) { put_head(0, value); }
  void put_bytes(BytesView bytes);
  void put_text(std::string_view text); // UTF-8
  void put_true() { bytes_.put_as<std::uint8_t>(0xf5); }
  // The items follow; a map's are key, value, key, value, with the keys in
  // ascending order of their encoded bytes.
  void begin_array(std::uint64_t items) { put_head(4, items); }
  void begin_map(std::uint64_t pairs) { put_head(5, pairs); }

  [[nodiscard]] std::vector<std::byte> take() && {
    return std::move(bytes_).take();
  }

private:
  void put_head(unsigned major, std::uint64_t value);
  ByteWriter bytes_;
};

// Reads item by item what the caller expects.  malformed: another type, a
// longer encoding than needed, an item cut short, text that is no UTF-8, or a
// length that the rest of the bytes cannot hold.
class CborReader {
public:
  explicit CborReader(BytesView bytes) : bytes_(bytes) {}

  // At most `limit`.
  Expected<std::uint64_t> read_uint(std::uint64_t limit);
  Expected<std::uint32_t> read_u32();
  Expected<BytesView> read_bytes();
  // A byte string of just this size.
  template <std::size_t N> Expected<std::array<std::byte, N>> read_byte_array();
  Expected<std::string> read_text();
  Expected<void> read_true();
  // Number of items; there are at least as many bytes.
  Expected<std::uint64_t> begin_array();
  // An array of just so many items.
  Expected<void> expect_array(std::uint64_t items);
  // Number of pairs; there are at least twice as many bytes.
  Expected<std::uint64_t> begin_map();

  [[nodiscard]] bool is_at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }

private:
  Expected<std::uint64_t> read_head(unsigned major, std::string_view expected);
  Expected<BytesView> read_string(unsigned major, std::string_view expected);
  Expected<BytesView> read_bytes_of_size(std::size_t size);
  BytesView bytes_;
  std::size_t at_ = 0;
};

template <std::size_t N>
Expected<std::array<std::byte, N>> CborReader::read_byte_array() {
  const BytesView bytes = HP_TRY(read_bytes_of_size(N));
  std::array<std::byte, N> result;
  std::ranges::copy(bytes, result.begin());
  return result;
}

// An array, of which `read` gives one item after the other; they are put behind
// those of `list`.  Errors say which item.
template <typename T, typename Read>
Expected<void> read_cbor_list(CborReader &in, std::vector<T> &list, Read read) {
  const std::uint64_t items = HP_TRY(in.begin_array());
  for (std::uint64_t i = 0; i < items; ++i) {
    Expected<T> item = read(in);
    if (!item)
      return std::unexpected(
          std::move(item).error().at("item " + std::to_string(i)));
    list.push_back(*std::move(item));
  }
  return {};
}

} // namespace hotpatch

#endif
