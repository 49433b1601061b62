// Which views a command line asks for, and how each is made.
#ifndef HOTPATCH_HPDIFF_OUTPUT_H
#define HOTPATCH_HPDIFF_OUTPUT_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "hpdiff/options.h"
#include "hpdiff/report.h"
#include "hpdiff/show_view.h"
#include "hpdiff/terminal.h"

#include <functional>
#include <string>
#include <vector>

namespace hotpatch {

// `write` produces the content when it is called, and refers to the report and
// options it was made from.
struct Output {
  std::string path; // "-" is standard output
  std::function<void(const Sink &)> write;
};

Output text_output(std::string path, std::string text);

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
