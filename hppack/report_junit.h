// The budgets as a JUnit document, which CI servers show as tests.
#ifndef HOTPATCH_HPPACK_REPORT_JUNIT_H
#define HOTPATCH_HPPACK_REPORT_JUNIT_H

#include "hppack/size_report.h"

#include <string>

namespace hotpatch {

// One test case for each BudgetResult: failed ones have a <failure>, skipped
// ones a <skipped>; an accepted or tolerated one passes, with what it is in its
// output.
// Source: the JUnit XML format as Jenkins's xunit plugin describes it.
std::string render_size_junit(const SizeReport &report);

} // namespace hotpatch

#endif
