// See row_builder.h.  A few kilobytes of hostile debug information can describe
// a function name of 60 KB, inlined 200 levels deep, on thousands of rows; so
// the size of all rows is counted while they are made, merged ones too: they
// cost the time.
#include "formats/debug/row_builder.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t most_bytes = 256U << 20;

std::size_t size_of(const LineRow &row) {
  std::size_t size = sizeof(LineRow);
  for (const SourceFrame &frame : row.frames)
    size += sizeof(SourceFrame) + frame.function.size() + frame.file.size();
  return size;
}

bool has_line(const LineRow &row) {
  return std::ranges::any_of(
      row.frames, [](const SourceFrame &frame) { return frame.line != 0; });
}

} // namespace

Expected<std::vector<LineRow>>
RowBuilder::build(const AddressRange &range, std::vector<std::uint64_t> cuts,
                  const FramesAt &frames_at) {
  if (range.begin >= range.end)
    return std::vector<LineRow>{};
  cuts.push_back(range.begin);
  std::ranges::sort(cuts);
  const auto repeated = std::ranges::unique(cuts);
  cuts.erase(repeated.begin(), repeated.end());

  std::vector<LineRow> rows;
  for (const std::uint64_t cut : cuts) {
    LineRow row{.begin = cut - range.base, .frames = frames_at(cut)};
    used_bytes_ += size_of(row);
    if (used_bytes_ > most_bytes)
      return fail(ErrorCode::unsupported,
                  "line information takes more than 256 MiB");
    if (rows.empty() || rows.back().frames != row.frames)
      rows.push_back(std::move(row));
  }
  if (std::ranges::none_of(rows, has_line))
    rows.clear();
  return rows;
}

} // namespace hotpatch
