// What is written, in which order, and with which exit status, on made-up
// results.
#include "hpcompile/run.h"

#include "tests/unit/hpcompile/made_up_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <utility>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

struct Outcome {
  Expected<CompileExit> status = CompileExit::trouble;
  // Path and content of each output, in order.
  std::vector<std::pair<std::string, std::string>> outputs;

  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const auto &[path, content] : outputs)
      all.push_back(path);
    return all;
  }
};

Engine made_up_engine(CompileStatus status) {
  return {.compile =
              [status](const CompileInputs &inputs) -> Expected<CompileResult> {
            CompileResult result{.report = made_up_report_of(status),
                                 .payload = {}};
            if (status == CompileStatus::written)
              result.payload = {std::byte{'P'}, std::byte{0}};
            if (!inputs.post_image.empty())
              result.report.validation = made_up_validation();
            if (inputs.post_image == "other.so")
              result.report.validation->differences = {made_up_difference()};
            return result;
          },
          .validate = [](const ValidateInputs &inputs) -> Expected<Validation> {
            Validation validation = made_up_validation();
            if (inputs.post_image == "other.so")
              validation.differences = {made_up_difference()};
            return validation;
          },
          .read = [](const std::string &path) -> Expected<MeasuredPayload> {
            if (path != "fix.payload")
              return fail(ErrorCode::io, "no such file");
            return MeasuredPayload{made_up_payload(), made_up_parts()};
          }};
}

// Writes to `failing_path` fail.
Outcome run_with(const CompileOptions &options, CompileStatus status,
                 std::string_view failing_path = "") {
  Outcome outcome;
  const Surroundings surroundings{
      .terminal = {},
      .progress = {},
      .write = [&](const Output &output) -> Expected<void> {
        if (output.path == failing_path)
          return fail(ErrorCode::io, "disk full");
        outcome.outputs.emplace_back(output.path, "");
        output.write([&](std::string_view piece) {
          outcome.outputs.back().second += piece;
        });
        return {};
      },
      .complain = [](const Error &) {}};
  outcome.status = run(options, surroundings, made_up_engine(status));
  return outcome;
}

CompileOptions compile_options() {
  CompileOptions options;
  options.pre = "pre";
  options.post = "post";
  options.image = "base.so";
  options.output = "fix.payload";
  options.json = "report.json";
  return options;
}

TEST(RunCompile, TheReportComesAfterWhatItReports) {
  const Outcome outcome = run_with(compile_options(), CompileStatus::written);
  EXPECT_EQ(outcome.status, CompileExit::done);
  EXPECT_THAT(outcome.outputs,
              ElementsAre(Pair("fix.payload", std::string("P\0", 2)),
                          Pair("report.json", HasSubstr("\"written\"")),
                          Pair("-", HasSubstr("written: fix.payload"))));
}

TEST(RunCompile, NothingIsWrittenWhenRefused) {
  const Outcome outcome = run_with(compile_options(), CompileStatus::refused);
  EXPECT_EQ(outcome.status, CompileExit::refused);
  EXPECT_THAT(outcome.paths(), ElementsAre("report.json", "-"));
}

TEST(RunCompile, NothingToPatchHasItsOwnStatus) {
  const Outcome outcome = run_with(compile_options(), CompileStatus::nothing);
  EXPECT_EQ(outcome.status, CompileExit::nothing);
  EXPECT_THAT(outcome.paths(), ElementsAre("report.json", "-"));
}

TEST(RunCompile, ADryRunWritesTheReportOnly) {
  CompileOptions options = compile_options();
  options.is_dry_run = true;
  const Outcome outcome = run_with(options, CompileStatus::written);
  EXPECT_EQ(outcome.status, CompileExit::done);
  EXPECT_THAT(outcome.outputs,
              ElementsAre(Pair("report.json", HasSubstr("\"dry_run\":true")),
                          Pair("-", HasSubstr("would be written"))));
}

TEST(RunCompile, NoReportSaysWrittenOfAPayloadThatIsNot) {
  const Outcome outcome =
      run_with(compile_options(), CompileStatus::written, "fix.payload");
  EXPECT_FALSE(outcome.status);
  EXPECT_TRUE(outcome.outputs.empty());
}

TEST(RunCompile, ADifferenceFoundByValidationIsARefusal) {
  CompileOptions options = compile_options();
  options.post_image = "other.so";
  const Outcome outcome = run_with(options, CompileStatus::written);
  EXPECT_EQ(outcome.status, CompileExit::refused);
  EXPECT_THAT(
      outcome.outputs,
      ElementsAre(Pair("report.json", HasSubstr("\"status\":\"refused\"")),
                  Pair("-", HasSubstr("does not mean"))));
}

TEST(RunCompile, QuietAndMachineOutputLeaveNoText) {
  CompileOptions options = compile_options();
  options.is_quiet = true;
  EXPECT_THAT(run_with(options, CompileStatus::refused).paths(),
              ElementsAre("report.json"));
  options.is_quiet = false;
  options.json = "-";
  EXPECT_THAT(run_with(options, CompileStatus::written).paths(),
              ElementsAre("fix.payload", "-"));
}

TEST(RunCompile, BadOptionsAreToldBeforeTheWork) {
  CompileOptions options = compile_options();
  options.output.clear();
  const Outcome outcome = run_with(options, CompileStatus::written);
  EXPECT_FALSE(outcome.status);
  EXPECT_TRUE(outcome.outputs.empty());
}

TEST(RunValidate, SaysWhetherItIsValid) {
  CompileOptions options;
  options.command = CompileCommand::validate;
  options.payload = "fix.payload";
  options.post_image = "post.so";
  Outcome outcome = run_with(options, CompileStatus::written);
  EXPECT_EQ(outcome.status, CompileExit::done);
  EXPECT_THAT(outcome.outputs, ElementsAre(Pair("-", HasSubstr("valid\n"))));
  options.post_image = "other.so";
  options.json = "v.json";
  outcome = run_with(options, CompileStatus::written);
  EXPECT_EQ(outcome.status, CompileExit::refused);
  EXPECT_THAT(outcome.outputs,
              ElementsAre(Pair("v.json", HasSubstr("\"differs\"")),
                          Pair("-", HasSubstr("payload+0x1010"))));
}

TEST(RunDump, PrintsWhatThePayloadHolds) {
  CompileOptions options;
  options.command = CompileCommand::dump;
  options.payload = "fix.payload";
  options.json = "-";
  EXPECT_THAT(run_with(options, CompileStatus::written).outputs,
              ElementsAre(Pair("-", HasSubstr("hpcompile.dump/1"))));
  options.payload = "missing";
  EXPECT_FALSE(run_with(options, CompileStatus::written).status);
}

TEST(RunOther, CompletionsAndManual) {
  CompileOptions options;
  options.command = CompileCommand::completions;
  options.shell = "fish";
  EXPECT_EQ(run_with(options, CompileStatus::written).status,
            CompileExit::done);
  options.shell = "tcsh";
  EXPECT_FALSE(run_with(options, CompileStatus::written).status);
  options.command = CompileCommand::man;
  EXPECT_EQ(run_with(options, CompileStatus::written).status,
            CompileExit::done);
}

} // namespace
} // namespace hotpatch
