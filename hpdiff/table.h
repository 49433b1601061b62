// The report as text for a person.
#ifndef HOTPATCH_HPDIFF_TABLE_H
#define HOTPATCH_HPDIFF_TABLE_H

#include "hpdiff/report.h"
#include "hpdiff/select.h"
#include "hpdiff/terminal.h"

#include <string>

namespace hotpatch {

// Summary by class, the rows of `listing`, what was skipped, and a last line
// that names the next command.  Pre and post sizes are always both there, in
// bytes; a delta has the sign of post - pre.
std::string render_table(const DiffReport &report, const Listing &listing,
                         const TextStyle &style);

// One line: "differs: 83 code, 18 constant; 76 line_only; ...".
std::string render_stat(const DiffReport &report, const TextStyle &style);

} // namespace hotpatch

#endif
