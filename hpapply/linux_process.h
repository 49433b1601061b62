// A running process under Linux, by ptrace and /proc.
#ifndef HOTPATCH_HPAPPLY_LINUX_PROCESS_H
#define HOTPATCH_HPAPPLY_LINUX_PROCESS_H

#include "formats/core/error.h"
#include "hpapply/process.h"

#include <memory>

namespace hotpatch {

// Threads that are stopped run on when the value goes out of scope, and when
// this program is killed.
// untrusted: "no-process", "permission", "traced" (by somebody else),
// "other-machine": it does not run 64-bit code for x86-64.
Expected<std::unique_ptr<Process>> open_process(int pid);

} // namespace hotpatch

#endif
