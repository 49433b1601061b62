// The report as Markdown for a pull request or a CI step's summary.
#ifndef HOTPATCH_HPDIFF_MARKDOWN_H
#define HOTPATCH_HPDIFF_MARKDOWN_H

#include "hpdiff/report.h"
#include "hpdiff/select.h"

#include <cstddef>
#include <string>

namespace hotpatch {

// GitHub-flavoured Markdown of at most `limit` bytes.  What does not fit is
// folded, never cut: first the instruction differences go, then rows become one
// per object, then only the weightiest objects stay, then only totals, then one
// line, then nothing.  What was left out is said.
std::string render_markdown(const DiffReport &report, const Listing &listing,
                            std::size_t limit);

} // namespace hotpatch

#endif
