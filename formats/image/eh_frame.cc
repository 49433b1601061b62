// See eh_frame.h.
//
// The section is walked from its first byte to its last.  The sorted table of
// .eh_frame_hdr would be shorter work, but it holds only where functions begin,
// linkers leave it out when they cannot sort it, and a record that it lacks
// would go unnoticed.
//
// A FDE names its CIE by the distance back to it, so a CIE has been read when
// it is needed, and each is read once however many FDEs have it.  Linkers put
// the terminator of crtend.o last, but do not have to: where the section's size
// is known, what follows a terminator is read as well.
#include "formats/image/eh_frame.h"

#include "formats/core/text.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace hotpatch {
namespace {

// Encodings of pointers: a format, and what the value counts from.
constexpr std::uint8_t format_mask = 0x0f, omitted = 0xff;
constexpr std::uint8_t absolute_format = 0x00, signed_bit = 0x08;
constexpr std::uint8_t from_zero = 0x00, from_here = 0x10, from_header = 0x30;

// Bytes that a value of this encoding takes; 0: of another kind.
unsigned width_of(std::uint8_t encoding) {
  switch (encoding & (format_mask & ~signed_bit)) {
  case 0x00:
    return 8;
  case 0x02:
    return 2;
  case 0x03:
    return 4;
  case 0x04:
    return 8;
  default:
    return 0;
  }
}

struct Cie {
  std::uint64_t offset = 0;
  std::uint8_t encoding = absolute_format; // of the FDEs' addresses
};

class Reader {
public:
  explicit Reader(const EhFrameInput &input)
      : input_(input), bytes_(input.bytes) {}

  Expected<std::vector<UnwindRange>> read();
  // The RVA of the place that the value at `at` leads to, modulo 2^64.
  [[nodiscard]] std::optional<std::uint64_t>
  place_at(BytesView bytes, Rva bytes_rva, std::uint64_t at,
           std::uint8_t encoding) const;

private:
  Expected<Cie> read_cie(BytesView record, std::uint64_t offset) const;
  Expected<void> read_fde(BytesView record, std::uint64_t offset,
                          std::uint64_t id_offset, std::uint64_t distance);

