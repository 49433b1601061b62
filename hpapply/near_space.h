// Room for a payload within reach of its base.
#ifndef HOTPATCH_HPAPPLY_NEAR_SPACE_H
#define HOTPATCH_HPAPPLY_NEAR_SPACE_H

#include "hpapply/process.h"

#include <cstdint>
#include <optional>
#include <span>

namespace hotpatch {

// `size` bytes of unused address space with at least 64 KiB to its neighbours
// on both sides, so that it merges with none and leaves them room, nearest to
// `base`, and so near that nothing in both is 2 GiB apart.  It begins at a
// multiple of 64 KiB, as Windows maps memory.  Nothing: there is none.  `size`
// is a multiple of the page size, regions are by address.
std::optional<MemoryRange>
find_near_space(std::span<const MemoryRegion> regions, MemoryRange base,
                std::uint64_t size);

} // namespace hotpatch

#endif
