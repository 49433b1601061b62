// A running process of the operating system that this is built for: by ptrace
// and /proc under Linux, by the debugging functions of kernel32 under Windows.
#ifndef HOTPATCH_HPAPPLY_OPEN_PROCESS_H
#define HOTPATCH_HPAPPLY_OPEN_PROCESS_H

#include "formats/core/error.h"
#include "hpapply/process.h"

#include <cstdint>
#include <memory>

namespace hotpatch {

// Threads that are stopped run on when the value goes out of scope; Linux: also
// when this program is killed.
// untrusted: "no-process", "permission", "traced" (by somebody else),
// "other-machine": it does not run 64-bit code for x86-64.
Expected<std::unique_ptr<Process>> open_process(std::uint32_t pid);

} // namespace hotpatch

#endif
