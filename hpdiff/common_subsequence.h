// The longest common subsequence of two sequences of small numbers, or nearly.
#ifndef HOTPATCH_HPDIFF_COMMON_SUBSEQUENCE_H
#define HOTPATCH_HPDIFF_COMMON_SUBSEQUENCE_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace hotpatch {

inline constexpr std::uint32_t no_partner = ~std::uint32_t{0};

// Keeps its memory from one search to the next, and nothing else.
class CommonSubsequence {
public:
  CommonSubsequence();
  CommonSubsequence(CommonSubsequence &&) noexcept;
  CommonSubsequence &operator=(CommonSubsequence &&) noexcept;
  ~CommonSubsequence();

  // The place in post of each item of pre, ascending, or no_partner.  All items
  // are below `end`.  Valid until the next call.
  std::span<const std::uint32_t> find(std::span<const std::uint32_t> pre,
                                      std::span<const std::uint32_t> post,
                                      std::uint32_t end);

private:
  class Search;
  std::unique_ptr<Search> search_;
};

} // namespace hotpatch

#endif
