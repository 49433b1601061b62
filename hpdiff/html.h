// The report as one HTML page.
#ifndef HOTPATCH_HPDIFF_HTML_H
#define HOTPATCH_HPDIFF_HTML_H

#include "hpdiff/report.h"
#include "hpdiff/select.h"

#include <string>

namespace hotpatch {

// A page that needs no network and no other file, works from file://, prints,
// and follows the reader's light or dark setting.  Without scripts it is a
// plain page; with them, rows can be sorted and filtered.
std::string render_html(const DiffReport &report, const Listing &listing);

} // namespace hotpatch

#endif
