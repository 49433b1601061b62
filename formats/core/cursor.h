// A checked reader that walks through bytes once.
//
// A read past the end yields zero and makes failed() true for good, so that a
// record can be read field by field and be judged once, at its end.
#ifndef HOTPATCH_FORMATS_CORE_CURSOR_H
#define HOTPATCH_FORMATS_CORE_CURSOR_H

#include "formats/core/bytes.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hotpatch {

class Cursor {
public:
  explicit Cursor(BytesView bytes, std::endian order = std::endian::little)
      : bytes_(bytes), order_(order) {}

  [[nodiscard]] bool failed() const { return failed_; }
  // True too after a failure, so that loops end.
  [[nodiscard]] bool at_end() const {
    return failed_ || position_ == bytes_.size();
  }
  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::size_t remaining() const {
    return bytes_.size() - position_;
  }

  void fail() { failed_ = true; }

  // The next `size` bytes; empty after a failure.
  BytesView take(std::uint64_t size) {
    std::optional<BytesView> taken = slice(bytes_, position_, size);
    if (failed_ || !taken) {
      failed_ = true;
      return {};
    }
    position_ += taken->size();
    return *taken;
  }

  template <typename T> T integer() {
    return read_int<T>(take(sizeof(T)), 0, order_).value_or(T{0});
  }
  std::uint8_t u8() { return integer<std::uint8_t>(); }
  std::uint16_t u16() { return integer<std::uint16_t>(); }
  std::uint32_t u32() { return integer<std::uint32_t>(); }
  std::uint64_t u64() { return integer<std::uint64_t>(); }

  // An unsigned integer of 1, 2, 4 or 8 bytes; any other size fails.
  std::uint64_t unsigned_of(std::uint64_t size_bytes) {
    switch (size_bytes) {
    case 1:
      return u8();
    case 2:
      return u16();
    case 4:
      return u32();
    case 8:
      return u64();
    default:
      fail();
      return 0;
    }
  }

  // LEB128 (DWARF 5 section 7.6); bits beyond the 64th fail.
  std::uint64_t uleb() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !failed_; shift += 7) {
      const std::uint8_t byte = u8();
      const std::uint64_t bits = byte & 0x7fU;
      if (shift > 63 ? bits != 0 : (bits << shift) >> shift != bits)
        fail();
      else if (shift <= 63)
        value |= bits << shift;
      if ((byte & 0x80) == 0)
        break;
    }
    return value;
  }

  std::int64_t sleb() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; !failed_; shift += 7) {
      const std::uint8_t byte = u8();
      if (shift > 63)
        fail();
      else
        value |= std::uint64_t{byte & 0x7fU} << shift;
      if ((byte & 0x80) != 0)
        continue;
      if ((byte & 0x40) != 0 && shift + 7 < 64)
        value |= ~std::uint64_t{0} << (shift + 7);
      break;
    }
    return static_cast<std::int64_t>(value);
  }

  // Text up to a NUL, which is skipped; without a NUL it fails.
  std::string_view text() {
    const std::string_view rest = as_text(bytes_.subspan(position_));
    const std::size_t end = rest.find('\0');
    if (failed_ || end == std::string_view::npos) {
      failed_ = true;
      return {};
    }
    position_ += end + 1;
    return rest.substr(0, end);
  }

private:
  BytesView bytes_;
  std::size_t position_ = 0;
  std::endian order_;
  bool failed_ = false;
};

// The NUL-terminated text at `offset`; nothing if the offset or the NUL is
// not inside.
inline std::optional<std::string_view> text_at(BytesView bytes,
                                               std::uint64_t offset) {
  if (offset >= bytes.size())
    return std::nullopt;
  Cursor cursor(bytes.subspan(static_cast<std::size_t>(offset)));
  const std::string_view text = cursor.text();
  if (cursor.failed())
    return std::nullopt;
  return text;
}

} // namespace hotpatch

#endif
