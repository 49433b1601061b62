// Which views a command line asks for, and how each is made.
#ifndef HOTPATCH_HPDIFF_OUTPUT_H
#define HOTPATCH_HPDIFF_OUTPUT_H

#include "cli/output.h"
#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpdiff/options.h"
#include "hpdiff/report.h"
#include "hpdiff/show_view.h"

#include <vector>

namespace hotpatch {

// In the order in which they are to be written; text for a person is last and
// always goes to standard output.
// malformed: a pattern that is none.  mismatch: --explain names no function.
Expected<std::vector<Output>> outputs_of(const DiffReport &report,
                                         const Options &options,
                                         const Terminal &terminal);

// All of `functions`, on standard output.
Output shown_output(const std::vector<ShownFunction> &functions,
                    const Options &options, const Terminal &terminal);

} // namespace hotpatch

#endif
