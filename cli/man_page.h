// The manual page, made from the option table.
#ifndef HOTPATCH_CLI_MAN_PAGE_H
#define HOTPATCH_CLI_MAN_PAGE_H

#include "cli/options.h"

#include <string>
#include <string_view>

namespace hotpatch {

// The tool's page of section 1 in the man macros of roff; `closing`, in those
// macros, is what no table holds: exit status, examples.
// Source: man(7), groff_man(7).
std::string render_man_page(const ProgramText &program,
                            std::string_view closing);

} // namespace hotpatch

#endif
