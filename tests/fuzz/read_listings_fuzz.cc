// Any text as hpdiff's JSON: listings that have rows, or an Error.
#include "hppack/listings.h"

#include "formats/core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const auto listings = hotpatch::read_listings(
      hotpatch::as_text(std::as_bytes(std::span(data, size))));
  if (!listings)
    return 0;
  for (const hotpatch::FunctionListing &listing : *listings)
    if (listing.rows.empty())
      std::abort();
  return 0;
}
