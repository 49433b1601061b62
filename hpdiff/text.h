// What the views of a DiffReport share about its text.
#ifndef HOTPATCH_HPDIFF_TEXT_H
#define HOTPATCH_HPDIFF_TEXT_H

#include "cli/text.h"
#include "hpdiff/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

// `similarity` (0 to 1) with `decimals` digits after the point: "0.5833".
// Rounded to nearest, but 1 only if it is 1.
std::string to_similarity(double similarity, unsigned decimals);

// One letter per ChangeFlag, in its order, '-' where it is not set: "GI-S---".
std::string to_letters(ChangeFlags flags);

// "G control flow, I instructions, ...", which explains to_letters().
std::string_view letters_legend();

// What people see as a function's or datum's name: demangled if it can be,
// printable, "name (was NAME)" if renamed.
std::string display_name(const FunctionDiff &function);
std::string display_name(const DataDiff &data);

// Its object, printable, "object (from OBJECT)" if moved.
std::string display_object(const FunctionDiff &function);

// The side that FunctionDiff::object and DataDiff::object name: post, or pre if
// removed.  Never null for a report that keeps its promises; an empty side
// stands in otherwise.
FunctionSide named_side(const FunctionDiff &function);

// Size in bytes of a side, 0 where there is none.
template <typename Side>
std::uint64_t size_of(const std::optional<Side> &side) {
  return side ? side->size : 0;
}

} // namespace hotpatch

#endif
