// The report as Markdown for a pull request or a CI step's summary.
#ifndef HOTPATCH_HPPACK_REPORT_MARKDOWN_H
#define HOTPATCH_HPPACK_REPORT_MARKDOWN_H

#include "hppack/size_report.h"

#include <cstddef>
#include <string>

namespace hotpatch {

// GitHub refuses a comment of more than 65,536 characters and drops a step's
// summary of more than 1 MiB as a whole.
inline constexpr std::size_t default_markdown_limit = 60000;

// GitHub-flavoured Markdown of at most `limit` bytes.  What does not fit is
// folded, never cut: first functions become one row per object, then only the
// largest objects stay, then only images and budgets, then one line, then
// nothing.  What was left out is said.  It begins with a comment that names the
// product, by which a bot finds what it has posted before.
std::string render_size_markdown(const SizeReport &report, std::size_t limit);

} // namespace hotpatch

#endif
