// The commands' tables of contents.  --explain looks for a function that may be
// identical, so it asks the engine for those too.
#include "hpdiff/run.h"

#include "cli/completions.h"
#include "cli/man_page.h"
#include "hpdiff/diff.h"
#include "hpdiff/line_rules.h"
#include "hpdiff/manual.h"
#include "hpdiff/output.h"
#include "hpdiff/progress.h"
#include "hpdiff/show.h"

#include <algorithm>
#include <thread>

namespace hotpatch {
namespace {

Expected<DiffOptions> diff_options_of(const Options &options) {
  DiffOptions result;
  result.threads = options.threads > 0
                       ? options.threads
                       : std::max(1U, std::thread::hardware_concurrency());
  result.keep_identical = options.lists_all || !options.explain.empty();
  result.want_instructions = options.has_instructions;
  if (options.has_builtin_line_rules)
    result.line_rules = builtin_line_rules();
  for (const std::string &path : options.line_rule_files)
    std::ranges::copy(HP_TRY(read_line_rules(path)),
                      std::back_inserter(result.line_rules));
  return result;
}

// The progress line is gone when this returns.
Expected<DiffReport> make_report(const Options &options, const Sink &progress) {
  DiffOptions diff_options = HP_TRY(diff_options_of(options));
  std::optional<Progress> line;
  if (progress) {
    line.emplace(steady_milliseconds, progress);
    diff_options.progress = std::bind_front(&Progress::update, &*line);
  }
  return diff_inputs(options.pre, options.post, diff_options);
}

// Says what was not compared; of many, the first few.
void complain_of_skipped(const DiffReport &report,
                         const Surroundings &surroundings) {
  constexpr std::size_t most = 20;
  std::size_t count = 0;
  for (const Skipped &skipped : report.skipped)
    if (skipped.is_trouble && count++ < most)
      surroundings.complain({ErrorCode::malformed,
                             skipped.object + ": " + skipped.detail,
                             skipped.hint});
  if (count > most)
    surroundings.complain(
        {ErrorCode::malformed,
         std::to_string(count - most) + " more files could not be compared"});
}

Expected<ExitStatus> run_diff(const Options &options,
                              const Surroundings &surroundings) {
  HP_TRY(check(options));
  const DiffReport report = HP_TRY(make_report(options, surroundings.progress));
  for (const Output &output :
       HP_TRY(outputs_of(report, options, surroundings.terminal)))
    HP_TRY(surroundings.write(output));
  const ExitStatus status =
      exit_status_of(report, options.fail_on, options.skipped);
  if (status == ExitStatus::trouble)
    complain_of_skipped(report, surroundings);
  return status;
}

Expected<ExitStatus> run_show(const Options &options,
                              const Surroundings &surroundings) {
  const std::vector<ShownFunction> functions =
      HP_TRY(show_function(options.pre, options.post, options.function,
                           HP_TRY(diff_options_of(options))));
  if (!options.is_quiet)
    HP_TRY(surroundings.write(
        shown_output(functions, options, surroundings.terminal)));
  return exit_status_of(functions);
}

} // namespace

Expected<ExitStatus> run(const Options &options,
                         const Surroundings &surroundings) {
  switch (options.command) {
  case Command::diff:
    return run_diff(options, surroundings);
  case Command::show:
    return run_show(options, surroundings);
  case Command::completions:
    HP_TRY(surroundings.write(text_output(
        "-",
        HP_TRY(render_completions(text_of(diff_program()), options.shell)))));
    return ExitStatus::same;
  case Command::man:
    HP_TRY(surroundings.write(text_output(
        "-", render_man_page(text_of(diff_program()), diff_manual_closing()))));
    return ExitStatus::same;
  }
  return ExitStatus::trouble;
}

} // namespace hotpatch