  const EhFrameInput &input_;
  BytesView bytes_;
  std::vector<Cie> cies_; // by offset
  std::vector<UnwindRange> ranges_;
};

std::unexpected<Error> bad_record(std::uint64_t offset,
                                  const std::string &what) {
  return fail(ErrorCode::malformed,
              ".eh_frame: the record at " + hex(offset) + " " + what);
}

// The offset behind a LEB128 number.
std::uint64_t skip_leb(BytesView bytes, std::uint64_t at) {
  while (at < bytes.size() && (std::to_integer<unsigned>(bytes[at]) & 0x80))
    ++at;
  return at + 1;
}

Expected<std::vector<UnwindRange>> Reader::read() {
  for (std::uint64_t at = 0; at < bytes_.size();) {
    std::optional<std::uint32_t> word = read_int<std::uint32_t>(bytes_, at);
    if (word == 0) {
      if (input_.ends_with_zero)
        break;
      at += 4;
      continue;
    }
    bool is_wide = word == 0xffffffff;
    std::uint64_t begin = at + (is_wide ? 12 : 4);
    std::optional<std::uint64_t> length =
        is_wide ? read_int<std::uint64_t>(bytes_, at + 4)
                : std::optional<std::uint64_t>(word);
    std::optional<BytesView> record =
        length ? slice(bytes_, begin, *length) : std::nullopt;
    // Both kinds of length are followed by four bytes of identification.
    std::optional<std::uint32_t> id =
        record ? read_int<std::uint32_t>(*record, 0) : std::nullopt;
    if (!id)
      return bad_record(at, "reaches out of the section (" +
                                hex(bytes_.size()) + ")");
    if (*id == 0)
      cies_.push_back(HP_TRY(read_cie(*record, at)));
    else
      HP_TRY(read_fde(*record, at, begin, *id));
    at = begin + *length;
  }
  return std::move(ranges_);
}

// Version, augmentation ("zPLR" in any order), two alignments, the return
// register, and for each letter its data.
Expected<Cie> Reader::read_cie(BytesView record, std::uint64_t offset) const {
  Cie cie{.offset = offset};
  std::optional<std::uint8_t> version = read_int<std::uint8_t>(record, 4);
  if (version != 1 && version != 3)
    return bad_record(offset, "is a CIE of version " +
                                  std::to_string(version.value_or(0)) +
                                  ", expected 1 or 3");
  std::string_view augmentation = as_text(record.subspan(5));
  std::size_t end = augmentation.find('\0');
  if (end == std::string_view::npos)
    return bad_record(offset, "is a CIE whose augmentation has no end");
  augmentation = augmentation.substr(0, end);
  std::uint64_t at = 5 + end + 1;
  if (!augmentation.starts_with('z'))
    return cie;
  at = skip_leb(record, skip_leb(record, at));
  at = version == 1 ? at + 1 : skip_leb(record, at);
  at = skip_leb(record, at); // size of what follows
  for (char letter : augmentation.substr(1)) {
    if (letter == 'S' || letter == 'B' || letter == 'G')
      continue;
    std::optional<std::uint8_t> encoding = read_int<std::uint8_t>(record, at);
    if (!encoding)
      return bad_record(offset, "is a CIE that is cut short");
    ++at;
    if (letter == 'R')
      cie.encoding = *encoding;
    else if (letter == 'P' && *encoding != omitted)
      at += width_of(*encoding);
    else if (letter != 'L' && letter != 'P')
      break; // what follows an unknown letter cannot be read
  }
  return cie;
}

std::optional<std::uint64_t> Reader::place_at(BytesView bytes, Rva bytes_rva,
                                              std::uint64_t at,
                                              std::uint8_t encoding) const {
  unsigned width = width_of(encoding);
  std::optional<std::int64_t> value = read_signed(bytes, at, width);
  if (!value)
    return std::nullopt;
  std::uint64_t offset = static_cast<std::uint64_t>(*value);
  if (!(encoding & signed_bit) && width < 8)
    offset &= (std::uint64_t{1} << 8 * width) - 1;
  switch (encoding & ~format_mask) {
  case from_zero:
    return offset - input_.base;
  case from_here:
    return bytes_rva + at + offset;
  case from_header:
    return input_.header_rva + offset;
  default:
    return std::nullopt;
  }
}

Expected<void> Reader::read_fde(BytesView record, std::uint64_t offset,
                                std::uint64_t id_offset,
                                std::uint64_t distance) {
  std::uint64_t cie_offset = id_offset - distance;
  auto cie = std::ranges::lower_bound(cies_, cie_offset, {}, &Cie::offset);
  if (distance > id_offset || cie == cies_.end() || cie->offset != cie_offset)
    return bad_record(offset, "is an FDE whose CIE is not before it");
  unsigned width = width_of(cie->encoding);
  std::optional<std::uint64_t> begin =
      place_at(bytes_, input_.rva, id_offset + 4, cie->encoding);
  // The length has the same format, but counts from nothing.
  std::optional<std::int64_t> length = read_signed(record, 4 + width, width);
  if (!begin || !length)
    return bad_record(offset, "is an FDE with encoding " + hex(cie->encoding) +
                                  ", expected two addresses");
  std::uint64_t size = static_cast<std::uint64_t>(*length);
  if (width < 8)
    size &= (std::uint64_t{1} << 8 * width) - 1;
  if (size == 0)
    return {};
  if (*begin >= input_.size_of_image || size > input_.size_of_image - *begin)
    return bad_record(offset, "covers " + hex(size) + " bytes at " +
                                  hex(*begin) + ", outside of the image");
  ranges_.push_back({static_cast<Rva>(*begin), static_cast<Rva>(*begin + size),
                     static_cast<Rva>(input_.rva + offset),
                     static_cast<Rva>(input_.rva + offset)});
  return {};
}

} // namespace

Expected<Rva> find_eh_frame(const EhFrameInput &input, BytesView header) {
  std::optional<std::uint8_t> version = read_int<std::uint8_t>(header, 0);
  std::optional<std::uint8_t> encoding = read_int<std::uint8_t>(header, 1);
  if (version != 1 || !encoding)
    return fail(ErrorCode::malformed, ".eh_frame_hdr: the version is " +
                                          std::to_string(version.value_or(0)) +
                                          ", expected 1");
  if (*encoding == omitted)
    return Rva{0};
  std::optional<std::uint64_t> place =
      Reader(input).place_at(header, input.header_rva, 4, *encoding);
  if (!place || *place >= input.size_of_image)
    return fail(ErrorCode::malformed,
                ".eh_frame_hdr: the place of .eh_frame with encoding " +
                    hex(*encoding) + " is outside of the image");
  return static_cast<Rva>(*place);
}

Expected<std::vector<UnwindRange>> read_eh_frame(const EhFrameInput &input) {
  return Reader(input).read();
}

} // namespace hotpatch
