// Not there yet under Windows: a program that was started suspended has no
// modules until its loader has run.
#include "hpapply/started_program.h"

namespace hotpatch {

Expected<StartedProgram>
StartedProgram::start(std::vector<std::string> command) {
  return fail(ErrorCode::unsupported,
              command.front() + ": programs are not started under Windows",
              "start the program, then hpapply apply --pid PID");
}

StartedProgram::~StartedProgram() = default;

Expected<int> StartedProgram::run_on() {
  return fail(ErrorCode::unsupported, "no program was started");
}

} // namespace hotpatch
