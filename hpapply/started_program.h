// Starting a program so that it can be changed before it does anything.
#ifndef HOTPATCH_HPAPPLY_STARTED_PROGRAM_H
#define HOTPATCH_HPAPPLY_STARTED_PROGRAM_H

#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {

// A child that stands at its entry point, its libraries loaded and initialised,
// until run_on().  Whoever lets go of it before kills it.
class StartedProgram {
public:
  // `command[0]` is found along PATH.  io: it cannot be started.
  static Expected<StartedProgram> start(std::vector<std::string> command);

  StartedProgram(StartedProgram &&other) noexcept
      : pid_(std::exchange(other.pid_, 0)) {}
  StartedProgram &operator=(StartedProgram &&other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
  }
  ~StartedProgram();

  [[nodiscard]] std::uint32_t pid() const { return pid_; }

  // Lets it run, passes on signals that ask to end, and waits.  Its exit
  // status; 128 and a signal's number: killed by that.
  Expected<int> run_on();

private:
  explicit StartedProgram(std::uint32_t pid) : pid_(pid) {}
  std::uint32_t pid_ = 0; // 0: none
};

} // namespace hotpatch

#endif
