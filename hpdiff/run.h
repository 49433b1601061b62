// What each command does, from its options to its outputs and exit status.
#ifndef HOTPATCH_HPDIFF_RUN_H
#define HOTPATCH_HPDIFF_RUN_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "hpdiff/exit_status.h"
#include "hpdiff/options.h"
#include "hpdiff/output.h"
#include "hpdiff/terminal.h"

#include <functional>

namespace hotpatch {

// The world outside, as far as a command needs it.
struct Surroundings {
  Terminal terminal; // standard output
  Sink progress;     // for a line that is overwritten; empty: none
  std::function<Expected<void>(const Output &)> write;
  std::function<void(const Error &)> complain; // of what is no reason to stop
};

// Runs options.command.  All outputs are written before it returns, also those
// of a comparison that found trouble.  Errors: bad options, those of the
// engine (diff.h, show.h), and those of `write`.
Expected<ExitStatus> run(const Options &options,
                         const Surroundings &surroundings);

} // namespace hotpatch

#endif
