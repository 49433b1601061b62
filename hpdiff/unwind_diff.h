// Whether the unwind and exception information of two functions agrees.
#ifndef HOTPATCH_HPDIFF_UNWIND_DIFF_H
#define HOTPATCH_HPDIFF_UNWIND_DIFF_H

#include "formats/object/unwind.h"
#include "hpdiff/equality.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// Unwind entries by function.
class UnwindIndex {
public:
  explicit UnwindIndex(const Side &side);

  struct Entry {
    std::uint64_t offset = 0; // in the function
    std::vector<Extent> parts;
  };
  [[nodiscard]] const std::vector<Entry> &of(std::uint32_t function) const {
    return entries_[function];
  }

private:
  std::vector<std::vector<Entry>> entries_; // by function, in order of offset
};

// `labels` tells which places of the two functions correspond.
bool same_unwind(const UnwindIndex &pre, const UnwindIndex &post,
                 Equality &equality, const Labels &labels);

} // namespace hotpatch

#endif
