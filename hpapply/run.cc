// The commands' tables of contents.
//
// An Error with code `untrusted` is an answer, "not now" or "not this one", and
// becomes exit status 1 in run(); all others are trouble.
#include "hpapply/run.h"

#include "cli/completions.h"
#include "cli/man_page.h"
#include "formats/core/file.h"
#include "formats/core/program.h"
#include "formats/core/version.h"
#include "formats/package/fault.h"
#include "formats/package/trust.h"
#include "hpapply/apply.h"
#include "hpapply/manual.h"
#include "hpapply/open_process.h"
#include "hpapply/probation.h"
#include "hpapply/started_program.h"
#include "hpapply/views.h"

#include <chrono>
#include <utility>

namespace hotpatch {
namespace {

bool has_text(const ApplyOptions &options) {
  return !options.is_quiet && options.json != "-";
}

Expected<void> say(const ApplyOptions &options,
                   const Surroundings &surroundings, std::string text) {
  if (!has_text(options))
    return {};
  return surroundings.write(text_output("-", std::move(text)));
}

Expected<void> write_json(const ApplyOptions &options,
                          const Surroundings &surroundings, std::string text) {
  if (options.json.empty())
    return {};
  return surroundings.write(text_output(options.json, std::move(text)));
}

std::uint64_t clock_seconds() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(since_1970).count());
}

Expected<VerifiedPackage> read_package(const ApplyOptions &options) {
  const MappedFile file =
      HP_TRY(at_path(MappedFile::open(options.package), options.package));
  TrustStore trust = HP_TRY(read_trust(options.trust));
  trust.threshold = options.threshold;
  PackageResult<VerifiedPackage> package =
      verify_package(file.bytes(), trust,
                     {.product = options.product,
                      .channel = options.channel,
                      .last_sequence = options.last_sequence,
                      .now = clock_seconds(),
                      .applier = std::string(tool_version())});
  if (!package) {
    package.error().detail.insert(0, options.package + ": ");
    return std::unexpected(to_error(package.error()));
  }
  return *std::move(package);
}

// The outputs of a change that was tried, and what it means.
Expected<ApplyExit> report_change(const ApplyOptions &options,
                                  const Surroundings &surroundings,
                                  const ChangeSubject &subject,
                                  const Expected<ChangeReport> &report) {
  if (!report && report.error().code == ErrorCode::untrusted)
    HP_TRY(write_json(options, surroundings,
                      render_refusal_json(subject, report.error())));
  if (!report)
    return std::unexpected(report.error());
  HP_TRY(
      write_json(options, surroundings, render_change_json(subject, *report)));
  HP_TRY(
      say(options, surroundings,
          render_change_text(subject, *report,
                             style_for(options.color, surroundings.terminal))));
  const std::optional<SwitchFailure> &failure = report->failure;
  if (!failure)
    return ApplyExit::done;
  surroundings.complain(failure->error);
  return ApplyExit::failed;
}

std::string quarantine_folder(const ApplyOptions &options) {
  return (options.state.empty() ? state_folder() : options.state) +
         "/quarantine";
}

// untrusted: "quarantined": its probe has failed before.
Expected<void> check_quarantine(const ApplyOptions &options,
                                const VerifiedPackage &package) {
  if (options.ignores_quarantine)
    return {};
  for (const PackedImage &image : package.manifest().images)
    if (const std::optional<std::string> reason =
            HP_TRY(quarantine_of(quarantine_folder(options),
                                 {package.id(), image.base.code_digest})))
      return refuse("quarantined", image.name + ": " + *reason,
                    "--force applies the package all the same");
  return {};
}

Expected<void> take_back(Process &process, const PackageId &package,
                         const ChangePolicy &policy) {
  const ChangeReport report =
      HP_TRY(roll_back(process, {.package = package}, policy));
  const std::optional<SwitchFailure> &failure = report.failure;
  if (failure)
    return std::unexpected(failure->error);
  return {};
}

