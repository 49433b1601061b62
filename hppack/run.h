// What each command does, from its options to its outputs and exit status.
#ifndef HOTPATCH_HPPACK_RUN_H
#define HOTPATCH_HPPACK_RUN_H

#include "cli/output.h"
#include "formats/core/error.h"
#include "hppack/exit_status.h"
#include "hppack/options.h"

namespace hotpatch {

// Runs options.command.  A refusal goes to surroundings.complain, with exit
// status 1.  Errors, exit status 2: bad options, inputs that cannot be read or
// are malformed, outputs that cannot be written.
Expected<PackExit> run(const PackOptions &options,
                       const Surroundings &surroundings);

} // namespace hotpatch

#endif
