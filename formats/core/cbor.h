// The part of CBOR that our formats consist of, in its deterministic form:
// every value has exactly one encoding, and no other one is read.
//
// Source: RFC 8949, sections 3 and 4.2.1.
#ifndef HOTPATCH_FORMATS_CORE_CBOR_H
#define HOTPATCH_FORMATS_CORE_CBOR_H

#include "formats/core/byte_writer.h"
#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>

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
  Expected<BytesView> read_bytes();
  Expected<std::string> read_text();
  Expected<void> read_true();
  // Number of items; there are at least as many bytes.
  Expected<std::uint64_t> begin_array();
  // Number of pairs; there are at least twice as many bytes.
  Expected<std::uint64_t> begin_map();

  [[nodiscard]] bool is_at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }

private:
  Expected<std::uint64_t> read_head(unsigned major, std::string_view expected);
  Expected<BytesView> read_string(unsigned major, std::string_view expected);
  BytesView bytes_;
  std::size_t at_ = 0;
};

} // namespace hotpatch

#endif
