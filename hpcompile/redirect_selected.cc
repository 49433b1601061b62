// See redirect_selected.h.  What the image's bytes are taken by is known from
// three sides: the placed functions, the unwind tables and the symbols.
#include "hpcompile/redirect_selected.h"

#include "formats/core/sha256.h"
#include "hpcompile/thread_starts.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::vector<OccupiedRange> occupied_ranges(const BaseView &base) {
  std::vector<OccupiedRange> ranges;
  for (std::uint32_t o = 0; o < base.pre().objects.size(); ++o)
    for (const Function &function :
         base.pre().objects[o].side.contents().functions)
      for (const Extent &extent : function.extents)
        if (std::optional<Rva> rva =
                base.placements().rva_of(o, extent.section, extent.begin))
          ranges.push_back({*rva, *rva + static_cast<Rva>(extent.size())});
  for (const UnwindRange &range : base.image().unwind)
    ranges.push_back({range.begin, range.end});
  for (const NamedPlace &place : base.names().symbols().places)
    if (place.kind == PlaceKind::function)
      ranges.push_back({place.rva, place.rva + place.size});
  std::ranges::sort(ranges);
  return ranges;
}

// A function of the base and the selected one that replaces it.
struct Wanted {
  RedirectTarget target;
  std::size_t function = 0;
};

std::vector<Wanted> wanted_by(const Selection &selection) {
  std::vector<Wanted> wanted;
  for (std::size_t f = 0; f < selection.functions.size(); ++f) {
    const SelectedFunction &function = selection.functions[f];
    if (function.base_extents.empty())
      continue;
    const PayloadFunction::Piece &entry = function.base_extents.front();
    wanted.push_back({{.entry = entry.base_rva,
                       .size = entry.base_size,
                       .referenced = function.base_references},
                      f});
  }
  std::ranges::sort(wanted, {}, [](const Wanted &w) { return w.target.entry; });
  return wanted;
}

} // namespace

Redirected redirect_selected(const Selection &selection, const BaseView &base) {
  const std::vector<Wanted> wanted = wanted_by(selection);
  const std::vector<OccupiedRange> occupied = occupied_ranges(base);
  std::vector<RedirectTarget> targets;
  for (const Wanted &w : wanted)
    targets.push_back(w.target);
  std::vector<RedirectChoice> choices =
      choose_redirects(base.image(), occupied, targets);
  const std::vector<Rva> thread_starts =
      find_thread_starts(base.image(), occupied);
  Redirected result;
  result.redirects.resize(selection.functions.size());
  result.reasons.resize(selection.functions.size());
  result.residencies.resize(selection.functions.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::size_t f = wanted[i].function;
    const SelectedFunction &function = selection.functions[f];
    if (!choices[i].redirect)
      result.refusals.push_back({RefusalReason::unredirectable, function.name,
                                 function.object, choices[i].reason});
    else if (choices[i].loops_to_entry)
      result.notes.push_back(function.name +
                             " loops to its own entry: apply with the rule "
                             "`whole` (--consistency whole)");
    result.redirects[f] = std::move(choices[i].redirect);
    result.reasons[f] = std::move(choices[i].reason);
    result.residencies[f] = residency_of(base.image(), wanted[i].target,
                                         function.name, thread_starts);
  }
  return result;
}

Sha256 digest_of_base(const Image &image, Rva rva, std::uint32_t size) {
  std::optional<BytesView> bytes = image.bytes_at(rva, size);
  if (!bytes)
    return {};
  std::vector<std::byte> copy(bytes->begin(), bytes->end());
  auto site = std::ranges::lower_bound(
      image.relocation_sites, rva < 8 ? 0 : rva - 7, {}, &RelocationSite::rva);
  for (; site != image.relocation_sites.end() && site->rva < rva + size; ++site)
    for (std::uint32_t i = 0; i < site->width; ++i)
      if (site->rva + i >= rva && site->rva + i < rva + size)
        copy[site->rva + i - rva] = std::byte{0};
  return sha256(BytesView(copy));
}

} // namespace hotpatch
