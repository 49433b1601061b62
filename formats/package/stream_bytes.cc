// See stream_bytes.h.
//
// Overlong integers are read like any others: a stream is never compared, it
// becomes a payload whose digest is known.
#include "formats/package/stream_bytes.h"

#include <limits>

namespace hotpatch {
std::unexpected<Error> bad_stream(std::string what) {
  return fail(ErrorCode::malformed, "the payload's stream " + std::move(what));
}

void StreamWriter::put_uint(std::uint64_t value) {
  for (; value > 0x7f; value >>= 7)
    bytes_.push_back(static_cast<std::byte>(value | 0x80));
  bytes_.push_back(static_cast<std::byte>(value));
}

void StreamWriter::put_text(std::string_view text) {
  put_uint(text.size());
  put_bytes(as_bytes(text));
}

void StreamWriter::put_bytes(BytesView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

Expected<std::uint64_t> StreamReader::read_uint(std::uint64_t limit) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (bytes_.empty())
      return bad_stream("ends within an integer");
    const auto byte = std::to_integer<std::uint64_t>(bytes_.front());
    bytes_ = bytes_.subspan(1);
    if (shift > 63 || (shift == 63 && (byte & 0x7e) != 0))
      return bad_stream("holds an integer of more than 64 bits");
    value |= (byte & 0x7f) << shift;
    if ((byte & 0x80) == 0)
      break;
  }
  if (value > limit)
    return bad_stream("holds " + std::to_string(value) + ", expected at most " +
                      std::to_string(limit));
  return value;
}

Expected<std::uint64_t> StreamReader::read_count(std::uint64_t item_bytes) {
  const std::uint64_t count =
      HP_TRY(read_uint(std::numeric_limits<std::uint64_t>::max()));
  if (count > left() / item_bytes)
    return bad_stream("says that " + std::to_string(count) +
                      " things follow in " + std::to_string(left()) + " bytes");
  return count;
}

Expected<std::int64_t> StreamReader::read_int() {
  return from_zigzag(
      HP_TRY(read_uint(std::numeric_limits<std::uint64_t>::max())));
}

Expected<std::uint64_t> StreamReader::read_moved(std::uint64_t start,
                                                 std::uint64_t limit) {
  const std::uint64_t moved =
      start + static_cast<std::uint64_t>(HP_TRY(read_int()));
  if (moved > limit)
    return bad_stream("leads to " + std::to_string(moved) +
                      ", expected at most " + std::to_string(limit));
  return moved;
}

Expected<std::string> StreamReader::read_text() {
  return std::string(as_text(HP_TRY(read_bytes(HP_TRY(read_count(1))))));
}

Expected<BytesView> StreamReader::read_bytes(std::uint64_t size) {
  if (size > bytes_.size())
    return bad_stream("has " + std::to_string(bytes_.size()) +
                      " bytes left, expected " + std::to_string(size));
  const BytesView bytes = bytes_.first(static_cast<std::size_t>(size));
  bytes_ = bytes_.subspan(bytes.size());
  return bytes;
}

} // namespace hotpatch
