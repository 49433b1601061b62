// One table, four uses: CLI11 (main.h), --help (by CLI11), completions.cc and
// man_page.cc.  An option that is not in a tool's table does not exist; one
// that is there is documented and completed.
//
// A tool's table says what becomes of a value by a function from options to
// options, so that it is a constant and each entry can be tested by itself.
// CLI11's own validators and subcommands were rejected: they cannot be listed
// for the completions, and a subcommand would claim the name of a file.
#include "cli/options.h"

#include "cli/text.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace hotpatch {
namespace {

bool is_option(std::string_view argument) {
  return argument.size() > 1 && argument.starts_with('-');
}

// The option that takes its value from the argument after `argument`, or null.
const OptionText *option_before_value(const ProgramText &program,
                                      std::string_view argument) {
  for (const OptionText &option : program.options)
    if (option.kind != ValueKind::none &&
        (argument == option.long_name || argument == option.short_name))
      return &option;
  return nullptr;
}

// Arguments up to "--" that are neither options nor their values.
std::size_t count_plain(const ProgramText &program,
                        std::span<const std::string> arguments) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i)
    if (option_before_value(program, arguments[i]))
      ++i;
    else if (!is_option(arguments[i]))
      ++count;
  return count;
}

std::vector<std::string> expand_lists(const ProgramText &program,
                                      std::span<const std::string> arguments,
                                      std::size_t positionals) {
  const std::size_t plain = count_plain(program, arguments);
  std::size_t spare = plain - std::min(plain, positionals);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    out.push_back(arguments[i]);
    if (arguments[i] == "--") {
      out.insert(out.end(),
                 arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                 arguments.end());
      break;
    }
    const OptionText *option = option_before_value(program, arguments[i]);
    if (!option || i + 1 == arguments.size())
      continue;
    out.push_back(arguments[++i]);
    for (; option->takes_several && spare > 0 && i + 1 < arguments.size() &&
           !is_option(arguments[i + 1]);
         --spare) {
      out.emplace_back(option->long_name);
      out.push_back(arguments[++i]);
    }
  }
  return out;
}

} // namespace

Expected<std::size_t> parse_number(std::string_view text, std::size_t limit) {
  std::size_t value = 0;
  const char *const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last || value > limit)
    return fail(ErrorCode::malformed, "found '" + std::string(text) +
                                          "', expected a number from 0 " +
                                          "to " + std::to_string(limit));
  return value;
}

Expected<std::uint32_t> parse_u32(std::string_view value, std::uint32_t least) {
  const auto number = static_cast<std::uint32_t>(
      HP_TRY(parse_number(value, std::numeric_limits<std::uint32_t>::max())));
  if (number < least)
    return fail(ErrorCode::malformed, "found '" + std::string(value) +
                                          "', expected a number from " +
                                          std::to_string(least));
  return number;
}

Expected<ColorMode> parse_color(std::string_view word) {
  if (word == "auto")
    return ColorMode::automatic;
  if (word == "always")
    return ColorMode::always;
  if (word == "never")
    return ColorMode::never;
  return fail(ErrorCode::malformed, "found '" + std::string(word) +
                                        "', expected auto, always or never");
}

std::string command_summary(const ProgramText &program) {
  std::string text, example;
  for (const CommandText &command : program.commands) {
    if (command.word.empty())
      continue;
    std::string line = "  " + std::string(command.word);
    for (const PositionalText &positional : command.positionals)
      line += " " + std::string(positional.name) +
              (positional.is_repeatable ? "..." : "");
    text += left_aligned(line, 30) + "  " + std::string(command.help) + "\n";
    if (example.empty())
      example = command.word;
  }
  if (text.empty())
    return text;
  if (program.needs_word())
    return "Commands:\n" + text;
  return "Commands:\n" + text + "A path named like a command is written ./" +
         example + ".";
}

Invocation split_command(const ProgramText &program,
                         std::span<const std::string> arguments) {
  Invocation invocation{.arguments = {arguments.begin(), arguments.end()}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--")
      break;
    if (is_option(argument)) {
      i += option_before_value(program, argument) ? 1U : 0U;
      continue;
    }
    const auto command =
        std::ranges::find(program.commands, argument, &CommandText::word);
    if (!argument.empty() && command != program.commands.end()) {
      invocation.command =
          static_cast<std::size_t>(command - program.commands.begin());
      invocation.arguments.erase(invocation.arguments.begin() +
                                 static_cast<std::ptrdiff_t>(i));
    }
    break;
  }
  invocation.arguments =
      expand_lists(program, invocation.arguments,
                   program.commands[invocation.command].positionals.size());
  return invocation;
}

Expected<void> check_outputs(std::span<const std::string> paths) {
  if (std::ranges::count(paths, "-") > 1)
    return fail(ErrorCode::malformed,
                "two outputs are to be written to standard output",
                "give all but one of them a file name");
  for (std::size_t i = 0; i < paths.size(); ++i)
    for (std::size_t j = i + 1; j < paths.size(); ++j)
      if (!paths[i].empty() && paths[i] != "/dev/null" && paths[i] == paths[j])
        return fail(ErrorCode::malformed,
                    "two outputs are to be written to " + paths[i]);
  return {};
}

} // namespace hotpatch
