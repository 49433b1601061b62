// The manual page, made from the option table.
#ifndef HOTPATCH_CLI_MAN_PAGE_H
#define HOTPATCH_CLI_MAN_PAGE_H

#include "cli/options.h"

#include <string>
#include <string_view>

namespace hotpatch {

// Text that roff takes literally: a backslash, and a dot or apostrophe at a
// line's start, would be instructions, a bare "-" becomes a hyphen.
std::string roff_literal(std::string_view text);

// What no table holds, in the man macros of roff.
struct ManualClosing {
  std::string sections; // such as the exit status, with their headings
  std::string examples; // lines of commands
};

// The tool's page of section 1 in those macros.
// Source: man(7), groff_man(7).
std::string render_man_page(const ProgramText &program,
                            const ManualClosing &closing);

} // namespace hotpatch

#endif
