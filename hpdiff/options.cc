// What hpdiff can be asked for.  See cli/options.h for what is made of the
// table.
#include "hpdiff/options.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

constexpr CommandBits diff_and_show =
    static_cast<CommandBits>(bit(Command::diff) | bit(Command::show));
constexpr CommandBits show_only = bit(Command::show);

constexpr std::string_view class_words =
    "any data identical layout_only line_only constant code added removed "
    "changed_readonly changed_initializer resized";
constexpr std::string_view fail_words =
    "any data identical layout_only line_only constant code added removed "
    "changed_readonly changed_initializer resized skipped";

constexpr std::size_t max_number = 0xffffffff;

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

Expected<Options> set_context(Options options, std::string_view value) {
  options.context = HP_TRY(parse_number(value, max_number));
  return options;
}

using OptionSpec = BasicOption<Options>;
using Positional = BasicPositional<Options>;

constexpr std::array options_of_program = {
    OptionSpec{
        .text = {.long_name = "--json",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "Write the report as JSON (schema hpdiff.report/1)."},
        .apply = set_text<&Options::json>},
    OptionSpec{.text = {.long_name = "--markdown",
                        .value_name = "FILE",
                        .kind = ValueKind::file,
                        .help =
                            "Write a Markdown summary, for a pull request or a "
                            "CI step."},
               .apply = set_text<&Options::markdown>},
    OptionSpec{
        .text = {.long_name = "--markdown-limit",
                 .value_name = "BYTES",
                 .kind = ValueKind::text,
                 .help = "Fold the Markdown summary until it has at most this "
                         "size (60000)."},
        .apply = set_markdown_limit},
    OptionSpec{.text = {.long_name = "--html",
                        .value_name = "FILE",
                        .kind = ValueKind::file,
                        .help = "Write one self-contained HTML page."},
               .apply = set_text<&Options::html>},
    OptionSpec{.text = {.long_name = "--csv",
                        .value_name = "FILE",
                        .kind = ValueKind::file,
                        .help = "Write the rows as CSV."},
               .apply = set_text<&Options::csv>},
    OptionSpec{
        .text = {.long_name = "--asm",
                 .help = "Add the instruction differences of changed functions "
                         "to JSON, Markdown and HTML."},
        .apply = set_flag<&Options::has_instructions>},
    OptionSpec{.text = {.long_name = "--stat",
                        .help = "Print one line instead of the table."},
               .apply = set_flag<&Options::is_stat>},
    OptionSpec{
        .text = {.long_name = "--quiet",
                 .short_name = "-q",
                 .help = "Print nothing but errors; the exit status tells.",
                 .commands = diff_and_show},
        .apply = set_flag<&Options::is_quiet>},
    OptionSpec{
        .text = {.long_name = "--explain",
                 .value_name = "FUNCTION",
                 .kind = ValueKind::text,
                 .help = "Print why FUNCTION (a name, a demangled name, or "
                         "OBJECT:NAME) has its class, instead of the table."},
        .apply = set_text<&Options::explain>},
    OptionSpec{
        .text = {.long_name = "--all",
                 .help = "List everything: also what is identical, only laid "
                         "out differently or only line numbers, without a "
                         "limit."},
        .apply = set_flag<&Options::lists_all>},
    OptionSpec{.text = {.long_name = "--class",
                        .value_name = "LIST",
                        .kind = ValueKind::word_list,
                        .words = class_words,
                        .help = "List only these classes."},
               .apply = set_classes},
    OptionSpec{.text = {.long_name = "--filter",
                        .value_name = "RE",
                        .kind = ValueKind::text,
                        .help =
                            "List only names in which this regular expression "
                            "(ECMAScript) is found, mangled or demangled."},
               .apply = set_text<&Options::name_pattern>},
    OptionSpec{.text = {.long_name = "--object",
                        .value_name = "GLOB",
                        .kind = ValueKind::text,
                        .help =
                            "List only objects whose path, file name or member "
                            "name matches."},
               .apply = set_text<&Options::object_glob>},
    OptionSpec{.text = {.long_name = "--sort",
                        .value_name = "KEY",
                        .kind = ValueKind::word,
                        .words = "delta size similarity name object",
                        .help =
                            "Order of the rows: largest delta or size, least "
                            "similarity first, or by name or object."},
               .apply = set_sort},
    OptionSpec{
        .text = {.long_name = "--limit",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "List at most N functions and N data; 0 is no limit. "
                         "On a terminal the table has 40 unless told "
                         "otherwise."},
        .apply = set_limit},
    OptionSpec{
        .text = {.long_name = "--fail-on",
                 .value_name = "LIST",
                 .kind = ValueKind::word_list,
                 .words = fail_words,
                 .help = "Exit with 1 if, and only if, one of these occurs."},
        .apply = set_fail_on},
    OptionSpec{
        .text = {.long_name = "--allow-skipped",
                 .help = "Inputs that cannot be compared are reported, but are "
                         "no trouble."},
        .apply = allow_skipped},
    OptionSpec{
        .text = {.long_name = "--line-rules",
                 .value_name = "FILE",
                 .kind = ValueKind::file,
                 .help = "More functions whose argument is a source line, as "
                         "callee:argument, one a line.",
                 .commands = diff_and_show,
                 .is_repeatable = true},
        .apply = add_text<&Options::line_rule_files>},
    OptionSpec{
        .text = {.long_name = "--no-line-rules",
                 .help = "Do without the built-in list of such functions.",
                 .commands = diff_and_show},
        .apply = no_line_rules},
    OptionSpec{
        .text = {.long_name = "--jobs",
                 .short_name = "-j",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "Compare on N threads; 0, the default, is as many as "
                         "the machine has.",
                 .commands = diff_and_show},
        .apply = set_threads},
    OptionSpec{
        .text = {.long_name = "--color",
                 .value_name = "WHEN",
                 .kind = ValueKind::word,
                 .words = "auto always never",
                 .help =
                     "Colour in text: auto is on a terminal unless NO_COLOR "
                     "is set or TERM is dumb.",
                 .commands = diff_and_show},
        .apply = set_color},
    OptionSpec{.text = {.long_name = "--side-by-side",
                        .help = "Pre on the left, post on the right.",
                        .commands = show_only},
               .apply = set_flag<&Options::is_side_by_side>},
    OptionSpec{
        .text = {.long_name = "--context",
                 .short_name = "-U",
                 .value_name = "N",
                 .kind = ValueKind::text,
                 .help = "Show N equal instructions around a difference (3).",
                 .commands = show_only},
        .apply = set_context},
};

