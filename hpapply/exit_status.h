// What a run means for the one who called the program.
#ifndef HOTPATCH_HPAPPLY_EXIT_STATUS_H
#define HOTPATCH_HPAPPLY_EXIT_STATUS_H

namespace hotpatch {

// DO NOT CHANGE: a contract (README.md).  Other values are exit statuses of the
// program that `run` has started.
enum class ApplyExit : int {
  done = 0,    // in force, rolled back; status: in force
  refused = 1, // refused or busy, process as it was; status: not in force
  trouble = 2, // usage, I/O, malformed input
  failed = 3,  // failed midway, and taken back
};

} // namespace hotpatch

#endif
