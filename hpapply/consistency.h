// Whether anybody is in the code that is about to change.
//
// An instruction pointer, or a word in memory that could be a return address,
// tells.  Words are looked at wherever a stack may be: from each thread's stack
// pointer upwards, and in all other anonymous memory, where the stacks of
// coroutines lie that no thread is on just now.
//
// Memory is full of stale return addresses: variables that nobody has set hold
// what earlier calls left behind.  So the stack that a word would be a part of
// is walked up by the unwind data of the code that it leads to: the word counts
// unless, before that ends, there is no return address where one must be. Where
// unwind data say nothing (a frame pointer, code that was made at run time), it
// counts.  The first function of a coroutine, which no call has led to, is not
// seen while the coroutine waits in it: let no fix change one.
#ifndef HOTPATCH_HPAPPLY_CONSISTENCY_H
#define HOTPATCH_HPAPPLY_CONSISTENCY_H

#include "formats/core/error.h"
#include "hpapply/frame_finder.h"
#include "hpapply/process.h"
#include "hpapply/watched_code.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// Who is where.
struct Occupant {
  std::string function = {};
  std::uint64_t thread = 0; // 0: memory that no thread is on
  Address address = 0;      // in the function
  Address word = 0;         // where it was found; 0: instruction pointer

  // "thread 17 is in parse_record: ..."
  [[nodiscard]] std::string text() const;
};

// Where stacks may be.
enum class StackPlaces : std::uint8_t {
  threads, // under the stack pointers of threads
  memory,  // also in all other memory: coroutines have stacks of their own
};

// The first that is found; nothing: the code may be changed.  All threads are
// stopped.
Expected<std::optional<Occupant>>
find_occupant(Process &process, std::span<const WatchedCode> code,
              FrameFinder &frames, StackPlaces places);

// Whether any register or word of writable memory outside of `own` leads to one
// of `places`, which are within.
Expected<bool> is_referenced(Process &process, MemoryRange places,
                             MemoryRange own);

} // namespace hotpatch

#endif
