#include "hpapply/linux_pages.h"

#include <algorithm>
#include <array>
#include <span>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hotpatch {
namespace {

constexpr std::uint64_t page = 0x1000;

// Adds a part, whose neighbour may be there already, as far as it is in
// `range`.
void add_part(std::vector<MemoryRange> &parts, MemoryRange range,
              MemoryRange part) {
  part = {std::max(part.begin, range.begin), std::min(part.end, range.end)};
  if (!parts.empty() && parts.back().end == part.begin)
    parts.back().end = part.end;
  else
    parts.push_back(part);
}

} // namespace

std::optional<std::vector<MemoryRange>> scan_page_map(int file,
                                                      MemoryRange range) {
  struct Region {
    std::uint64_t begin, end, categories;
  };
  struct Scan {
    std::uint64_t size, flags, begin, end, walk_end, regions, region_count,
        max_pages, inverted, all_of, any_of, returned;
  };
  constexpr std::uint64_t present_or_swapped = 0x08 | 0x10;
  std::array<Region, 512> found;
  std::vector<MemoryRange> parts;
  const Address end = (range.end + page - 1) & ~(page - 1);
  for (Address at = range.begin & ~(page - 1); at < end;) {
    Scan scan = {.size = sizeof scan,
                 .flags = 0,
                 .begin = at,
                 .end = end,
                 .walk_end = 0,
                 .regions = reinterpret_cast<std::uint64_t>(found.data()),
                 .region_count = found.size(),
                 .max_pages = 0,
                 .inverted = 0,
                 .all_of = 0,
                 .any_of = present_or_swapped,
                 .returned = present_or_swapped};
    const int count = ::ioctl(file, _IOWR('f', 16, Scan), &scan);
    if (count < 0 || scan.walk_end <= at)
      return std::nullopt;
    for (const Region &region :
         std::span(found).first(static_cast<std::size_t>(count)))
      add_part(parts, range, {region.begin, region.end});
    at = scan.walk_end;
  }
  return parts;
}

std::vector<MemoryRange> read_page_map(int file, MemoryRange range) {
  // Bit 63: it is in memory; bit 62: it was swapped out.
  constexpr std::uint64_t there = std::uint64_t{3} << 62;
  constexpr std::uint64_t chunk = 1 << 16; // pages
  std::vector<MemoryRange> parts;
  std::vector<std::uint64_t> words;
  const std::uint64_t end = (range.end + page - 1) / page;
  for (std::uint64_t first = range.begin / page; first < end; first += chunk) {
    words.resize(std::min(chunk, end - first));
    const auto bytes = static_cast<ssize_t>(words.size() * sizeof words[0]);
    if (::pread(file, words.data(), static_cast<std::size_t>(bytes),
                static_cast<off_t>(first * sizeof words[0])) != bytes)
      std::ranges::fill(words, there);
    for (std::size_t i = 0; i < words.size(); ++i)
      if ((words[i] & there) != 0)
        add_part(parts, range, {(first + i) * page, (first + i + 1) * page});
  }
  return parts;
}

} // namespace hotpatch
