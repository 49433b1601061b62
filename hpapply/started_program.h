// Starting a program so that it can be changed before it does anything.
#ifndef HOTPATCH_HPAPPLY_STARTED_PROGRAM_H
#define HOTPATCH_HPAPPLY_STARTED_PROGRAM_H

#include "formats/core/error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hotpatch {

// A child that stands at its entry point, its libraries loaded and initialised,
// until run_on().  Whoever lets go of it before kills it.
class StartedProgram {
public:
  StartedProgram() = default;
  StartedProgram(const StartedProgram &) = delete;
  StartedProgram &operator=(const StartedProgram &) = delete;
  virtual ~StartedProgram() = default;

  [[nodiscard]] virtual std::uint32_t pid() const = 0;

  // Lets it run, leaves to it what asks to end (signals, Control-C), and waits.
  // Its exit status; Linux: 128 and a signal's number: killed by that.
  virtual Expected<int> run_on() = 0;
};

// `command[0]` is found along PATH.  io: it cannot be started, or ends before
// its entry point.
Expected<std::unique_ptr<StartedProgram>>
start_program(std::vector<std::string> command);

} // namespace hotpatch

#endif
