// Any bytes as an object: its types are read, or an Error says why not.
#include "formats/debug/type_layout.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const auto types = hotpatch::read_types(std::as_bytes(std::span(data, size)));
  if (!types)
    return 0;
  // What the contract promises of every answer.
  if (!std::ranges::is_sorted(types->types) ||
      !std::ranges::is_sorted(types->signatures) ||
      !hotpatch::changed_layouts({*types}, {*types}).empty())
    std::abort();
  return 0;
}
