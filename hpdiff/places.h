// Which places of two functions with the same steps correspond.
//
// Invariant: `true` means that a description which begins to hold at the one
// place covers the same steps as one that begins at the other, and no
// no-operation of either side in another state.
#ifndef HOTPATCH_HPDIFF_PLACES_H
#define HOTPATCH_HPDIFF_PLACES_H

#include "hpdiff/code_view.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// Views that outlive this value, with equal numbers of steps that correspond
// one by one; the extents are those of the two functions.
class PlaceMap {
public:
  PlaceMap(const CodeView &pre, std::span<const Extent> pre_extents,
           const CodeView &post, std::span<const Extent> post_extents);

  // Whether the offsets in the two functions are the same place.
  [[nodiscard]] bool maps(std::uint64_t pre, std::uint64_t post) const;
  // Whether all instructions that begin in the first `size` bytes are at the
  // same offsets on both sides, and end there.
  [[nodiscard]] bool agrees_up_to(std::uint64_t size) const;

private:
  // A place among the steps: `step` is the first one at or behind it.
  struct Place {
    std::uint32_t step = 0;
    bool is_behind = false;     // where step - 1 ends
    bool is_before = false;     // where `step` begins
    bool falls_through = false; // control comes from step - 1
    bool is_extent = false;     // where an extent begins, or the last one ends
  };
  [[nodiscard]] static Place find(const CodeView &view,
                                  std::span<const std::uint64_t> edges,
                                  std::uint64_t offset);

  const CodeView &pre_, &post_;
  std::vector<std::uint64_t> pre_edges_, post_edges_; // of the extents, joined
};

} // namespace hotpatch

#endif
