// See placement_conflicts.h.  Linkers fold code and constants of equal content,
// but never what is written.  So two such sections in one place mean that one
// of them was led there by code that only looks like its object's: a static
// function that several objects have, of which the image holds one.  Zero data
// have no bytes that would tell.  An object that was given twice is no
// conflict, and neither are the copies of a COMDAT.
#include "hpcompile/placement_conflicts.h"

#include <algorithm>
#include <tuple>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

struct Range {
  Rva begin = 0;
  std::uint64_t end = 0;
  std::uint32_t object = 0, section = 0;
};

bool is_live(SectionKind kind) {
  return kind == SectionKind::writable || kind == SectionKind::bss;
}

std::vector<Range>
live_ranges(const Build &build,
            const std::vector<std::vector<SectionPlacement>> &all) {
  std::vector<Range> ranges;
  for (std::uint32_t o = 0; o < all.size(); ++o) {
    const ObjectFile &file = build.objects[o].side.object();
    for (std::uint32_t s = 0; s < all[o].size(); ++s) {
      const Section &section = file.sections[s];
      if (all[o][s].state == State::placed && is_live(section.kind) &&
          !is_comdat(file, section))
        ranges.push_back({all[o][s].rva, all[o][s].rva + section.size, o, s});
    }
  }
  std::ranges::sort(ranges, {}, [](const Range &range) {
    return std::tuple(range.begin, range.object, range.section);
  });
  return ranges;
}

} // namespace

std::vector<std::vector<SectionPlacement>>
without_conflicts(const Build &build,
                  std::vector<std::vector<SectionPlacement>> all) {
  const std::vector<Range> ranges = live_ranges(build, all);
  auto dispute = [&](const Range &range) {
    SectionPlacement &placement = all[range.object][range.section];
    placement.state = State::ambiguous;
    placement.candidates = {range.begin};
  };
  std::size_t furthest = 0; // of the ranges so far, the one that ends last
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    const Range &before = ranges[furthest];
    if (ranges[i].begin < before.end && ranges[i].object != before.object &&
        !equal_bytes(build.objects[ranges[i].object].bytes,
                     build.objects[before.object].bytes)) {
      dispute(before);
      dispute(ranges[i]);
    }
    if (ranges[i].end > before.end)
      furthest = i;
  }
  return all;
}

} // namespace hotpatch
