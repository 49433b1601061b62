// The part of every main.cc that is the same: parse, run, print, exit.  Only
// main.cc files include this header: here CLI11 is known, something is printed
// and an exit status is given.
#ifndef HOTPATCH_CLI_MAIN_H
#define HOTPATCH_CLI_MAIN_H

#include "cli/options.h"
#include "cli/output.h"
#include "cli/text.h"
#include "formats/core/version.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <unistd.h>

namespace hotpatch {

// Trouble of any kind: usage, input or output, malformed input.
inline constexpr int trouble_status = 2;

inline int report_trouble(std::string_view program, const Error &error) {
  std::fprintf(stderr, "%s: error: %s\n", std::string(program).c_str(),
               printable(error.message).c_str());
  if (!error.hint.empty())
    std::fprintf(stderr, "hint: %s\n", printable(error.hint).c_str());
  return trouble_status;
}

inline void write_to(std::FILE *stream, std::string_view piece) {
  std::fwrite(piece.data(), 1, piece.size(), stream);
}

inline Expected<void> write_output(const Output &output) {
  if (output.path != "-")
    return at_path(write_file(output.path, output.write), output.path);
  output.write([](std::string_view piece) { write_to(stdout, piece); });
  if (std::fflush(stdout) != 0 || std::ferror(stdout))
    return fail(ErrorCode::io, "cannot write standard output");
  return {};
}

// Declares one option of the table; its value goes to `options`, the first bad
// one to `error`.
template <typename Options>
void declare(CLI::App &app, const BasicOption<Options> &option,
             Options &options, std::optional<Error> &error, bool is_required) {
  const OptionText &text = option.text;
  const std::string name(text.long_name), help(text.help);
  const std::string names = text.short_name.empty()
                                ? name
                                : std::string(text.short_name) + "," + name;
  auto take = [&options, &error, &option](const std::string &value) {
    Expected<Options> taken = option.apply(options, value);
    if (taken)
      options = *std::move(taken);
    else if (!error)
      error = std::move(taken).error().at(option.text.long_name);
  };
  using Values = std::vector<std::string>;
  auto take_all = [take](const Values &all) {
    std::ranges::for_each(all, take);
  };
  if (text.kind == ValueKind::none)
    app.add_flag_callback(names, [take] { take(""); }, help);
  else if (text.is_repeatable)
    app.add_option_function<Values>(names, take_all, help)
        ->type_name(std::string(text.value_name))
        ->allow_extra_args(false)
        ->required(is_required);
  else
    app.add_option_function<std::string>(names, take, help)
        ->type_name(std::string(text.value_name))
        ->required(is_required);
}

template <typename Options>
void declare_command(CLI::App &app, const BasicProgram<Options> &program,
                     Options &options, std::optional<Error> &error) {
  const BasicCommand<Options> &command =
      program.commands[static_cast<std::size_t>(options.command)];
  const std::string name(program.name);
  app.name(command.word.empty() ? name
                                : name + " " + std::string(command.word));
  app.description(std::string(command.help));
  app.set_version_flag("--version", name + " " + std::string(tool_version()));
  if (command.word.empty())
    app.footer(command_summary(text_of(program)));
  const CommandBits self = bit(options.command);
  for (const BasicOption<Options> &option : program.options)
    if ((option.text.commands & self) != 0)
      declare(app, option, options, error,
              (option.text.required_by & self) != 0);
  for (const BasicPositional<Options> &positional : command.positionals) {
    const std::string help(positional.text.help);
    CLI::Option *const declared =
        positional.text.is_repeatable
            ? app.add_option(std::string(positional.text.name),
                             options.*positional.list, help)
            : app.add_option(std::string(positional.text.name),
                             options.*positional.field, help);
    declared->required();
  }
}

// Progress is for people who wait: none in a log or a pipe.
inline Sink progress_sink(bool is_quiet) {
  if (is_quiet || ::isatty(STDERR_FILENO) != 1)
    return {};
  return [](std::string_view piece) { write_to(stderr, piece); };
}

// Parses the command line into an Options, whose `command` is an index into
// program.commands and which says by `is_quiet` whether it wants no progress;
// calls run(options, surroundings), which gives an Expected exit status; prints
// its error, if any.
template <typename Options, typename Run>
int run_program(int argc, char **argv, const BasicProgram<Options> &program,
                Run run) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1),
                                           argv + argc);
  Invocation invocation = split_command(text_of(program), arguments);
  Options options;
  options.command = static_cast<decltype(options.command)>(invocation.command);
  auto complain = [&program](const Error &error) {
    return report_trouble(program.name, error);
  };
  std::optional<Error> bad_value;
  CLI::App app;
  declare_command(app, program, options, bad_value);
  try {
    std::ranges::reverse(invocation.arguments); // as CLI11 wants them
    app.parse(std::move(invocation.arguments));
  } catch (const CLI::Success &help) {
    return app.exit(help);
  } catch (const CLI::ParseError &error) {
    return complain(
        {ErrorCode::malformed, error.what(),
         std::string(program.name) + " --help lists commands and options"});
  }
  if (bad_value)
    return complain(*bad_value);
  const auto status =
      run(options, Surroundings{.terminal = inspect_terminal(STDOUT_FILENO),
                                .progress = progress_sink(options.is_quiet),
                                .write = write_output,
                                .complain = complain});
  return status ? static_cast<int>(*status) : complain(status.error());
}

} // namespace hotpatch

#endif
