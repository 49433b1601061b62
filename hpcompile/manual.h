// What the manual page says that is in no table.
#ifndef HOTPATCH_HPCOMPILE_MANUAL_H
#define HOTPATCH_HPCOMPILE_MANUAL_H

#include <string>

namespace hotpatch {

// The end of hpcompile(1), in the man macros of roff: refusals, exit status,
// examples.
std::string compile_manual_closing();

} // namespace hotpatch

#endif
