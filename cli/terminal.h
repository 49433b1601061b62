// How text for people is dressed, and what the terminal at hand allows.
#ifndef HOTPATCH_CLI_TERMINAL_H
#define HOTPATCH_CLI_TERMINAL_H

#include "cli/text.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

enum class ColorMode : std::uint8_t { automatic, always, never };

// What is known about an output.
struct Terminal {
  bool is_terminal = false;
  bool is_dumb = false;    // TERM is "dumb" or unset
  bool no_color = false;   // NO_COLOR is set and not empty (no-color.org)
  std::size_t columns = 0; // 0 if unknown
};

// Looks at file descriptor `fd` and at the environment.
Terminal inspect_terminal(int fd);

// How wide the terminal at `fd` is; 0: unknown.
std::size_t window_columns(int fd);

// The dress of a text view.
struct TextStyle {
  bool has_color = false;
  Grouping grouping = Grouping::none;
  std::size_t columns = 0; // 0: lines may be as long as they need
};

TextStyle style_for(ColorMode mode, const Terminal &terminal);

enum class Tint : std::uint8_t { plain, strong, dim, red, green, yellow, cyan };

// `text` in `tint` (ECMA-48 SGR) if the style has colour, else as it is.
std::string tinted(std::string text, Tint tint, const TextStyle &style);

// "title    text\n", the text wrapped under itself.
std::string titled_line(std::string_view title, std::string_view text,
                        const TextStyle &style);

} // namespace hotpatch

#endif
