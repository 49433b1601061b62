// What a run means for the one who called the program.
#ifndef HOTPATCH_HPPACK_EXIT_STATUS_H
#define HOTPATCH_HPPACK_EXIT_STATUS_H

namespace hotpatch {

// DO NOT CHANGE: a contract (README.md).
enum class PackExit : int {
  done = 0,        // written, or valid
  refused = 1,     // signature, content, identity or policy; nothing written
  trouble = 2,     // usage, I/O, malformed input
  over_budget = 3, // report: a budget failed; all outputs are written
};

} // namespace hotpatch

#endif
