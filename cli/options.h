// A tool's commands and options as tables, from which the parser, --help, the
// shell completions and the manual page are made.
#ifndef HOTPATCH_CLI_OPTIONS_H
#define HOTPATCH_CLI_OPTIONS_H

#include "cli/terminal.h"
#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Commands of a tool as a set of bits, in the order of its enum, whose values
// are indices into its table of commands.
using CommandBits = std::uint16_t;

template <typename Command> constexpr CommandBits bit(Command command) {
  return static_cast<CommandBits>(1U << static_cast<unsigned>(command));
}

template <typename Command>
constexpr CommandBits join(std::initializer_list<Command> commands) {
  CommandBits bits = 0;
  for (Command command : commands)
    bits = static_cast<CommandBits>(bits | bit(command));
  return bits;
}

// What completes a value.
enum class ValueKind : std::uint8_t {
  none,      // the option is a flag
  file,      // a path, or "-"
  word,      // one of `words`
  word_list, // several of `words`, separated by commas
  text,      // anything
};

// What help, completions and manual say about an option.
struct OptionText {
  std::string_view long_name = {};  // "--json"
  std::string_view short_name = {}; // "-j", or empty
  std::string_view value_name = {}; // "FILE"; empty for a flag
  ValueKind kind = ValueKind::none;
  std::string_view words = {}; // separated by blanks
  std::string_view help = {};  // one or two sentences
  CommandBits commands = 1;    // that take it
  CommandBits required_by = 0; // that cannot do without
  bool is_repeatable = false;
  bool takes_several = false; // values may follow each other
};

struct PositionalText {
  std::string_view name; // "PRE"
  std::string_view help;
  ValueKind kind = ValueKind::file;
  std::string_view words = {};
  bool is_repeatable = false; // at least one; the last of its command
};

struct CommandText {
  std::string_view word; // empty for the command without a word
  std::string_view help;
  std::vector<PositionalText> positionals = {}; // all required
};

// A tool's command line without what becomes of the values.
struct ProgramText {
  std::string_view name;    // "hpdiff"
  std::string_view purpose; // for the manual: "what changed between ..."
  // The first has no word.  If it has no positionals either, it only says that
  // a word is missing.
  std::vector<CommandText> commands = {};
  std::vector<OptionText> options = {};

  [[nodiscard]] bool needs_word() const {
    return commands.front().positionals.empty();
  }
};

// The same with the values' places in an Options, a tool's own struct.
template <typename Options> struct BasicOption {
  OptionText text;
  // The options with `value` taken in.  malformed: a bad value.
  Expected<Options> (*apply)(Options options, std::string_view value) = nullptr;
};

// Has `list` if it is repeatable, else `field`.
template <typename Options> struct BasicPositional {
  PositionalText text;
  std::string Options::*field = nullptr;
  std::vector<std::string> Options::*list = nullptr;
};

template <typename Options> struct BasicCommand {
  std::string_view word;
  std::string_view help;
  std::span<const BasicPositional<Options>> positionals = {};
};

template <typename Options> struct BasicProgram {
  std::string_view name, purpose;
  std::span<const BasicCommand<Options>> commands;
  std::span<const BasicOption<Options>> options;
};

template <typename Options>
ProgramText text_of(const BasicProgram<Options> &program) {
  ProgramText text{.name = program.name, .purpose = program.purpose};
  for (const BasicCommand<Options> &command : program.commands) {
    text.commands.push_back({command.word, command.help, {}});
    for (const BasicPositional<Options> &positional : command.positionals)
      text.commands.back().positionals.push_back(positional.text);
  }
  for (const BasicOption<Options> &option : program.options)
    text.options.push_back(option.text);
  return text;
}

// Values for BasicOption::apply that go to one field as they are.
template <auto field, typename Options>
Expected<Options> set_text(Options options, std::string_view value) {
  options.*field = value;
  return options;
}

template <auto field, typename Options>
Expected<Options> set_flag(Options options, std::string_view) {
  options.*field = true;
  return options;
}

template <auto field, typename Options>
Expected<Options> add_text(Options options, std::string_view value) {
  (options.*field).emplace_back(value);
  return options;
}

inline constexpr std::size_t max_threads = 1024;

// malformed: anything but decimal digits, or a number above `limit`.
Expected<std::size_t> parse_number(std::string_view text, std::size_t limit);

// A number of 32 bits.  malformed: anything else, or less than `least`.
Expected<std::uint32_t> parse_u32(std::string_view value, std::uint32_t least);

template <auto field, std::uint32_t least, typename Options>
Expected<Options> set_number(Options options, std::string_view value) {
  options.*field = HP_TRY(parse_u32(value, least));
  return options;
}

// "auto", "always" or "never"; malformed: another word.
Expected<ColorMode> parse_color(std::string_view word);

// One line per command with a word, for the end of --help; empty if there is
// none.
std::string command_summary(const ProgramText &program);

// A command line without the program's name, cut into the command (an index
// into ProgramText::commands) and the rest.  The command's word is the first
// argument that is neither an option nor an option's value: a path of that name
// is written ./show.
// Values that follow each other, as in `--symbols A B`, come back as one option
// each: as many as are left when each positional argument has one.
struct Invocation {
  std::size_t command = 0;
  std::vector<std::string> arguments; // without the command's word
};
Invocation split_command(const ProgramText &program,
                         std::span<const std::string> arguments);

// Whether each output has a place of its own; empty paths are no outputs.
// malformed: two on "-", which is standard output, or two in one file.
Expected<void> check_outputs(std::span<const std::string> paths);

} // namespace hotpatch

#endif
