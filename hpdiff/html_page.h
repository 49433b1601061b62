// The parts of the HTML page that do not depend on the report.
#ifndef HOTPATCH_HPDIFF_HTML_PAGE_H
#define HOTPATCH_HPDIFF_HTML_PAGE_H

#include <string_view>

namespace hotpatch {

// Meta elements and style, for <head>.
std::string_view html_head();

// The script element, for the end of <body>.
std::string_view html_script();

} // namespace hotpatch

#endif
