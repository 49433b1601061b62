// What the manual page says that is in no table.
#ifndef HOTPATCH_HPDIFF_MANUAL_H
#define HOTPATCH_HPDIFF_MANUAL_H

#include "cli/man_page.h"

namespace hotpatch {

// Of hpdiff(1): classes, exit status, examples.
ManualClosing diff_manual_closing();

} // namespace hotpatch

#endif
