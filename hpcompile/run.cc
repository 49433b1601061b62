// The commands' tables of contents.
//
// A refusal is an answer: its report goes where any report goes, and no payload
// is written, so that an existing file of that name stays as it is.  Reports
// come after the payload: none may say that it was written before it was.
#include "hpcompile/run.h"

#include "cli/completions.h"
#include "cli/man_page.h"
#include "formats/payload/dump.h"
#include "hpcompile/manual.h"
#include "hpcompile/payload_view.h"
#include "hpcompile/report_json.h"
#include "hpcompile/report_text.h"

#include <algorithm>
#include <thread>

namespace hotpatch {
namespace {

// Text for a person, unless he wants none or a machine has standard output.
bool has_text(const CompileOptions &options) {
  return !options.is_quiet && options.json != "-" && options.output != "-";
}

Output payload_output(const std::string &path,
                      const std::vector<std::byte> &bytes) {
  return {path, [&bytes](const Sink &sink) { sink(as_text(bytes)); }};
}

Expected<CompileExit> run_compile(const CompileOptions &options,
                                  const Surroundings &surroundings,
                                  const Engine &engine) {
  CompileInputs inputs = compile_inputs_of(options);
  if (inputs.threads == 0)
    inputs.threads = std::max(1U, std::thread::hardware_concurrency());
  const CompileResult result = HP_TRY(engine.compile(inputs));
  const CompileReport &report = result.report;
  const CompileExit status = exit_status_of(report);

  const bool is_written = status == CompileExit::done && !options.is_dry_run;
  const ReportFraming framing{.payload_path = options.output,
                              .image_path = options.image,
                              .is_dry_run = options.is_dry_run};
  if (is_written)
    HP_TRY(surroundings.write(payload_output(options.output, result.payload)));
  if (!options.json.empty())
    HP_TRY(surroundings.write(
        text_output(options.json, render_report_json(report, framing))));
  if (has_text(options))
    HP_TRY(surroundings.write(text_output(
        "-",
        render_report_text(report, framing,
                           style_for(options.color, surroundings.terminal)))));
  return status;
}

Expected<CompileExit> run_validate(const CompileOptions &options,
                                   const Surroundings &surroundings,
                                   const Engine &engine) {
  const ValidateInputs inputs = validate_inputs_of(options);
  const Validation validation = HP_TRY(engine.validate(inputs));
  if (!options.json.empty())
    HP_TRY(surroundings.write(
        text_output(options.json, render_validation_json(validation, inputs))));
  if (has_text(options))
    HP_TRY(surroundings.write(text_output(
        "-",
        render_validation_text(
            validation, style_for(options.color, surroundings.terminal)))));
  return exit_status_of(validation);
}

Expected<CompileExit> run_dump(const CompileOptions &options,
                               const Surroundings &surroundings,
                               const Engine &engine) {
  const MeasuredPayload measured = HP_TRY(engine.read(options.payload));
  if (!options.json.empty())
    HP_TRY(surroundings.write(text_output(
        options.json, dump_json(measured.payload, measured.parts))));
  if (has_text(options))
    HP_TRY(surroundings.write(text_output(
        "-",
        render_payload_text(measured.payload, measured.parts,
                            style_for(options.color, surroundings.terminal)))));
  return CompileExit::done;
}

} // namespace

Expected<CompileExit> run(const CompileOptions &options,
                          const Surroundings &surroundings,
                          const Engine &engine) {
  HP_TRY(check(options));
  switch (options.command) {
  case CompileCommand::compile:
    return run_compile(options, surroundings, engine);
  case CompileCommand::validate:
    return run_validate(options, surroundings, engine);
  case CompileCommand::dump:
    return run_dump(options, surroundings, engine);
  case CompileCommand::completions:
    HP_TRY(surroundings.write(
        text_output("-", HP_TRY(render_completions(text_of(compile_program()),
                                                   options.shell)))));
    return CompileExit::done;
  case CompileCommand::man:
    HP_TRY(surroundings.write(
        text_output("-", render_man_page(text_of(compile_program()),
                                         compile_manual_closing()))));
    return CompileExit::done;
  }
  return CompileExit::trouble;
}

} // namespace hotpatch