constexpr std::array positionals_of_show = {
    Positional{{"PRE", "the build before the change"}, &Options::pre},
    Positional{{"POST", "the build after it"}, &Options::post},
    Positional{{"FUNCTION", "the function", ValueKind::text},
               &Options::function},
};
constexpr std::array positionals_of_completions = {
    Positional{{"SHELL", "bash, zsh or fish", ValueKind::word, "bash zsh fish"},
               &Options::shell},
};

// In the order of the enum.
constexpr std::array commands_of_program = {
    BasicCommand<Options>{
        "",
        "Say what changed between two builds, function by function. PRE and "
        "POST are objects, archives, directory trees or @LIST files; they are "
        "paired by relative path and member name.",
        std::span(positionals_of_show).first(2)},
    BasicCommand<Options>{
        "show",
        "Show how the instructions of one function differ. FUNCTION is a name, "
        "a demangled name, or OBJECT:NAME.",
        positionals_of_show},
    BasicCommand<Options>{"completions",
                          "Print completions for bash, zsh or fish.",
                          positionals_of_completions},
    BasicCommand<Options>{"man", "Print the manual page."},
};

constexpr BasicProgram<Options> program = {
    .name = "hpdiff",
    .purpose = "what changed between two builds, function by function",
    .commands = commands_of_program,
    .options = options_of_program,
};

} // namespace

const BasicProgram<Options> &diff_program() { return program; }

Expected<void> check(const Options &options) {
  const std::array outputs = {options.json, options.markdown, options.html,
                              options.csv};
  HP_TRY(check_outputs(outputs));
  const bool is_on_stdout = std::ranges::count(outputs, "-") > 0;
  const int texts = (options.is_stat ? 1 : 0) +
                    (options.explain.empty() ? 0 : 1) + (is_on_stdout ? 1 : 0);
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
