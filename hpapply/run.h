// What each command does, from its options to its outputs and exit status.
#ifndef HOTPATCH_HPAPPLY_RUN_H
#define HOTPATCH_HPAPPLY_RUN_H

#include "cli/output.h"
#include "formats/core/error.h"
#include "hpapply/exit_status.h"
#include "hpapply/options.h"

namespace hotpatch {

// Runs options.command.  A refusal goes to surroundings.complain, with exit
// status 1, and so does what failed midway, with 3.  Errors, exit status 2: bad
// options, inputs that cannot be read or are malformed, outputs that cannot be
// written.
Expected<ApplyExit> run(const ApplyOptions &options,
                        const Surroundings &surroundings);

} // namespace hotpatch

#endif
