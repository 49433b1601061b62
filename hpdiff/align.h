// The longest common subsequence of two token sequences, or nearly.
#ifndef HOTPATCH_HPDIFF_ALIGN_H
#define HOTPATCH_HPDIFF_ALIGN_H

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace hotpatch {

// Pairs (i, j) with pre[i] == post[j], both ascending.  As many as possible
// while the sequences are alike; where they differ a lot the search is cut off,
// so that the work stays near linear, and the result may miss some pairs.  A
// function of the input alone.
std::vector<std::pair<std::uint32_t, std::uint32_t>>
align(std::span<const std::uint64_t> pre, std::span<const std::uint64_t> post);

} // namespace hotpatch

#endif
