// Where return addresses are on a stack, by the unwind data of the code that
// runs there.
#ifndef HOTPATCH_HPAPPLY_FRAME_FINDER_H
#define HOTPATCH_HPAPPLY_FRAME_FINDER_H

#include "formats/image/frame_rows.h"
#include "formats/image/unwind_info.h"
#include "hpapply/images.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace hotpatch {

// The return addresses that a thread will come back to.
struct WalkedStack {
  struct Return {
    Address word = 0; // where it is
    Address value = 0;
  };
  std::vector<Return> returns = {}; // innermost first
  // What is below it and no return address here leads nowhere.
  Address end = 0;
};

// Reads a module's unwind data when they are asked for first.
class FrameFinder {
public:
  // Of the modules of a process, and of payloads in it, which the value refers
  // to.
  FrameFinder(Process &process, std::vector<const Residence *> residences)
      : process_(process), residences_(std::move(residences)) {}

  // Reads all PE modules now: their threads' stacks are walked through most of
  // them, and while threads stand still there is no time for it.
  void read_pe_modules();

  // How many bytes above the stack pointer the return address is while the
  // instruction at `place` runs; nothing: it cannot be told.
  std::optional<std::uint64_t> to_return(Address place);

  // Follows a thread's frames from the innermost on as far as the unwind data
  // lead, of PE modules and payloads, and not beyond the end of its stack.
  WalkedStack walk(const StoppedThread &thread, Address end_of_stack);

private:
  // The rows of a function.
  struct Frames {
    MemoryRange range = {};
    std::vector<FrameRow> rows = {};
  };

  // What `use` makes of the unwind record for `place`, with the payload or
  // image that has it and where that begins; by default: there is none.
  template <typename Use> auto with_record(Address place, Use use);
  Frames find(Address place);
  std::optional<UnwindRegisters> caller_of(const UnwindRegisters &registers,
                                           bool is_innermost);
  const std::vector<LoadedModule> &modules();
  const RunningImage *module_at(Address place);
  const std::optional<RunningImage> &read_module(const LoadedModule &module);

  Process &process_;
  std::vector<const Residence *> residences_;
  std::optional<std::vector<LoadedModule>> modules_ = {}; // by base
  // By base; nothing: it cannot be read.
  std::map<Address, std::optional<RunningImage>> images_ = {};
  std::map<Address, Frames> found_ = {}; // by their beginning
};

} // namespace hotpatch

#endif
