#include "hpapply/windows_command.h"

#include <string_view>

namespace hotpatch {
namespace {

// Backslashes mean themselves but before a quote, where each takes two.
void append_quoted(std::string &line, std::string_view argument) {
  line += '"';
  std::size_t backslashes = 0;
  for (const char c : argument) {
    if (c == '"')
      line.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    line += c;
  }
  line.append(backslashes, '\\');
  line += '"';
}

} // namespace

std::string command_line(std::span<const std::string> arguments) {
  std::string line;
  for (const std::string &argument : arguments) {
    if (!line.empty())
      line += ' ';
    if (!argument.empty() &&
        argument.find_first_of(" \t\n\v\"") == std::string::npos)
      line += argument;
    else
      append_quoted(line, argument);
  }
  return line;
}

} // namespace hotpatch
