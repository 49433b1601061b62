// One table, four uses: CLI11 in main.cc, --help (by CLI11), completions.cc and
// man_page.cc.  An option that is not here does not exist; one that is here is
// documented and completed.
#include "hpdiff/options.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hotpatch {
namespace {

constexpr std::uint8_t diff_and_show =
    static_cast<std::uint8_t>(bit(Command::diff) | bit(Command::show));
constexpr std::uint8_t show_only = bit(Command::show);

constexpr std::string_view class_words =
    "any data identical layout_only line_only constant code added removed "
    "changed_readonly changed_initializer resized";
constexpr std::string_view fail_words =
    "any data identical layout_only line_only constant code added removed "
    "changed_readonly changed_initializer resized skipped";

constexpr std::size_t max_threads = 1024;

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

constexpr std::size_t max_number = 0xffffffff;

// Takes the value into one string field.
template <std::string Options::*field>
Expected<Options> set_text(Options options, std::string_view value) {
  options.*field = value;
  return options;
}

template <bool Options::*field>
Expected<Options> set_flag(Options options, std::string_view) {
  options.*field = true;
  return options;
}

Expected<Options> set_markdown_limit(Options options, std::string_view value) {
  options.markdown_limit = HP_TRY(parse_number(value, max_number));
  return options;
}

Expected<Options> set_classes(Options options, std::string_view value) {
  options.classes = HP_TRY(parse_classes(value));
  return options;
}

Expected<Options> set_sort(Options options, std::string_view value) {
  options.sort = HP_TRY(parse_sort_key(value));
  return options;
}

Expected<Options> set_limit(Options options, std::string_view value) {
  options.limit = HP_TRY(parse_number(value, max_number));
  return options;
}

Expected<Options> set_fail_on(Options options, std::string_view value) {
  options.fail_on = HP_TRY(parse_fail_on(value));
  return options;
}

Expected<Options> allow_skipped(Options options, std::string_view) {
  options.skipped = SkippedPolicy::allowed;
  return options;
}

Expected<Options> set_threads(Options options, std::string_view value) {
  options.threads = HP_TRY(parse_number(value, max_threads));
  return options;
}

Expected<Options> set_color(Options options, std::string_view value) {
  options.color = HP_TRY(parse_color(value));
  return options;
}

Expected<Options> no_line_rules(Options options, std::string_view) {
  options.has_builtin_line_rules = false;
  return options;
}

Expected<Options> add_line_rules(Options options, std::string_view value) {
  options.line_rule_files.emplace_back(value);
  return options;
}

Expected<Options> set_context(Options options, std::string_view value) {
  options.context = HP_TRY(parse_number(value, max_number));
  return options;
}

constexpr std::array options_of_program = {
    OptionSpec{.long_name = "--json",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "Write the report as JSON (schema hpdiff.report/1).",
               .apply = set_text<&Options::json>},
    OptionSpec{.long_name = "--markdown",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "Write a Markdown summary, for a pull request or a "
                       "CI step.",
               .apply = set_text<&Options::markdown>},
    OptionSpec{.long_name = "--markdown-limit",
               .value_name = "BYTES",
               .kind = ValueKind::text,
               .help = "Fold the Markdown summary until it has at most this "
                       "size (60000).",
               .apply = set_markdown_limit},
    OptionSpec{.long_name = "--html",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "Write one self-contained HTML page.",
               .apply = set_text<&Options::html>},
    OptionSpec{.long_name = "--csv",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "Write the rows as CSV.",
               .apply = set_text<&Options::csv>},
    OptionSpec{.long_name = "--asm",
               .help = "Add the instruction differences of changed functions "
                       "to JSON, Markdown and HTML.",
               .apply = set_flag<&Options::has_instructions>},
    OptionSpec{.long_name = "--stat",
               .help = "Print one line instead of the table.",
               .apply = set_flag<&Options::is_stat>},
    OptionSpec{.long_name = "--quiet",
               .short_name = "-q",
               .help = "Print nothing but errors; the exit status tells.",
               .commands = diff_and_show,
               .apply = set_flag<&Options::is_quiet>},
    OptionSpec{.long_name = "--explain",
               .value_name = "FUNCTION",
               .kind = ValueKind::text,
               .help = "Print why FUNCTION (a name, a demangled name, or "
                       "OBJECT:NAME) has its class, instead of the table.",
               .apply = set_text<&Options::explain>},
    OptionSpec{.long_name = "--all",
               .help = "List everything: also what is identical, only laid "
                       "out differently or only line numbers, without a "
                       "limit.",
               .apply = set_flag<&Options::lists_all>},
    OptionSpec{.long_name = "--class",
               .value_name = "LIST",
               .kind = ValueKind::word_list,
               .words = class_words,
               .help = "List only these classes.",
               .apply = set_classes},
    OptionSpec{.long_name = "--filter",
               .value_name = "RE",
               .kind = ValueKind::text,
               .help = "List only names in which this regular expression "
                       "(ECMAScript) is found, mangled or demangled.",
               .apply = set_text<&Options::name_pattern>},
    OptionSpec{.long_name = "--object",
               .value_name = "GLOB",
               .kind = ValueKind::text,
               .help = "List only objects whose path, file name or member "
                       "name matches.",
               .apply = set_text<&Options::object_glob>},
    OptionSpec{.long_name = "--sort",
               .value_name = "KEY",
               .kind = ValueKind::word,
               .words = "delta size similarity name object",
               .help = "Order of the rows: largest delta or size, least "
                       "similarity first, or by name or object.",
               .apply = set_sort},
    OptionSpec{.long_name = "--limit",
               .value_name = "N",
               .kind = ValueKind::text,
               .help = "List at most N functions and N data; 0 is no limit. "
                       "On a terminal the table has 40 unless told "
                       "otherwise.",
               .apply = set_limit},
    OptionSpec{.long_name = "--fail-on",
               .value_name = "LIST",
               .kind = ValueKind::word_list,
               .words = fail_words,
               .help = "Exit with 1 if, and only if, one of these occurs.",
               .apply = set_fail_on},
    OptionSpec{.long_name = "--allow-skipped",
               .help = "Inputs that cannot be compared are reported, but are "
                       "no trouble.",
               .apply = allow_skipped},
    OptionSpec{.long_name = "--line-rules",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "More functions whose argument is a source line, as "
                       "callee:argument, one a line.",
               .commands = diff_and_show,
               .is_repeatable = true,
               .apply = add_line_rules},
    OptionSpec{.long_name = "--no-line-rules",
               .help = "Do without the built-in list of such functions.",
               .commands = diff_and_show,
               .apply = no_line_rules},
    OptionSpec{.long_name = "--jobs",
               .short_name = "-j",
               .value_name = "N",
               .kind = ValueKind::text,
               .help = "Compare on N threads; 0, the default, is as many as "
                       "the machine has.",
               .commands = diff_and_show,
               .apply = set_threads},
    OptionSpec{.long_name = "--color",
               .value_name = "WHEN",
               .kind = ValueKind::word,
               .words = "auto always never",
               .help = "Colour in text: auto is on a terminal unless NO_COLOR "
                       "is set or TERM is dumb.",
               .commands = diff_and_show,
               .apply = set_color},
    OptionSpec{.long_name = "--side-by-side",
               .help = "Pre on the left, post on the right.",
               .commands = show_only,
               .apply = set_flag<&Options::is_side_by_side>},
    OptionSpec{.long_name = "--context",
               .short_name = "-U",
               .value_name = "N",
               .kind = ValueKind::text,
               .help = "Show N equal instructions around a difference (3).",
               .commands = show_only,
               .apply = set_context},
};

constexpr std::array positionals_of_show = {
    Positional{"PRE", "the build before the change", &Options::pre,
               ValueKind::file},
    Positional{"POST", "the build after it", &Options::post, ValueKind::file},
    Positional{"FUNCTION", "the function", &Options::function, ValueKind::text},
};
constexpr std::array positionals_of_completions = {
    Positional{"SHELL", "bash, zsh or fish", &Options::shell, ValueKind::word},
};

// In the order of the enum.
constexpr std::array<CommandSpec, command_count> commands_of_program = {{
    {Command::diff, "", std::span(positionals_of_show).first(2),
     "Say what changed between two builds, function by function. PRE and "
     "POST are objects, archives, directory trees or @LIST files; they are "
     "paired by relative path and member name."},
    {Command::show, "show", positionals_of_show,
     "Show how the instructions of one function differ. FUNCTION is a name, a "
     "demangled name, or OBJECT:NAME."},
    {Command::completions, "completions", positionals_of_completions,
     "Print completions for bash, zsh or fish."},
    {Command::man, "man", {}, "Print the manual page."},
}};

// Whether the option `argument` takes its value from the next argument.
bool takes_next(std::string_view argument) {
  return std::ranges::any_of(option_table(), [&](const OptionSpec &spec) {
    return spec.kind != ValueKind::none &&
           (argument == spec.long_name || argument == spec.short_name);
  });
}

} // namespace

