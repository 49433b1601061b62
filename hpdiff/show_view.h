// One function's instruction difference, as a value and as text.
#ifndef HOTPATCH_HPDIFF_SHOW_VIEW_H
#define HOTPATCH_HPDIFF_SHOW_VIEW_H

#include "cli/terminal.h"
#include "hpdiff/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// One instruction of each side, aligned.
struct ShownRow {
  enum class Kind : std::uint8_t {
    equal,
    changed,
    deleted,  // pre only
    inserted, // post only
    folded,   // differs only as ShownFunction::renames says
  };
  Kind kind = Kind::equal;
  std::string pre;  // text with labels and names instead of addresses
  std::string post; // likewise; one of them is empty if it is not there
  std::uint32_t pre_line = 0, post_line = 0; // source lines; 0: not known
  std::string comment; // relocation, literal, why it does not count
};

struct ShownFunction {
  // As in the report; its instructions and evidence are not shown.
  FunctionDiff summary;
  // Consistent renamings of registers, "ebp -> ebx"; rows that differ only by
  // them are folded.
  std::vector<std::string> renames;
  std::vector<ShownRow> rows;
};

struct ShowOptions {
  enum class Layout : std::uint8_t { unified, side_by_side };
  Layout layout = Layout::unified;
  std::size_t context = 3; // equal rows kept around a difference
};

// A line of sizes, class and similarity, then the rows; runs of equal rows
// beyond the context, and runs of folded rows, are one line each.
std::string render_shown(const ShownFunction &shown, const ShowOptions &options,
                         const TextStyle &style);

} // namespace hotpatch

#endif
