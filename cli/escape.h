// Names in the syntax of each view.
//
// All of them take any bytes, make them printable (cli/text.h), and yield text
// that means just these characters where the function says it may stand.
#ifndef HOTPATCH_CLI_ESCAPE_H
#define HOTPATCH_CLI_ESCAPE_H

#include <string>
#include <string_view>

namespace hotpatch {

// HTML and XML: element content and quoted attributes.
std::string html_escaped(std::string_view name);

// GitHub-flavoured Markdown outside of code blocks, also in a table's cell; one
// line that neither formats, links, mentions nor closes anything.
std::string markdown_escaped(std::string_view name);

// The same in a <code> element.
std::string markdown_code(std::string_view name);

// One field of a CSV line (RFC 4180).  A name that a spreadsheet would take for
// a formula (it begins with one of `=`, `+`, `-`, `@`) has an apostrophe before
// it.
std::string csv_field(std::string_view name);

} // namespace hotpatch

#endif
