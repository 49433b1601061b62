// What each command does, from its options to its outputs and exit status.
#ifndef HOTPATCH_HPDIFF_RUN_H
#define HOTPATCH_HPDIFF_RUN_H

#include "cli/output.h"
#include "formats/core/error.h"
#include "hpdiff/exit_status.h"
#include "hpdiff/options.h"

namespace hotpatch {

// Runs options.command.  All outputs are written before it returns, also those
// of a comparison that found trouble.  Errors: bad options, those of the
// engine (diff.h, show.h), and those of `write`.
Expected<ExitStatus> run(const Options &options,
                         const Surroundings &surroundings);

} // namespace hotpatch

#endif
