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
  explicit UnwindIndex(const Side &side);

  struct Entry {
    std::uint64_t offset = 0, end = 0; // in the function; end 0: not known
    std::vector<Extent> parts;
  };
  [[nodiscard]] const std::vector<Entry> &of(std::uint32_t function) const {
    return entries_[function];
  }

private:
  std::vector<std::vector<Entry>> entries_; // by function, in order of offset
};

// For the functions that `difference` is about.  Where instructions have moved,
// equal bytes of unwind information mean other places; then only the absence of
// any place in them is proof.
bool same_unwind(const UnwindIndex &pre, const UnwindIndex &post,
                 Equality &equality, const Difference &difference);

} // namespace hotpatch

#endif