// Watches a process with a package in force; what is wrong is taken back and
// remembered.
Expected<ChangeReport> put_on_probation(const ApplyOptions &options,
                                        Process &process, ChangeReport report) {
  constexpr std::chrono::seconds patience(10);
  const Probation probation{
      .duration = options.probe_for,
      .probe = [&] { return run_in_shell(options.probe, patience); },
      .is_alive = [&] { return open_process(options.pid).has_value(); }};
  std::optional<std::string> wrong =
      HP_TRY(watch(probation, options.policy.clock));
  if (!wrong)
    return report;
  for (const QuarantineSubject &subject : subjects_of(report.arrived))
    if (Expected<void> noted =
            put_in_quarantine(quarantine_folder(options), subject, *wrong);
        !noted)
      report.notes.push_back("the failure could not be remembered: " +
                             noted.error().message);
  SwitchFailure failure{fail(ErrorCode::io, *wrong).error(), false};
  if (probation.is_alive()) {
    const Expected<void> back =
        take_back(process, report.arrived.front().package, options.policy);
    failure.is_undone = back.has_value();
    if (!back)
      failure.error.message +=
          "; taking it back failed too: " + back.error().message;
  }
  if (!report.departed.empty())
    report.notes.push_back("what it has replaced is not in force either; "
                           "apply that package again");
  report.verdict = ChangeVerdict::failed;
  if (failure.is_undone)
    report.arrived.clear();
  report.failure = std::move(failure);
  return report;
}

Expected<ChangeReport> apply_with(const ApplyOptions &options) {
  const VerifiedPackage package = HP_TRY(read_package(options));
  HP_TRY(check_quarantine(options, package));
  const std::unique_ptr<Process> process = HP_TRY(open_process(options.pid));
  ChangeReport report =
      HP_TRY(apply_package(*process, package, options.policy));
  if (report.verdict != ChangeVerdict::done || options.probe.empty())
    return report;
  return put_on_probation(options, *process, std::move(report));
}

Expected<ChangeReport> roll_back_with(const ApplyOptions &options) {
  const std::unique_ptr<Process> process = HP_TRY(open_process(options.pid));
  RollbackChoice choice;
  if (options.sequence != 0)
    choice.sequence = options.sequence;
  return roll_back(*process, choice, options.policy);
}

// The program's own exit status, if it has run.
Expected<ApplyExit> run_program(const ApplyOptions &options,
                                const Surroundings &surroundings) {
  const VerifiedPackage package = HP_TRY(read_package(options));
  const std::unique_ptr<StartedProgram> program =
      HP_TRY(start_program(options.program));
  const ChangeSubject subject{"run", program->pid()};
  Expected<ChangeReport> report = [&]() -> Expected<ChangeReport> {
    const std::unique_ptr<Process> process =
        HP_TRY(open_process(program->pid()));
    return apply_package(*process, package, options.policy);
  }();
  // Standard output is the program's.
  ApplyOptions quiet = options;
  quiet.is_quiet = true;
  const ApplyExit status =
      HP_TRY(report_change(quiet, surroundings, subject, report));
  if (status != ApplyExit::done)
    return status;
  return static_cast<ApplyExit>(HP_TRY(program->run_on()));
}

Expected<ApplyExit> run_status(const ApplyOptions &options,
                               const Surroundings &surroundings) {
  const std::unique_ptr<Process> process = HP_TRY(open_process(options.pid));
  const std::vector<KnownResidence> known = HP_TRY(known_residences(*process));
  HP_TRY(write_json(options, surroundings,
                    render_status_json(options.pid, known)));
  HP_TRY(
      say(options, surroundings,
          render_status_text(options.pid, known,
                             style_for(options.color, surroundings.terminal))));
  return is_in_force(known) ? ApplyExit::done : ApplyExit::refused;
}

Expected<ApplyExit> run_command(const ApplyOptions &options,
                                const Surroundings &surroundings) {
  HP_TRY(check(options));
  switch (options.command) {
  case ApplyCommand::none:
    break; // check() has found it
  case ApplyCommand::apply:
    return report_change(options, surroundings, {"apply", options.pid},
                         apply_with(options));
  case ApplyCommand::rollback:
    return report_change(options, surroundings, {"rollback", options.pid},
                         roll_back_with(options));
  case ApplyCommand::status:
    return run_status(options, surroundings);
  case ApplyCommand::run:
    return run_program(options, surroundings);
  case ApplyCommand::completions:
    HP_TRY(surroundings.write(text_output(
        "-",
        HP_TRY(render_completions(text_of(apply_program()), options.shell)))));
    return ApplyExit::done;
  case ApplyCommand::man:
    HP_TRY(surroundings.write(
        text_output("-", render_man_page(text_of(apply_program()),
                                         apply_manual_closing()))));
    return ApplyExit::done;
  }
  return ApplyExit::trouble;
}

} // namespace

Expected<ApplyExit> run(const ApplyOptions &options,
                        const Surroundings &surroundings) {
  Expected<ApplyExit> status = run_command(options, surroundings);
  if (status || status.error().code != ErrorCode::untrusted)
    return status;
  surroundings.complain(status.error());
  return ApplyExit::refused;
}

} // namespace hotpatch
