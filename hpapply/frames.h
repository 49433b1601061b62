// Telling the unwinder of a process where the frames of a payload's functions
// are described: for exceptions, and for backtraces.
//
// ELF: it takes the library that a C++ program has its unwinder from, libgcc_s;
// a plain C program has none, so that nothing can be thrown through a payload
// there, nor is a backtrace printed that would end in it.  PE: every process
// has RtlAddFunctionTable.
#ifndef HOTPATCH_HPAPPLY_FRAMES_H
#define HOTPATCH_HPAPPLY_FRAMES_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"
#include "hpapply/exports.h"
#include "hpapply/process.h"

#include <optional>

namespace hotpatch {

// Functions of the unwinder.
struct FrameRegistry {
  Address add = 0, remove = 0;
};
// For payloads of a format.  Nothing: the process has none.
Expected<std::optional<FrameRegistry>> find_registry(Exports &exports,
                                                     ObjectFormat format);

// Where the frames of a payload at `own` are described; 0: they are not.
// untrusted: "unwind-data": the unwinder would read beyond their end, or there
// are more than fit into the unwinder's page.
Expected<Address> frames_of(const Payload &payload, Address own);

// All threads are stopped.  The unwinder's page, which the unwinder may write
// to as long as it knows of the frames, is there (residence.h).
Expected<void> add_frames(Process &process, const FrameRegistry &registry,
                          const Payload &payload, Address own);
Expected<void> remove_frames(Process &process, const FrameRegistry &registry,
                             Address frames);

} // namespace hotpatch

#endif
