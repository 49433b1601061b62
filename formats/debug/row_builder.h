// Cuts a range into rows wherever its source frames may change.
#ifndef HOTPATCH_FORMATS_DEBUG_ROW_BUILDER_H
#define HOTPATCH_FORMATS_DEBUG_ROW_BUILDER_H

#include "formats/core/error.h"
#include "formats/debug/line_table.h"
#include "formats/debug/linked_debug.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace hotpatch {

class RowBuilder {
public:
  // The frames in force at an address; one empty frame where none is.
  using FramesAt = std::function<std::vector<SourceFrame>(std::uint64_t)>;

  // The rows of `range`; `cuts` are addresses inside it, in any order.
  // Neighbours with equal frames become one row; a range without a single line
  // has no rows. unsupported: the rows of all calls need more memory than an
  // honest object can ask for.
  Expected<std::vector<LineRow>> build(const AddressRange &range,
                                       std::vector<std::uint64_t> cuts,
                                       const FramesAt &frames_at);

private:
  std::size_t used_bytes_ = 0;
};

} // namespace hotpatch

#endif
