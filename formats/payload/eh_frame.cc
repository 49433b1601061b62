// Reading just enough of .eh_frame to know the code that an FDE is for.
//
// .eh_frame_hdr lists where code begins and where its FDE is, but not where the
// code ends; that is in the FDE, so a payload stores it once and reads it from
// there.  An FDE's pointers are encoded as its CIE's augmentation says
// ('R'); compilers for x86-64 always make them 32-bit and relative to their
// place (0x1b), whatever the code model but the large one, so nothing else is
// read.
//
//     FDE  length  distance to CIE  begin  size  ...     4 bytes each
//     CIE  length  0  version  "zPLR"  code and data alignment (LEB128)
//          return register  augmentation data ...
//
// Many FDEs share a CIE and each reads it again.  What is read of one is
// bounded (augmentation_limit, ten bytes a number), so that a hostile CIE
// cannot make that quadratic.
#include "formats/payload/eh_frame.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"

#include <optional>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::uint8_t pcrel_sdata4 = 0x1b;   // DW_EH_PE_pcrel | sdata4
constexpr std::uint8_t datarel_sdata4 = 0x3b; // DW_EH_PE_datarel | sdata4
constexpr std::uint8_t udata4 = 0x03;         // DW_EH_PE_udata4
constexpr std::size_t augmentation_limit = 16;
constexpr std::size_t table_offset = 12; // of .eh_frame_hdr

std::optional<std::size_t> encoded_size(std::uint8_t encoding) {
  switch (encoding & 0x0f) {
  case 0x00: // absptr
  case 0x04: // udata8
  case 0x0c: // sdata8
    return 8;
  case 0x02:
  case 0x0a:
    return 2;
  case 0x03:
  case 0x0b:
    return 4;
  default:
    return std::nullopt;
  }
}

// Past a LEB128 number.
std::optional<std::size_t> skip_leb128(BytesView bytes, std::size_t at) {
  for (std::size_t i = 0; i < 10; ++i) {
    const std::optional<std::uint8_t> byte =
        read_int<std::uint8_t>(bytes, at + i);
    if (!byte)
      return std::nullopt;
    if ((*byte & 0x80) == 0)
      return at + i + 1;
  }
  return std::nullopt;
}

// How the CIE at `at` wants its FDEs' pointers; nothing if it cannot be read.
std::optional<std::uint8_t> pointer_encoding(BytesView bytes, std::size_t at) {
  const std::optional<std::uint8_t> version =
      read_int<std::uint8_t>(bytes, at + 8);
  if (read_int<std::uint32_t>(bytes, at + 4) != 0U || version != 1)
    return std::nullopt;
  const std::size_t begin = at + 9;
  const std::string_view text =
      as_text(bytes.subspan(begin)).substr(0, augmentation_limit);
  const std::size_t end = text.find('\0');
  if (end == std::string_view::npos || !text.starts_with('z'))
    return std::nullopt;
  std::optional<std::size_t> next = skip_leb128(bytes, begin + end + 1);
  if (next)
    next = skip_leb128(bytes, *next);
  if (next)
    next = skip_leb128(bytes, *next + 1); // return register, then a size
  if (!next)
    return std::nullopt;
  for (const char letter : text.substr(1, end - 1)) {
    const std::optional<std::uint8_t> byte =
        read_int<std::uint8_t>(bytes, *next);
    if (letter == 'R')
      return byte;
    if (letter == 'S' || letter == 'B')
      continue;
    const std::optional<std::size_t> pointer =
        byte ? encoded_size(*byte) : std::nullopt;
    if (letter == 'P' && pointer)
      next = *next + 1 + *pointer;
    else if (letter == 'L')
      next = *next + 1;
    else
      return std::nullopt;
  }
  return std::nullopt;
}

} // namespace

Expected<PayloadUnwind> read_fde(BytesView eh_frame, Rva section, Rva fde) {
  const std::uint64_t at = std::uint64_t{fde} - section;
  const std::optional<BytesView> head =
      fde < section ? std::nullopt : slice(eh_frame, at, 16);
  if (!head)
    return fail(ErrorCode::malformed, "no room for an FDE at " + hex(fde));
  const std::uint64_t length = read_int<std::uint32_t>(*head, 0).value_or(0);
  const std::uint64_t to_cie = read_int<std::uint32_t>(*head, 4).value_or(0);
  if (length < 12 || !slice(eh_frame, at + 4, length) || to_cie == 0 ||
      to_cie > at + 4)
    return fail(ErrorCode::malformed, "no FDE at " + hex(fde));
  const std::optional<std::uint8_t> encoding =
      pointer_encoding(eh_frame, static_cast<std::size_t>(at + 4 - to_cie));
  if (encoding != pcrel_sdata4)
    return fail(ErrorCode::malformed,
                "FDE at " + hex(fde) +
                    " has no CIE that wants 32-bit relative pointers");
  const std::int64_t begin =
      std::int64_t{fde} + 8 + read_signed(*head, 8, 4).value_or(0);
  const std::int64_t end =
      begin + read_int<std::uint32_t>(*head, 12).value_or(0);
  if (begin < 0 || end > std::int64_t{0x7fffffff})
    return fail(ErrorCode::malformed,
                "FDE at " + hex(fde) + " is for code at " + signed_hex(begin));
  return PayloadUnwind{static_cast<Rva>(begin), static_cast<Rva>(end), fde};
}

std::vector<std::byte>
encode_eh_frame_header(const std::vector<PayloadUnwind> &unwind, Rva place,
                       Rva eh_frame) {
  ByteWriter out;
  out.put_as<std::uint8_t>(1); // version
  out.put(pcrel_sdata4);       // of the pointer to .eh_frame
  out.put(udata4);             // of the count
  out.put(datarel_sdata4);     // of the table: relative to this header
  out.put(eh_frame - (place + 4));
  out.put(static_cast<std::uint32_t>(unwind.size()));
  for (const PayloadUnwind &record : unwind) {
    out.put(record.begin - place);
    out.put(record.info - place);
  }
  return std::move(out).take();
}

Expected<std::vector<Rva>> decode_eh_frame_header(BytesView bytes, Rva place) {
  const std::optional<std::uint32_t> count =
      read_int<std::uint32_t>(bytes, table_offset - 4);
  if (!count || bytes.size() - table_offset != std::uint64_t{*count} * 8)
    return fail(ErrorCode::malformed,
                ".eh_frame_hdr of " + std::to_string(bytes.size()) +
                    " bytes, expected 12 and 8 for each of its records");
  std::vector<Rva> result;
  result.reserve(*count);
  for (std::size_t at = table_offset; at < bytes.size(); at += 8)
    result.push_back(read_int<std::uint32_t>(bytes, at + 4).value_or(0) +
                     place);
  return result;
}

} // namespace hotpatch
