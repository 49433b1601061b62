// What the pages of all tools are made of: one file each, without references.
#ifndef HOTPATCH_CLI_HTML_PAGE_H
#define HOTPATCH_CLI_HTML_PAGE_H

#include <initializer_list>
#include <string>
#include <string_view>

namespace hotpatch {

// Meta elements, which forbid every connection, and style, for <head>.
std::string_view html_head();

// The filter for all rows of sortable tables; hidden where scripts are off.
std::string_view html_filter();

// The script element, for the end of <body>, on a page that has a filter:
// tables of class "sortable" are sorted by their titles, by data-v of a cell if
// it has it.
std::string_view html_script();

// The head of a table and the beginning of its body; `titles` are HTML.
std::string html_table_head(std::initializer_list<std::string_view> titles);

// A cell with a number: `shown` for people, `value` to sort by.
std::string html_number_cell(std::string_view shown, std::string_view value);

// A cell with a name that may hold any bytes.
std::string html_text_cell(std::string_view name);

} // namespace hotpatch

#endif
