// What all views share about text: names made safe to show, numbers, widths.
#ifndef HOTPATCH_CLI_TEXT_H
#define HOTPATCH_CLI_TEXT_H

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
// U+2029, U+FEFF) or is none (U+FFFE, U+FFFF) becomes "\xNN".  All names from
// files go through here before they reach any view.
std::string printable(std::string_view text);

// Terminal columns of printable text, one per character.
std::size_t columns_of(std::string_view text);

// `text`, shortened in the middle ("head...tail") to at most `columns`.
std::string fit_middle(std::string text, std::size_t columns);

// `text` filled with spaces to `columns`.
std::string left_aligned(std::string text, std::size_t columns);
std::string right_aligned(std::string text, std::size_t columns);

// `text` broken at spaces into lines of at most `columns`, the second and later
// ones behind `indent` spaces, which the first is taken to have before it
// already; no line feed at the end.  0 columns: one line.  A word that is
// longer than a line stays whole.
std::string wrapped(std::string_view text, std::size_t indent,
                    std::size_t columns);

enum class Grouping : std::uint8_t { none, thousands };

// Decimal digits; with thousands, "1,234,567" in every locale.
std::string to_decimal(std::uint64_t value, Grouping grouping);

// "1 object", "2 objects".
std::string counted(std::uint64_t count, std::string_view what,
                    Grouping grouping);

// "4096 bytes: code 340, constants 20, ...", without empty parts, each of which
// has a name and bytes.
template <typename Parts>
std::string parts_text(std::uint64_t total, const Parts &parts,
                       Grouping grouping) {
  std::string text = counted(total, "byte", grouping);
  std::string_view separator = ": ";
  for (const auto &part : parts) {
    if (part.bytes == 0)
      continue;
    text.append(separator).append(printable(part.name));
    text += " " + to_decimal(part.bytes, grouping);
    separator = ", ";
  }
  return text;
}

// post - pre with its sign: "+4,128", "-3", "0".
std::string to_delta(std::uint64_t pre, std::uint64_t post, Grouping grouping);

// One argument for a POSIX shell, quoted only if it must be.
std::string shell_quoted(std::string_view argument);

} // namespace hotpatch

#endif
