// Which argument of which function is a source line, for objects without line
// tables.
#ifndef HOTPATCH_HPDIFF_LINE_RULES_H
#define HOTPATCH_HPDIFF_LINE_RULES_H

#include "formats/core/error.h"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Argument `argument` (1-based, as in the prototype) of calls to the symbol
// `callee` is the line of the call.
struct LineRule {
  std::string callee; // without the leading underscore of i386 COFF
  unsigned argument = 0;

  friend auto operator<=>(const LineRule &, const LineRule &) = default;
};

// The rules that are in force unless --no-line-rules is given, sorted by
// callee.
std::vector<LineRule> builtin_line_rules();

// One rule a line, `callee:argument`; `#` begins a comment; blank lines are
// ignored.
// malformed: a line of another form, or an argument that is not 1 to 255; the
// message names the line.
Expected<std::vector<LineRule>> parse_line_rules(std::string_view text);

// The same of a file.  io: it cannot be read.  Errors name the file.
Expected<std::vector<LineRule>> read_line_rules(const std::string &path);

} // namespace hotpatch

#endif
