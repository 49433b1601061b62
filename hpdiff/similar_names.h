// Names that a mistyped one may have meant.
#ifndef HOTPATCH_HPDIFF_SIMILAR_NAMES_H
#define HOTPATCH_HPDIFF_SIMILAR_NAMES_H

#include "hpdiff/report.h"

#include <string>
#include <string_view>

namespace hotpatch {

// "did you mean foo, food, fool": the up to three names of functions in the
// report that are most like `wanted` (which may be OBJECT:NAME): one contains
// the other, or a third of it at most must be edited.  Empty if there is none.
std::string suggest_names(const DiffReport &report, std::string_view wanted);

} // namespace hotpatch

#endif
