// Strict CBOR, item by item.
//
// What our formats keep in CBOR has a fixed shape, so the reader is asked for
// what must come next and builds no tree.  That is why this is not
// nlohmann::json::from_cbor: its parser recurses as deep as the input nests (a
// megabyte of 0x81 ends the process), accepts each number in five lengths, and
// sorts the keys of maps as strings, which is not the order of RFC 8949,
// section 4.2.1.
//
// A length is believed only as far as bytes are left, so that nobody reserves
// memory for what is not there.
#include "formats/core/cbor.h"

#include "formats/core/text.h"

#include <bit>
#include <limits>
#include <string>

namespace hotpatch {
namespace {

// Bytes of the sequence that `lead` begins, 0 if it begins none.
std::size_t utf8_length(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead >= 0xc2 && lead < 0xe0)
    return 2;
  if (lead >= 0xe0 && lead < 0xf0)
    return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

} // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(static_cast<unsigned char>(text[0]));
    if (length == 0 || length > text.size())
      return false;
    std::uint32_t code = static_cast<unsigned char>(text[0]) &
                         (length == 1 ? 0x7fU : 0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte & 0xc0) != 0x80)
        return false;
      code = code << 6 | (byte & 0x3fU);
    }
    const bool is_overlong =
        (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (is_overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      return false;
    text.remove_prefix(length);
  }
  return true;
}

void CborWriter::put_head(unsigned major, std::uint64_t value) {
  const auto top = static_cast<std::uint8_t>(major << 5);
  const auto lead = [&](unsigned low) {
    bytes_.put_as<std::uint8_t>(static_cast<std::uint8_t>(top | low));
  };
  // CBOR's integers are big endian, unlike everything else in a payload.
  if (value < 24) {
    lead(static_cast<unsigned>(value));
  } else if (value <= 0xff) {
    lead(24);
    bytes_.put(static_cast<std::uint8_t>(value));
  } else if (value <= 0xffff) {
    lead(25);
    bytes_.put(std::byteswap(static_cast<std::uint16_t>(value)));
  } else if (value <= 0xffffffff) {
    lead(26);
    bytes_.put(std::byteswap(static_cast<std::uint32_t>(value)));
  } else {
    lead(27);
    bytes_.put(std::byteswap(value));
  }
}

void CborWriter::put_bytes(BytesView bytes) {
  put_head(2, bytes.size());
  bytes_.put(bytes);
}

void CborWriter::put_text(std::string_view text) {
  put_head(3, text.size());
  bytes_.put(as_bytes(text));
}

Expected<std::uint64_t> CborReader::read_head(unsigned major,
                                              std::string_view expected) {
  const std::optional<std::uint8_t> lead = read_int<std::uint8_t>(bytes_, at_);
  if (!lead)
    return fail(ErrorCode::malformed,
                "ends where " + std::string(expected) + " is expected");
  if (*lead >> 5 != major || (*lead & 31) > 27)
    return fail(ErrorCode::malformed, "first byte " + hex(*lead) +
                                          ", expected that of " +
                                          std::string(expected));
  const unsigned low = *lead & 31;
  if (low < 24) {
    ++at_;
    return low;
  }
  const unsigned size = 1U << (low - 24);
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i) {
    const std::optional<std::uint8_t> byte =
        read_int<std::uint8_t>(bytes_, at_ + 1 + i);
    if (!byte)
      return fail(ErrorCode::malformed, "ends within a number");
    value = value << 8 | *byte;
  }
  const bool is_shortest =
      value >= (size == 1 ? 24 : std::uint64_t{1} << (4 * size));
  if (!is_shortest)
    return fail(ErrorCode::malformed, "number " + std::to_string(value) +
                                          " in " + std::to_string(size) +
                                          " bytes, expected fewer");
  at_ += 1 + size;
  return value;
}

Expected<std::uint64_t> CborReader::read_uint(std::uint64_t limit) {
  const std::uint64_t value = HP_TRY(read_head(0, "an unsigned integer"));
  if (value > limit)
    return fail(ErrorCode::malformed,
                "number " + hex(value) + ", expected at most " + hex(limit));
  return value;
}

Expected<std::uint32_t> CborReader::read_u32() {
  return static_cast<std::uint32_t>(
      HP_TRY(read_uint(std::numeric_limits<std::uint32_t>::max())));
}

Expected<BytesView> CborReader::read_string(unsigned major,
                                            std::string_view expected) {
  const std::uint64_t size = HP_TRY(read_head(major, expected));
  const std::optional<BytesView> content = slice(bytes_, at_, size);
  if (!content)
    return fail(ErrorCode::malformed,
                std::string(expected) + " of " + std::to_string(size) +
                    " bytes, but " + std::to_string(bytes_.size() - at_) +
                    " are left");
  at_ += content->size();
  return *content;
}

Expected<BytesView> CborReader::read_bytes() {
  return read_string(2, "a byte string");
}

Expected<BytesView> CborReader::read_bytes_of_size(std::size_t size) {
  const BytesView bytes = HP_TRY(read_bytes());
  if (bytes.size() != size)
    return fail(ErrorCode::malformed,
                "byte string of " + std::to_string(bytes.size()) +
                    " bytes, expected " + std::to_string(size));
  return bytes;
}

Expected<std::string> CborReader::read_text() {
  const std::string_view text = as_text(HP_TRY(read_string(3, "a text")));
  if (!is_utf8(text))
    return fail(ErrorCode::malformed, "text that is not UTF-8");
  return std::string(text);
}

Expected<void> CborReader::read_true() {
  const std::optional<std::uint8_t> byte = read_int<std::uint8_t>(bytes_, at_);
  if (byte != std::uint8_t{0xf5})
    return fail(ErrorCode::malformed, "no 'true' where it is expected");
  ++at_;
  return {};
}

Expected<std::uint64_t> CborReader::begin_array() {
  const std::uint64_t items = HP_TRY(read_head(4, "an array"));
  if (items > bytes_.size() - at_)
    return fail(ErrorCode::malformed,
                "array of " + std::to_string(items) + " items, but only " +
                    std::to_string(bytes_.size() - at_) + " bytes are left");
  return items;
}

Expected<void> CborReader::expect_array(std::uint64_t items) {
  const std::uint64_t found = HP_TRY(begin_array());
  if (found != items)
    return fail(ErrorCode::malformed, std::to_string(found) +
                                          " items, expected " +
                                          std::to_string(items));
  return {};
}

Expected<std::uint64_t> CborReader::begin_map() {
  const std::uint64_t pairs = HP_TRY(read_head(5, "a map"));
  if (pairs > (bytes_.size() - at_) / 2)
    return fail(ErrorCode::malformed,
                "map of " + std::to_string(pairs) + " pairs, but only " +
                    std::to_string(bytes_.size() - at_) + " bytes are left");
  return pairs;
}

} // namespace hotpatch
