// The program: parse, compare, write, exit.  Only here anything is printed and
// an exit status is chosen, and only here is CLI11 known.
#include "formats/core/file.h"
#include "formats/core/version.h"
#include "hpdiff/exit_status.h"
#include "hpdiff/options.h"
#include "hpdiff/output.h"
#include "hpdiff/run.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace hotpatch;

namespace {

int report_trouble(const Error &error) {
  std::fprintf(stderr, "hpdiff: error: %s\n", printable(error.message).c_str());
  if (!error.hint.empty())
    std::fprintf(stderr, "hint: %s\n", printable(error.hint).c_str());
  return static_cast<int>(ExitStatus::trouble);
}

void write_to(std::FILE *stream, std::string_view piece) {
  std::fwrite(piece.data(), 1, piece.size(), stream);
}

Expected<void> write_output(const Output &output) {
  if (output.path != "-") {
    Expected<void> written = write_file(output.path, output.write);
    if (!written)
      return std::unexpected(std::move(written).error().at(output.path));
    return {};
  }
  output.write([](std::string_view piece) { write_to(stdout, piece); });
  if (std::fflush(stdout) != 0 || std::ferror(stdout))
    return fail(ErrorCode::io, "cannot write standard output");
  return {};
}

// Declares one option of the table; its value goes to `options`, the first bad
// one to `error`.
void declare(CLI::App &app, const OptionSpec &spec, Options &options,
             std::optional<Error> &error) {
  const std::string name(spec.long_name), help(spec.help);
  const std::string names = spec.short_name.empty()
                                ? name
                                : std::string(spec.short_name) + "," + name;
  auto take = [&options, &error, &spec](const std::string &value) {
    Expected<Options> taken = spec.apply(options, value);
    if (taken)
      options = *std::move(taken);
    else if (!error)
      error = std::move(taken).error().at(spec.long_name);
  };
  using Values = std::vector<std::string>;
  auto take_all = [take](const Values &all) {
    std::ranges::for_each(all, take);
  };
  if (spec.kind == ValueKind::none)
    app.add_flag_callback(names, [take] { take(""); }, help);
  else if (spec.is_repeatable)
    app.add_option_function<Values>(names, take_all, help)
        ->type_name(std::string(spec.value_name))
        ->allow_extra_args(false);
  else
    app.add_option_function<std::string>(names, take, help)
        ->type_name(std::string(spec.value_name));
}

void declare_command(CLI::App &app, Command command, Options &options,
                     std::optional<Error> &error) {
  const CommandSpec &spec = spec_of(command);
  app.name(spec.word.empty() ? "hpdiff" : "hpdiff " + std::string(spec.word));
  app.description(std::string(spec.help));
  app.set_version_flag("--version", "hpdiff " + std::string(tool_version()));
  if (command == Command::diff)
    app.footer(command_summary());
  for (const OptionSpec &option : option_table())
    if ((option.commands & bit(command)) != 0)
      declare(app, option, options, error);
  for (const Positional &positional : spec.positionals)
    app.add_option(std::string(positional.name), options.*positional.field,
                   std::string(positional.help))
        ->required();
}

// Progress is for people who wait: none in a log or a pipe.
Sink progress_sink(const Options &options) {
  if (options.is_quiet || ::isatty(STDERR_FILENO) != 1)
    return {};
  return [](std::string_view piece) { write_to(stderr, piece); };
}

} // namespace

int main(int argc, char **argv) {
  const std::vector<std::string> arguments(argv + std::min(argc, 1),
                                           argv + argc);
  Invocation invocation = split_command(arguments);
  Options options;
  options.command = invocation.command;
  std::optional<Error> bad_value;
  CLI::App app;
  declare_command(app, invocation.command, options, bad_value);
  try {
    std::ranges::reverse(invocation.arguments); // as CLI11 wants them
    app.parse(std::move(invocation.arguments));
  } catch (const CLI::Success &help) {
    return app.exit(help);
  } catch (const CLI::ParseError &error) {
    return report_trouble({ErrorCode::malformed, error.what(),
                           "hpdiff --help lists commands and options"});
  }
  if (bad_value)
    return report_trouble(*bad_value);
  const Expected<ExitStatus> status =
      run(options, {.terminal = inspect_terminal(STDOUT_FILENO),
                    .progress = progress_sink(options),
                    .write = write_output,
                    .complain = report_trouble});
  return status ? static_cast<int>(*status) : report_trouble(status.error());
}
