// What a run means for the one who called the program.
#ifndef HOTPATCH_HPCOMPILE_EXIT_STATUS_H
#define HOTPATCH_HPCOMPILE_EXIT_STATUS_H

#include "hpcompile/report.h"

namespace hotpatch {

// DO NOT CHANGE: a contract (README.md).
enum class CompileExit : int {
  done = 0,    // payload written, or valid
  refused = 1, // refused, or validation found a difference; nothing written
  trouble = 2, // usage, I/O, malformed input
  nothing = 3, // nothing to patch; nothing written
};

CompileExit exit_status_of(const CompileReport &report);
CompileExit exit_status_of(const Validation &validation);

} // namespace hotpatch

#endif
