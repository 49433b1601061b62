// What is known to be taken in the base image: by functions, by data among
// them, by entries of which nothing else is known.
#ifndef HOTPATCH_HPCOMPILE_KNOWN_CODE_H
#define HOTPATCH_HPCOMPILE_KNOWN_CODE_H

#include "hpcompile/redirect.h"

#include <optional>
#include <vector>

namespace hotpatch {

// Built once in n log n; each question is a binary search.
class KnownCode {
public:
  // `occupied`, the targets, and what the image itself tells: thunks, exports,
  // entry point, initialisers.  Empty ranges count as one byte.
  KnownCode(const Image &base, const std::vector<OccupiedRange> &occupied,
            const std::vector<RedirectTarget> &targets);

  // Where the last range that begins before `at` ends; 0 if there is none.
  [[nodiscard]] Rva end_before(Rva at) const;
  // The range with the greatest begin before `at`.
  [[nodiscard]] std::optional<OccupiedRange> nearest_before(Rva at) const;
  // The least begin that is at least `at`.
  [[nodiscard]] std::optional<Rva> begin_from(Rva at) const;
  // Whether a range and [begin, end) have a byte in common.
  [[nodiscard]] bool is_taken(Rva begin, Rva end) const;

private:
  [[nodiscard]] std::size_t count_before(Rva at) const;

  std::vector<OccupiedRange> ranges_; // sorted
  std::vector<Rva> furthest_end_;     // of ranges_[0, i]
};

} // namespace hotpatch

#endif
