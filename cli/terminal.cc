// See terminal.h.  What depends on the machine is read in one place and handed
// on as a value, so that every view is a function of its arguments.
#include "cli/terminal.h"

#include <cstdlib>
#include <unistd.h>

namespace hotpatch {
namespace {

std::string_view environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

std::string_view sgr_of(Tint tint) {
  switch (tint) {
  case Tint::plain:
    return "";
  case Tint::strong:
    return "\x1b[1m";
  case Tint::dim:
    return "\x1b[2m";
  case Tint::red:
    return "\x1b[31m";
  case Tint::green:
    return "\x1b[32m";
  case Tint::yellow:
    return "\x1b[33m";
  case Tint::cyan:
    return "\x1b[36m";
  }
  return "";
}

} // namespace

Terminal inspect_terminal(int fd) {
  const std::string_view term = environment("TERM");
  Terminal terminal{.is_terminal = ::isatty(fd) == 1,
                    .is_dumb = term.empty() || term == "dumb",
                    .no_color = !environment("NO_COLOR").empty()};
  if (terminal.is_terminal)
    terminal.columns = window_columns(fd);
  return terminal;
}

TextStyle style_for(ColorMode mode, const Terminal &terminal) {
  const bool is_wanted =
      terminal.is_terminal && !terminal.is_dumb && !terminal.no_color;
  return {.has_color = mode == ColorMode::always ||
                       (mode == ColorMode::automatic && is_wanted),
          .grouping =
              terminal.is_terminal ? Grouping::thousands : Grouping::none,
          .columns = terminal.columns};
}

std::string tinted(std::string text, Tint tint, const TextStyle &style) {
  if (!style.has_color || tint == Tint::plain)
    return text;
  return std::string(sgr_of(tint)) + text + "\x1b[0m";
}

std::string titled_line(std::string_view title, std::string_view text,
                        const TextStyle &style) {
  constexpr std::size_t title_columns = 9;
  return left_aligned(std::string(title), title_columns) +
         wrapped(text, title_columns, style.columns) + "\n";
}

} // namespace hotpatch
