// What is split can be put together again, and a block of signatures that is
// read is written as the same bytes; also where the input is a block alone.
#include "formats/package/frame.h"
#include "formats/package/signature_block.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace hotpatch;

void require(bool holds) {
  if (!holds)
    std::abort();
}

void check_block(BytesView block) {
  const auto signatures = decode_signature_block(block);
  if (!signatures)
    return;
  require(std::ranges::is_sorted(*signatures));
  const Expected<std::vector<std::byte>> again =
      encode_signature_block(*signatures);
  // The writer keeps a limit that the frame keeps for the reader.
  require(block.size() > max_signature_block ||
          (again && std::ranges::equal(*again, block)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView bytes = std::as_bytes(std::span(data, size));
  check_block(bytes);
  const PackageResult<PackageFrame> frame = split_package(bytes);
  if (!frame)
    return 0;
  check_block(frame->signatures);
  require(std::ranges::equal(
      encode_signed_part(frame->manifest, frame->sections.size()),
      frame->signed_part));
  require(std::ranges::equal(
      assemble_package(frame->signed_part, frame->signatures,
                       std::span(&frame->sections, std::size_t{1})),
      bytes));
  return 0;
}
