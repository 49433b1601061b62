// Integers and text of a payload's stream: the smaller, the fewer bytes.
//
// An unsigned integer is seven bits a byte, the lowest first, with the top bit
// set in all bytes but the last (LEB128); a signed one is its zigzag image (0,
// -1, 1, -2, ... become 0, 1, 2, 3, ...).
#ifndef HOTPATCH_FORMATS_PACKAGE_STREAM_BYTES_H
#define HOTPATCH_FORMATS_PACKAGE_STREAM_BYTES_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

constexpr std::uint64_t to_zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1 ^
         static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t from_zigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

class StreamWriter {
public:
  void put_uint(std::uint64_t value);
  void put_int(std::int64_t value) { put_uint(to_zigzag(value)); }
  void put_text(std::string_view text); // its size, then its bytes
  void put_bytes(BytesView bytes);      // nothing but the bytes

  [[nodiscard]] std::vector<std::byte> take() && { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

// malformed: "the payload's stream " and what is wrong with it.
std::unexpected<Error> bad_stream(std::string what);

// Reads what the caller expects.  malformed: the stream ends too early, or a
// value is out of bounds.
class StreamReader {
public:
  explicit StreamReader(BytesView bytes) : bytes_(bytes) {}

  // At most `limit`.
  Expected<std::uint64_t> read_uint(std::uint64_t limit);
  // A number of things that each take at least `item_bytes` more bytes of the
  // stream.
  Expected<std::uint64_t> read_count(std::uint64_t item_bytes);
  // `start` moved by what is read; the result is from 0 to `limit`.
  Expected<std::uint64_t> read_moved(std::uint64_t start, std::uint64_t limit);
  Expected<std::int64_t> read_int();
  Expected<std::string> read_text();
  Expected<BytesView> read_bytes(std::uint64_t size);

  [[nodiscard]] std::uint64_t left() const { return bytes_.size(); }

private:
  BytesView bytes_; // what is left
};

} // namespace hotpatch

#endif
