// Whether the unwind and exception information of two functions agrees.
#ifndef HOTPATCH_HPDIFF_UNWIND_DIFF_H
#define HOTPATCH_HPDIFF_UNWIND_DIFF_H

#include "formats/object/unwind.h"
#include "hpdiff/compare.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// Unwind entries by function.
class UnwindIndex {
public:
  // `side` must outlive this value.
  explicit UnwindIndex(const Side &side);

  struct Entry {
    std::uint64_t offset = 0, end = 0; // in the function; end 0: not known
    UnwindEntry unwind;
  };
  [[nodiscard]] const Side &side() const { return *side_; }
  [[nodiscard]] const std::vector<Entry> &of(std::uint32_t function) const {
    return entries_[function];
  }

private:
  const Side *side_;
  std::vector<std::vector<Entry>> entries_; // by function, in order of offset
};

// For the functions that `difference` is about.  Where instructions have other
// lengths, equal bytes of unwind information mean other places: what it says is
// then compared place by place, and differs where that cannot be done.
bool same_unwind(const UnwindIndex &pre, const UnwindIndex &post,
                 Equality &equality, const Difference &difference);

} // namespace hotpatch

#endif
