#include "hpapply/near_space.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint64_t margin = 0x10000;
constexpr std::uint64_t granularity = 0x10000; // of Windows' mappings
constexpr std::uint64_t reach = std::uint64_t{1} << 31;
constexpr Address lowest = 0x10000;           // below it nobody may map
constexpr Address highest = 0x7fff'ffff'0000; // of user space: 47 bits

std::uint64_t distance(MemoryRange a, MemoryRange b) {
  return a.begin < b.begin ? b.begin - a.begin : a.begin - b.begin;
}

} // namespace

std::optional<MemoryRange>
find_near_space(std::span<const MemoryRegion> regions, MemoryRange base,
                std::uint64_t size) {
  std::optional<MemoryRange> best;
  const auto offer = [&](Address begin) {
    const MemoryRange place = {begin, begin + size};
    if (std::max(place.end, base.end) - std::min(place.begin, base.begin) <
            reach &&
        (!best || distance(place, base) < distance(*best, base)))
      best = place;
  };
  Address end = lowest; // of what lies below the gap
  const auto look_into_gap = [&](Address next) {
    if (next < end || next - end < size + 2 * margin + granularity)
      return;
    // The end that is nearer to the base; the gap never holds it.
    const Address begin = end <= base.begin ? next - margin - size
                                            : end + margin + granularity - 1;
    offer(begin & ~(granularity - 1));
  };
  for (const MemoryRegion &region : regions) {
    if (region.range.begin >= highest)
      break;
    look_into_gap(region.range.begin);
    end = std::max(end, region.range.end);
  }
  look_into_gap(highest);
  return best;
}

} // namespace hotpatch