std::span<const OptionSpec> option_table() { return options_of_program; }

std::span<const CommandSpec> command_table() { return commands_of_program; }

const CommandSpec &spec_of(Command command) {
  return commands_of_program[static_cast<std::size_t>(command)];
}

std::string command_summary() {
  std::string text = "Commands:\n";
  for (const CommandSpec &spec : command_table()) {
    if (spec.word.empty())
      continue;
    std::string line = "  " + std::string(spec.word);
    for (const Positional &positional : spec.positionals)
      line += " " + std::string(positional.name);
    text += left_aligned(line, 30) + "  " + std::string(spec.help) + "\n";
  }
  return text + "A path named like a command is written ./show.";
}

Invocation split_command(std::span<const std::string> arguments) {
  Invocation invocation{.arguments = {arguments.begin(), arguments.end()}};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string &argument = arguments[i];
    if (argument == "--")
      break;
    if (argument.size() > 1 && argument.starts_with('-')) {
      i += takes_next(argument) ? 1U : 0U;
      continue;
    }
    for (const CommandSpec &spec : command_table())
      if (!spec.word.empty() && spec.word == argument) {
        invocation.command = spec.command;
        invocation.arguments.erase(invocation.arguments.begin() +
                                   static_cast<std::ptrdiff_t>(i));
      }
    break;
  }
  return invocation;
}

Expected<void> check(const Options &options) {
  const std::array outputs = {options.json, options.markdown, options.html,
                              options.csv};
  const std::ptrdiff_t on_stdout = std::ranges::count(outputs, "-");
  if (on_stdout > 1)
    return fail(ErrorCode::malformed,
                "two outputs are to be written to standard output",
                "give all but one of them a file name");
  for (std::size_t i = 0; i < outputs.size(); ++i)
    for (std::size_t j = i + 1; j < outputs.size(); ++j)
      if (!outputs[i].empty() && outputs[i] != "/dev/null" &&
          outputs[i] == outputs[j])
        return fail(ErrorCode::malformed,
                    "two outputs are to be written to " + outputs[i]);
  const int texts = (options.is_stat ? 1 : 0) +
                    (options.explain.empty() ? 0 : 1) + (on_stdout > 0 ? 1 : 0);
  if (texts > 1)
    return fail(ErrorCode::malformed,
                "--stat, --explain and an output on - exclude each other");
  // An error in the pattern is told before the work, not after it.
  Expected<Listing> probe =
      select_rows(DiffReport(), {.name_pattern = options.name_pattern});
  if (!probe)
    return std::unexpected(std::move(probe).error().at("--filter"));
  return {};
}

} // namespace hotpatch
