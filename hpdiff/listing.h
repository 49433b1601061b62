// A function, or a pair of them, as rows of text.
#ifndef HOTPATCH_HPDIFF_LISTING_H
#define HOTPATCH_HPDIFF_LISTING_H

#include "hpdiff/compare.h"
#include "hpdiff/show_view.h"
#include "hpdiff/step_text.h"

#include <string>
#include <vector>

namespace hotpatch {

struct FunctionListing {
  std::vector<ShownRow> rows;
  std::vector<std::string> renames; // as in ShownFunction
};

// Both functions, aligned.  `difference` is what compare() said of them and
// `equality` what it was given; `notes` (may be empty) belong to
// difference.fields one by one and are shown with them.  No-operations and fill
// have no row.  Places that correspond have the same label, and references that
// are equal the same name, so that equal instructions have equal text.
FunctionListing list_pair(const ListingSide &pre, const ListingSide &post,
                          Equality &equality, const Difference &difference,
                          const std::vector<std::string> &notes);

// A function without a counterpart; every row is of `kind`.
FunctionListing list_lone(const ListingSide &listed, ShownRow::Kind kind);

// The rows as a report holds them, with comments as part of the text.
std::vector<InstructionRow> to_instruction_rows(const FunctionListing &listing);

} // namespace hotpatch

#endif
