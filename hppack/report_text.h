// The report for a terminal, or as a plain text file.
#ifndef HOTPATCH_HPPACK_REPORT_TEXT_H
#define HOTPATCH_HPPACK_REPORT_TEXT_H

#include "cli/terminal.h"
#include "hppack/size_report.h"

#include <string>

namespace hotpatch {

// Ends with a line feed.
std::string render_size_text(const SizeReport &report, const TextStyle &style);

// "2.5 %": part / whole, rounded to nearest; "" if whole is 0.  Stands beside
// the bytes and never alone.
std::string share_text(std::uint64_t part, std::uint64_t whole);

// "all 3 budgets are kept", "1 of 3 budgets failed"; "" without budgets.
// Accepted and skipped ones are counted too.
std::string verdict_text(const SizeReport &report);

} // namespace hotpatch

#endif
