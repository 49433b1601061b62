// The report as text for a person.
#ifndef HOTPATCH_HPDIFF_TABLE_H
#define HOTPATCH_HPDIFF_TABLE_H

#include "cli/terminal.h"
#include "formats/core/file.h"
#include "hpdiff/report.h"
#include "hpdiff/select.h"

#include <string>

namespace hotpatch {

// Summary by class, the rows of `listing`, what was skipped, and a last line
// that names the next command.  Pre and post sizes are always both there, in
// bytes; a delta has the sign of post - pre.
// Where style.columns is 0, no name is shortened.
void write_table(const DiffReport &report, const Listing &listing,
                 const TextStyle &style, const Sink &sink);

// One line: "differs: 83 code, 18 constant; 76 line_only; ...".
std::string render_stat(const DiffReport &report, const TextStyle &style);

} // namespace hotpatch

#endif
