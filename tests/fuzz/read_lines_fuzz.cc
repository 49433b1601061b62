// Any bytes as an object: its lines are read, or an Error says why not.
#include "formats/debug/line_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace {

constexpr std::uint32_t sections = 16;
constexpr std::uint64_t size_bytes = 64 << 10;

// What the contract promises of every answer.
void check(std::span<const hotpatch::LineRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].frames.empty() || rows[i].begin >= size_bytes ||
        (i > 0 && rows[i].begin <= rows[i - 1].begin))
      std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  std::array<hotpatch::CodeRange, sections> ranges;
  for (std::uint32_t i = 0; i < sections; ++i)
    ranges[i] = {.section = i, .begin = 0, .end = size_bytes};
  const auto rows =
      hotpatch::read_lines(std::as_bytes(std::span(data, size)), ranges);
  if (!rows)
    return 0;
  if (rows->size() != ranges.size())
    std::abort();
  for (const std::vector<hotpatch::LineRow> &of_range : *rows)
    check(of_range);
  return 0;
}
