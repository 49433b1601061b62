// What the manual page says that is in no table.
#ifndef HOTPATCH_HPCOMPILE_MANUAL_H
#define HOTPATCH_HPCOMPILE_MANUAL_H

#include "cli/man_page.h"

namespace hotpatch {

// Of hpcompile(1): refusals, exit status, examples.
ManualClosing compile_manual_closing();

} // namespace hotpatch

#endif
