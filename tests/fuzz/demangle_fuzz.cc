// Any bytes as a symbol's name: the result is bounded, and quickly there.
#include "formats/core/bytes.h"
#include "formats/demangle/demangle.h"

#include <cstdint>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const std::string_view name =
      hotpatch::as_text(std::as_bytes(std::span(data, size)));
  if (hotpatch::demangle(name).size() > hotpatch::max_demangled_bytes)
    std::abort();
  return 0;
}
