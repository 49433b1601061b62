// What the manual page says that is in no table.
#ifndef HOTPATCH_HPDIFF_MANUAL_H
#define HOTPATCH_HPDIFF_MANUAL_H

#include <string_view>

namespace hotpatch {

// The end of hpdiff(1), in the man macros of roff; valid for the program's
// life.
std::string_view diff_manual_closing();

} // namespace hotpatch

#endif
