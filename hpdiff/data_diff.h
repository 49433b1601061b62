// Compares one named datum of each side.
#ifndef HOTPATCH_HPDIFF_DATA_DIFF_H
#define HOTPATCH_HPDIFF_DATA_DIFF_H

#include "hpdiff/equality.h"
#include "hpdiff/report.h"

namespace hotpatch {

// pre and post are data that the equality's correspondence has matched.
// `labels` (may be null) tell of places in a function that they lead into.
DataDiff compare_data(const Side &pre_side, const Side &post_side,
                      Equality &equality, std::uint32_t pre, std::uint32_t post,
                      MatchBy by, const Labels *labels);

// Common symbols (uninitialised C globals that the linker places) whose size
// differs, or that only one side has.
std::vector<DataDiff> compare_commons(const Side &pre_side,
                                      const Side &post_side);

// The entry for a datum on one side only.
DataDiff lone_datum(const Side &side, std::uint32_t datum, DataClass cls);

} // namespace hotpatch

#endif
