// The manual page, made from the option table.
#ifndef HOTPATCH_HPDIFF_MAN_PAGE_H
#define HOTPATCH_HPDIFF_MAN_PAGE_H

#include <string>

namespace hotpatch {

// hpdiff(1) in the man macros of roff.  Source: man(7), groff_man(7).
std::string render_man_page();

} // namespace hotpatch

#endif
