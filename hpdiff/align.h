// The longest common subsequence of two token sequences, or nearly.
#ifndef HOTPATCH_HPDIFF_ALIGN_H
#define HOTPATCH_HPDIFF_ALIGN_H

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace hotpatch {

// Indices into pre and post, both ascending.
using StepPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Pairs (i, j) with pre[i] == post[j].  As many as possible while the sequences
// are alike; where they differ a lot the search is cut off, so that the work
// stays near linear, and the result may miss some pairs.  A function of the
// input alone.
StepPairs align(std::span<const std::uint64_t> pre,
                std::span<const std::uint64_t> post);

// The same for who aligns much: keeps its memory, which is no part of the
// result.  Not thread safe.
class Aligner {
public:
  Aligner();
  Aligner(Aligner &&) noexcept;
  Aligner &operator=(Aligner &&) noexcept;
  ~Aligner();

  StepPairs align(std::span<const std::uint64_t> pre,
                  std::span<const std::uint64_t> post);

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace hotpatch

#endif
