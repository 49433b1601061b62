// What each command does, from its options to its outputs and exit status.
#ifndef HOTPATCH_HPCOMPILE_RUN_H
#define HOTPATCH_HPCOMPILE_RUN_H

#include "cli/output.h"
#include "formats/core/error.h"
#include "formats/payload/payload.h"
#include "hpcompile/compile.h"
#include "hpcompile/exit_status.h"
#include "hpcompile/options.h"

#include <functional>
#include <string>
#include <vector>

namespace hotpatch {

// A payload's value and how its file's bytes are used.
struct MeasuredPayload {
  Payload payload;
  std::vector<PayloadPart> parts; // sum to the file's size
};

// What does the work, apart from options and views, so that tests can put
// made-up results in its place.
struct Engine {
  std::function<Expected<CompileResult>(const CompileInputs &)> compile;
  std::function<Expected<Validation>(const ValidateInputs &)> validate;
  std::function<Expected<MeasuredPayload>(const std::string &path)> read;
};

// compile(), validate_files() and read_payload() of a file.
Engine real_engine();

// Runs options.command.  The payload is written last of all files, so that
// where it is new, everything else is there too; text for a person follows on
// standard output.  Errors: bad options, those of the engine, and those of
// surroundings.write.
Expected<CompileExit> run(const CompileOptions &options,
                          const Surroundings &surroundings,
                          const Engine &engine);

} // namespace hotpatch

#endif
