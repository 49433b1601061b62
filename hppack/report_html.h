// The report as one page.
#ifndef HOTPATCH_HPPACK_REPORT_HTML_H
#define HOTPATCH_HPPACK_REPORT_HTML_H

#include "hppack/listings.h"
#include "hppack/size_report.h"

#include <string>
#include <vector>

namespace hotpatch {

// What a page may show besides the report.
struct PageExtras {
  std::vector<SizeReport> history = {};       // oldest first
  std::vector<FunctionListing> listings = {}; // read_listings()
};

// A page without references: it opens from a file, in the reader's colours, and
// can be printed.  Without scripts it lacks the treemap, the history line and
// sorting, but no figure.  Instruction differences are shown of the largest
// functions; what is left out is said.
std::string render_size_html(const SizeReport &report,
                             const PageExtras &extras);

} // namespace hotpatch

#endif
