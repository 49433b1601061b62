// What the manual page says that is in no table.
#ifndef HOTPATCH_HPAPPLY_MANUAL_H
#define HOTPATCH_HPAPPLY_MANUAL_H

#include "cli/man_page.h"

namespace hotpatch {

// Of hpapply(1): exit status, refusals, examples.
ManualClosing apply_manual_closing();

} // namespace hotpatch

#endif
