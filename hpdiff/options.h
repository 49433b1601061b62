// The command line as a value, and the one table of options from which the
// parser, --help, the shell completions and the manual page are made.
#ifndef HOTPATCH_HPDIFF_OPTIONS_H
#define HOTPATCH_HPDIFF_OPTIONS_H

#include "formats/core/error.h"
#include "hpdiff/exit_status.h"
#include "hpdiff/select.h"
#include "hpdiff/terminal.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

enum class Command : std::uint8_t { diff, show, completions, man };
inline constexpr std::size_t command_count = 4;

// Commands as a set of bits, in the order of the enum.
constexpr std::uint8_t bit(Command command) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(command));
}

// Output paths: "-" is standard output, empty is none.
struct Options {
  Command command = Command::diff;
  std::string pre, post;
  std::string function; // show
  std::string shell;    // completions

  std::string json, markdown, html, csv;
  std::size_t markdown_limit = 60000; // bytes
  bool is_stat = false;
  bool is_quiet = false;
  bool lists_all = false;
  bool has_instructions = false; // --asm
  std::string explain;           // a function, or empty

  std::optional<ClassSet> classes;
  std::string name_pattern, object_glob;
  std::optional<SortKey> sort;
  std::optional<std::size_t> limit; // 0: no limit

  std::optional<FailOn> fail_on;
  SkippedPolicy skipped = SkippedPolicy::trouble;
  std::size_t threads = 0; // 0: as many as the machine has
  ColorMode color = ColorMode::automatic;
  bool has_builtin_line_rules = true;
  std::vector<std::string> line_rule_files;

  bool is_side_by_side = false; // show
  std::size_t context = 3;      // show: equal rows around a difference
};

// What completes an option's value.
enum class ValueKind : std::uint8_t {
  none,      // the option is a flag
  file,      // a path, or "-"
  word,      // one of `words`
  word_list, // several of `words`, separated by commas
  text,      // anything
};

struct OptionSpec {
  std::string_view long_name = {};  // "--json"
  std::string_view short_name = {}; // "-j", or empty
  std::string_view value_name = {}; // "FILE"; empty for a flag
  ValueKind kind = ValueKind::none;
  std::string_view words = {};                // separated by blanks
  std::string_view help = {};                 // one or two sentences
  std::uint8_t commands = bit(Command::diff); // that take it
  bool is_repeatable = false;
  // The options with `value` taken in.  malformed: a bad value.
  Expected<Options> (*apply)(Options options, std::string_view value) = nullptr;
};

struct Positional {
  std::string_view name; // "PRE"
  std::string_view help;
  std::string Options::*field = nullptr;
  ValueKind kind = ValueKind::file;
};

struct CommandSpec {
  Command command = Command::diff;
  std::string_view word; // empty for the command without a word
  std::span<const Positional> positionals; // all required
  std::string_view help;
};

// All live as long as the program.
std::span<const OptionSpec> option_table();
std::span<const CommandSpec> command_table();
const CommandSpec &spec_of(Command command);

// One line per command with a word, for the end of --help.
std::string command_summary();

// A command line without the program's name, cut into the command and the rest.
// The command's word is the first argument that is neither an option nor an
// option's value: a path of that name is written ./show.
struct Invocation {
  Command command = Command::diff;
  std::vector<std::string> arguments; // without the command's word
};
Invocation split_command(std::span<const std::string> arguments);

// Checks what no single option can.  malformed: two of an output on "-", --stat
// and --explain, which all go to standard output, two outputs to one file, or a
// name pattern that is no regular expression.
Expected<void> check(const Options &options);

} // namespace hotpatch

#endif
