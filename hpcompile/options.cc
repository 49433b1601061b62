// What hpcompile can be asked for.  See cli/options.h for what is made of the
// table.
//
// -j has no influence on the result, so it is no part of what is compiled; the
// number of threads that the machine has is asked for in run.cc.
#include "hpcompile/options.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hotpatch {
namespace {

constexpr CommandBits compile_and_validate = static_cast<CommandBits>(
    bit(CompileCommand::compile) | bit(CompileCommand::validate));
constexpr CommandBits all_with_output =
    static_cast<CommandBits>(compile_and_validate | bit(CompileCommand::dump));

Expected<CompileOptions> set_sequence(CompileOptions options,
                                      std::string_view value) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
  options.sequence =
      static_cast<std::uint32_t>(HP_TRY(parse_number(value, most)));
  if (options.sequence == 0)
    return fail(ErrorCode::malformed,
                "found '" + std::string(value) + "', expected a number from 1");
  return options;
}

Expected<CompileOptions> add_allowance(CompileOptions options,
                                       std::string_view value) {
  options.allow.push_back(HP_TRY(parse_allowance(value)));
  return options;
}

Expected<CompileOptions> set_threads(CompileOptions options,
                                     std::string_view value) {
  options.threads = HP_TRY(parse_number(value, max_threads));
  return options;
}

Expected<CompileOptions> set_color(CompileOptions options,
                                   std::string_view value) {
  options.color = HP_TRY(parse_color(value));
  return options;
}

using Option = BasicOption<CompileOptions>;
using Positional = BasicPositional<CompileOptions>;
using CommandEntry = BasicCommand<CompileOptions>;

constexpr std::array options_of_program = {
    Option{.text = {.long_name = "--image",
                    .value_name = "BASE",
                    .kind = ValueKind::file,
                    .help = "The base image: the program or library that "
                            "shipped, linked from PRE.",
                    .commands = compile_and_validate,
                    .required_by = compile_and_validate},
           .apply = set_text<&CompileOptions::image>},
    Option{.text = {.long_name = "--output",
                    .short_name = "-o",
                    .value_name = "PAYLOAD",
                    .kind = ValueKind::file,
                    .help = "Write the payload here. Needed unless --dry-run "
                            "is given."},
           .apply = set_text<&CompileOptions::output>},
    Option{.text = {.long_name = "--symbols",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "PDB, linker map or separate debug file of the "
                            "base image. Without it they are looked for "
                            "beside the image.",
                    .commands = compile_and_validate,
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&CompileOptions::symbols>},
    Option{.text = {.long_name = "--post-image",
                    .value_name = "POST",
                    .kind = ValueKind::file,
                    .help = "The full update, linked from the post objects: "
                            "the payload is validated against it.",
                    .commands = compile_and_validate,
                    .required_by = bit(CompileCommand::validate)},
           .apply = set_text<&CompileOptions::post_image>},
    Option{.text = {.long_name = "--post-symbols",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "PDB, linker map or separate debug file of the "
                            "post image.",
                    .commands = compile_and_validate,
                    .is_repeatable = true,
                    .takes_several = true},
           .apply = add_text<&CompileOptions::post_symbols>},
    Option{.text = {.long_name = "--sequence",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Sequence number of the payload among those for "
                            "this image (1)."},
           .apply = set_sequence},
    Option{.text = {.long_name = "--allow",
                    .value_name = "SLUG:NAME=REASON",
                    .kind = ValueKind::text,
                    .help = "Accept the refusal SLUG of the function, type or "
                            "datum NAME. The reason is recorded in the "
                            "payload.",
                    .is_repeatable = true},
           .apply = add_allowance},
    Option{.text = {.long_name = "--include-noise",
                    .help = "Also redirect functions that differ only in line "
                            "numbers or layout."},
           .apply = set_flag<&CompileOptions::include_noise>},
    Option{.text = {.long_name = "--dry-run",
                    .short_name = "-n",
                    .help = "Do everything but write the payload."},
           .apply = set_flag<&CompileOptions::is_dry_run>},
    Option{.text = {.long_name = "--json",
                    .value_name = "FILE",
                    .kind = ValueKind::file,
                    .help = "Write the result as JSON (schemas "
                            "hpcompile.report/1, hpcompile.validation/1, "
                            "hpcompile.dump/1).",
                    .commands = all_with_output},
           .apply = set_text<&CompileOptions::json>},
    Option{.text = {.long_name = "--quiet",
                    .short_name = "-q",
                    .help = "Print nothing but errors; the exit status tells.",
                    .commands = all_with_output},
           .apply = set_flag<&CompileOptions::is_quiet>},
    Option{.text = {.long_name = "--jobs",
                    .short_name = "-j",
                    .value_name = "N",
                    .kind = ValueKind::text,
                    .help = "Work on N threads; 0, the default, is as many as "
                            "the machine has."},
           .apply = set_threads},
    Option{.text = {.long_name = "--color",
                    .value_name = "WHEN",
                    .kind = ValueKind::word,
                    .words = "auto always never",
                    .help = "Colour in text: auto is on a terminal unless "
                            "NO_COLOR is set or TERM is dumb.",
                    .commands = all_with_output},
           .apply = set_color},
};

constexpr std::array positionals_of_compile = {
    Positional{{"PRE", "the build that shipped"}, &CompileOptions::pre},
    Positional{{"POST", "the build with the fix"}, &CompileOptions::post},
};
constexpr std::array positional_payload = {
    Positional{{"PAYLOAD", "a payload that hpcompile wrote"},
               &CompileOptions::payload},
};
constexpr std::array positional_shell = {
    Positional{{"SHELL", "bash, zsh or fish", ValueKind::word, "bash zsh fish"},
               &CompileOptions::shell},
};

// In the order of the enum.
constexpr std::array commands_of_program = {
    CommandEntry{
        "",
        "Make the payload that turns the base image, linked from PRE, into one "
        "that behaves as if linked from POST: the changed functions and "
        "redirects to them. PRE and POST are objects, archives, directory "
        "trees or @LIST files; they are paired by relative path and member "
        "name. What must not be applied in memory is refused, with all "
        "reasons.",
        positionals_of_compile},
    CommandEntry{"validate",
                 "Check that the base image with PAYLOAD laid over it means "
                 "what the post image means, function by function.",
                 positional_payload},
    CommandEntry{"dump", "Print what PAYLOAD holds.", positional_payload},
    CommandEntry{"completions", "Print completions for bash, zsh or fish.",
                 positional_shell},
    CommandEntry{"man", "Print the manual page."},
};

constexpr BasicProgram<CompileOptions> program = {
    .name = "hpcompile",
    .purpose = "the minimal payload that puts a fix into a running image",
    .commands = commands_of_program,
    .options = options_of_program,
};

// All slugs that --allow takes, for a message.
std::string acceptable_slugs() {
  std::string text;
  for (std::size_t i = 0; i < refusal_reason_count; ++i)
    if (const auto reason = static_cast<RefusalReason>(i);
        is_acceptable(reason))
      text += (text.empty() ? "" : ", ") + std::string(slug_of(reason));
  return text;
}

Expected<void> check_slug(std::string_view slug) {
  for (std::size_t i = 0; i < refusal_reason_count; ++i) {
    const auto reason = static_cast<RefusalReason>(i);
    if (slug_of(reason) != slug)
      continue;
    if (is_acceptable(reason))
      return {};
    return fail(ErrorCode::malformed,
                "the refusal '" + std::string(slug) + "' cannot be accepted",
                std::string(remedy_of(reason)));
  }
  return fail(ErrorCode::malformed, "found the refusal '" + std::string(slug) +
                                        "', expected one of " +
                                        acceptable_slugs());
}

} // namespace

