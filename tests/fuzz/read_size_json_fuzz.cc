// Any text as a report to compare with: what was read is written and read
// again the same, or an Error says why not.
#include "hppack/report_json.h"

#include "formats/core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const auto report = hotpatch::read_size_json(
      hotpatch::as_text(std::as_bytes(std::span(data, size))));
  if (!report)
    return 0;
  const auto again =
      hotpatch::read_size_json(hotpatch::render_size_json(*report));
  if (!again || again->images.size() != report->images.size())
    std::abort();
  return 0;
}
