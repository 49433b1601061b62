// What the manual page says that is in no table.
#ifndef HOTPATCH_HPPACK_MANUAL_H
#define HOTPATCH_HPPACK_MANUAL_H

#include "cli/man_page.h"

namespace hotpatch {

// Of hppack(1): faults, exit status, environment, examples.
ManualClosing pack_manual_closing();

} // namespace hotpatch

#endif
