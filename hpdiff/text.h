// What all views share about text: names made safe to show, numbers, widths.
#ifndef HOTPATCH_HPDIFF_TEXT_H
#define HOTPATCH_HPDIFF_TEXT_H

#include "hpdiff/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

// Whether `text` is printable ASCII throughout: then printable(text) == text.
bool is_plain(std::string_view text);

// `text` as valid UTF-8 without control characters, whatever bytes it holds:
// every byte of an invalid sequence, of a control character (C0, DEL, C1) and
// of a character that reorders or breaks lines (bidirectional controls, U+2028,
// U+2029, U+FEFF) becomes "\xNN".  All names from files go through here before
// they reach any view.
std::string printable(std::string_view text);

// Terminal columns of printable text, one per character.
std::size_t columns_of(std::string_view text);

// `text`, shortened in the middle ("head...tail") to at most `columns`.
std::string fit_middle(std::string text, std::size_t columns);

// `text` filled with spaces to `columns`.
std::string left_aligned(std::string text, std::size_t columns);
std::string right_aligned(std::string text, std::size_t columns);

enum class Grouping : std::uint8_t { none, thousands };

// Decimal digits; with thousands, "1,234,567" in every locale.
std::string to_decimal(std::uint64_t value, Grouping grouping);

// post - pre with its sign: "+4,128", "-3", "0".
std::string to_delta(std::uint64_t pre, std::uint64_t post, Grouping grouping);

// `similarity` (0 to 1) with `decimals` digits after the point: "0.5833".
// Rounded to nearest, but 1 only if it is 1.
std::string to_similarity(double similarity, unsigned decimals);

// One letter per ChangeFlag, in its order, '-' where it is not set: "GI-S---".
std::string to_letters(ChangeFlags flags);

// "G control flow, I instructions, ...", which explains to_letters().
std::string_view letters_legend();

// One argument for a POSIX shell, quoted only if it must be.
std::string shell_quoted(std::string_view argument);

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
