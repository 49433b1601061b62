// Whatever is read as a manifest is written as the same bytes, and keeps the
// rules.
#include "formats/package/manifest.h"

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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView bytes = std::as_bytes(std::span(data, size));
  const Expected<Manifest> manifest = decode_manifest(bytes);
  if (!manifest)
    return 0;
  require(check_manifest(*manifest).has_value());
  const Expected<std::vector<std::byte>> again = encode_manifest(*manifest);
  require(again && std::ranges::equal(*again, bytes));
  require(section_bytes(*manifest) >= manifest->images.size());
  return 0;
}
