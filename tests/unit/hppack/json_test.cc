#include "hppack/report_json.h"
#include "tests/support/expected.h"
#include "tests/unit/hppack/made_up_sizes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hotpatch {
namespace {

nlohmann::json parsed(const SizeReport &report) {
  return nlohmann::json::parse(render_size_json(report), nullptr, false);
}

TEST(SizeJson, SumsAndBestValuesStandBesideTheirParts) {
  const nlohmann::json json = parsed(made_up_full_sizes());
  EXPECT_EQ(json["schema"], "hppack.report/1");
  EXPECT_EQ(json["images"][0]["full_bytes"], 1'000'000);
  EXPECT_EQ(json["images"][0]["full_compressed_bytes"], 350'000);
  EXPECT_EQ(json["images"][0]["delta_bytes"], 15'000);
  EXPECT_EQ(json["savings"]["against_full_bytes"], 998'300);
  EXPECT_EQ(json["delivery"]["rows"][3]["seconds"], 2);
  EXPECT_EQ(json["budgets"][1]["status"], "failed");
}

TEST(SizeJson, SavingsMayBeLosses) {
  SizeReport report = made_up_full_sizes();
  report.fulls[0].bytes = 700;
  EXPECT_EQ(parsed(report)["savings"]["against_full_bytes"], -1'000);
}

TEST(SizeJson, WhatIsNotKnownIsNull) {
  const nlohmann::json json = parsed(made_up_sizes());
  EXPECT_TRUE(json["images"][1]["full_bytes"].is_null());
  EXPECT_TRUE(json["images"][1]["delta_bytes"].is_null());
  EXPECT_TRUE(json["totals"]["full_bytes"].is_null());
  EXPECT_TRUE(json["savings"]["against_full_bytes"].is_null());
  EXPECT_TRUE(json["delivery"].is_null());
}

TEST(SizeJson, HostileTextIsHarmless) {
  const std::string text = render_size_json(hostile_sizes());
  EXPECT_EQ(text.find_first_of(std::string_view("\x1b\r\xff\xe2", 4)),
            std::string::npos);
  EXPECT_FALSE(parsed(hostile_sizes()).is_discarded());
}

TEST(ReadSizeJson, IsTheReportAgain) {
  for (SizeReport report : {made_up_sizes(), made_up_full_sizes()}) {
    const Expected<SizeReport> read = read_size_json(render_size_json(report));
    ASSERT_OK(read);
    report.delivery = {};
    report.baseline = {};
    report.budgets = {};
    EXPECT_EQ(*read, report);
  }
}

TEST(ReadSizeJson, HasNoNumberPastTheEnd) {
  SizeReport report = made_up_full_sizes();
  nlohmann::json json = parsed(report);
  json["images"][0]["full"] = 1;
  EXPECT_ERROR(read_size_json(json.dump()), malformed, "place in 'fulls'");
  json = parsed(report);
  json["sequence"] = std::uint64_t{1} << 32U;
  EXPECT_ERROR(read_size_json(json.dump()), malformed, "'sequence'");
}

TEST(ReadSizeJson, WhatIsNotOursIsAnError) {
  EXPECT_ERROR(read_size_json("{"), malformed, "is no JSON object");
  EXPECT_ERROR(read_size_json("[]"), malformed, "is no JSON object");
  EXPECT_ERROR(read_size_json("{}"), malformed, "member 'schema'");
  EXPECT_ERROR(read_size_json(R"({"schema":"hpdiff.report/1"})"), malformed,
               "expected hppack.report/1");
  EXPECT_ERROR(read_size_json(R"({"schema":"hppack.report/2"})"), unsupported,
               "expected hppack.report/1");
}

// Any one member gone or of another type is an Error or changes nothing that is
// read; it never ends the program.
TEST(ReadSizeJson, AnyMemberMayBeMissingOrOfAnotherType) {
  const nlohmann::json whole = parsed(made_up_full_sizes()).flatten();
  for (const auto &[pointer, value] : whole.items())
    for (const nlohmann::json &other :
         {nlohmann::json(), nlohmann::json(-1), nlohmann::json("x"),
          nlohmann::json::array({1}), nlohmann::json::object()}) {
      nlohmann::json changed = parsed(made_up_full_sizes());
      changed[nlohmann::json::json_pointer(pointer)] = other;
      static_cast<void>(read_size_json(changed.dump()));
    }
}

} // namespace
} // namespace hotpatch
