// See places.h.  Between two steps there may be no-operations on either side,
// and a place among them says to which of the steps they belong.  It counts as
// the same on both sides where it is next to the same step; but in front of a
// step only if control cannot run through what lies before it (alignment behind
// a return), since running through it in another state is a difference.
#include "hpdiff/places.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::vector<std::uint64_t> edges_of(std::span<const Extent> extents) {
  std::vector<std::uint64_t> edges = {0};
  for (const Extent &extent : extents)
    edges.push_back(edges.back() + extent.size());
  return edges;
}

bool is_passed(Flow flow) {
  switch (flow) {
  case Flow::next:
  case Flow::branch:
  case Flow::call:
  case Flow::indirect_call:
  case Flow::undecodable:
    return true;
  case Flow::jump:
  case Flow::indirect_jump:
  case Flow::stop:
    return false;
  }
  return true;
}

} // namespace

PlaceMap::PlaceMap(const CodeView &pre, std::span<const Extent> pre_extents,
                   const CodeView &post, std::span<const Extent> post_extents)
    : pre_(pre), post_(post), pre_edges_(edges_of(pre_extents)),
      post_edges_(edges_of(post_extents)) {}

PlaceMap::Place PlaceMap::find(const CodeView &view,
                               std::span<const std::uint64_t> edges,
                               std::uint64_t offset) {
  auto at = [&](const Step &step) -> std::uint64_t {
    return view.instructions[step.instruction].offset;
  };
  auto step = std::ranges::lower_bound(view.steps, offset, {}, at);
  Place place;
  place.step = static_cast<std::uint32_t>(step - view.steps.begin());
  place.is_before = step != view.steps.end() && at(*step) == offset;
  if (step != view.steps.begin()) {
    const Instruction &last = view.at(place.step - 1);
    place.is_behind = last.end() == offset;
    place.falls_through = is_passed(last.flow);
  }
  place.is_extent = std::ranges::binary_search(edges, offset);
  return place;
}

bool PlaceMap::maps(std::uint64_t pre, std::uint64_t post) const {
  Place a = find(pre_, pre_edges_, pre);
  Place b = find(post_, post_edges_, post);
  if (a.step != b.step)
    return false;
  if (a.is_behind && b.is_behind)
    return true;
  if (a.is_extent && b.is_extent)
    return true;
  return a.is_before && b.is_before && a.step > 0 && !a.falls_through &&
         !b.falls_through;
}

bool PlaceMap::agrees_up_to(std::uint64_t size) const {
  for (std::uint32_t n = 0; n < pre_.steps.size(); ++n) {
    const Instruction &a = pre_.at(n), &b = post_.at(n);
    if (a.offset >= size && b.offset >= size)
      return true;
    if (a.offset != b.offset || a.length != b.length)
      return false;
  }
  return true;
}

} // namespace hotpatch
