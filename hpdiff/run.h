// From a command line to the report it asks for.
#ifndef HOTPATCH_HPDIFF_RUN_H
#define HOTPATCH_HPDIFF_RUN_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "hpdiff/diff.h"
#include "hpdiff/options.h"
#include "hpdiff/report.h"

namespace hotpatch {

// What the engine is told.  io, malformed: a file of line rules.
Expected<DiffOptions> diff_options_of(const Options &options);

// Compares options.pre with options.post.  A progress line goes to `progress`
// if that is not empty, and is taken away before this returns.
// Errors: those of diff_options_of() and diff_inputs().
Expected<DiffReport> compare(const Options &options, const Sink &progress);

} // namespace hotpatch

#endif