const BasicProgram<CompileOptions> &compile_program() { return program; }

Expected<Allowance> parse_allowance(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::size_t equals =
      colon == std::string_view::npos ? colon : text.find('=', colon);
  if (equals == std::string_view::npos || equals == colon + 1 || colon == 0)
    return fail(ErrorCode::malformed,
                "found '" + std::string(text) + "', expected SLUG:NAME=REASON");
  Allowance allowance{
      .slug = std::string(text.substr(0, colon)),
      .name = std::string(text.substr(colon + 1, equals - colon - 1)),
      .reason = std::string(text.substr(equals + 1))};
  HP_TRY(check_slug(allowance.slug));
  if (allowance.reason.find_first_not_of(' ') == std::string::npos)
    return fail(ErrorCode::malformed,
                "'" + std::string(text) + "' gives no reason",
                "say after = why the risk is acceptable: the payload records "
                "it");
  return allowance;
}

Expected<void> check(const CompileOptions &options) {
  const std::array outputs = {options.output, options.json};
  HP_TRY(check_outputs(outputs));
  for (const std::string &output : outputs)
    for (const std::string &input :
         {options.image, options.post_image, options.payload})
      if (!output.empty() && output == input)
        return fail(ErrorCode::malformed,
                    "an output is to be written over the input " + input);
  if (options.command == CompileCommand::compile && options.output.empty() &&
      !options.is_dry_run)
    return fail(ErrorCode::malformed, "-o is missing",
                "name the payload's file with -o, or say --dry-run");
  if (options.post_image.empty() && !options.post_symbols.empty())
    return fail(ErrorCode::malformed,
                "--post-symbols is given without --post-image");
  return {};
}

CompileInputs compile_inputs_of(const CompileOptions &options) {
  return {.pre = options.pre,
          .post = options.post,
          .image = options.image,
          .symbols = options.symbols,
          .post_image = options.post_image,
          .post_symbols = options.post_symbols,
          .sequence = options.sequence,
          .allow = options.allow,
          .include_noise = options.include_noise,
          .threads = options.threads};
}

ValidateInputs validate_inputs_of(const CompileOptions &options) {
  return {.payload = options.payload,
          .image = options.image,
          .post_image = options.post_image,
          .symbols = options.symbols,
          .post_symbols = options.post_symbols};
}

} // namespace hotpatch
