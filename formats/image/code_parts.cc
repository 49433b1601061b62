// Code as linked, or not.  See code_parts.h.
//
// A packer leaves code empty in the file, or writable, and fills it when the
// program starts; protectors and incremental linking (.textbss) look the same.
// What then runs cannot be compared with the file, so such images are refused.
// A few zero bytes at a part's end are alignment.  That what is missing is at
// most as long as what is there also bounds the digest's work by the file's
// size.
#include "formats/image/code_parts.h"

#include "formats/core/byte_writer.h"
#include "formats/core/sha256.h"
#include "formats/core/text.h"
#include "formats/image/unread.h"

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::uint32_t page = 0x1000;
constexpr std::array<std::byte, page> zeros = {};

std::array<std::byte, 8> digest_header(const CodePart &part) {
  std::array<std::byte, 8> header;
  put_at(header, 0, part.rva);
  put_at(header, 4, part.size);
  return header;
}

} // namespace

bool is_without_code(std::span<const CodePart> parts) {
  return !parts.empty() && std::ranges::all_of(parts, [](const CodePart &part) {
    return part.bytes.empty();
  });
}

Expected<void> check_not_packed(std::span<const CodePart> parts) {
  for (const CodePart &part : parts) {
    if (part.is_writable)
      return std::unexpected(
          refuse_packed("is writable").error().at(part.place));
    std::uint64_t in_file = part.bytes.size();
    if (in_file == 0 ||
        part.size - in_file > std::max<std::uint64_t>(in_file, page))
      return std::unexpected(refuse_packed("has " + hex(in_file) +
                                           " bytes in the file and " +
                                           hex(part.size) + " in memory")
                                 .error()
                                 .at(part.place));
  }
  return {};
}

Sha256 digest_code(std::span<const CodePart> parts) {
  std::deque<std::array<std::byte, 8>> headers; // whose elements stay in place
  std::vector<BytesView> pieces;
  for (const CodePart &part : parts) {
    pieces.emplace_back(headers.emplace_back(digest_header(part)));
    pieces.push_back(part.bytes);
    for (std::size_t left = part.size - part.bytes.size(); left > 0;) {
      std::size_t count = std::min(left, zeros.size());
      pieces.push_back(BytesView(zeros).first(count));
      left -= count;
    }
  }
  return sha256(pieces);
}

} // namespace hotpatch
