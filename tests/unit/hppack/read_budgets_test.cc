#include "hppack/budgets.h"
#include "tests/support/expected.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::chrono_literals;

TEST(ReadBudgets, Everything) {
  const Expected<Budgets> budgets = read_budgets(R"(schema = 1
[baseline]
missing = "fail"
[[budget]]
name = "crypto payload"
match = "libcrypto*"
metric = "payload"
max = "48 KiB"
max_growth = 2048
tolerance = "64B"
message = "see docs/size.md"
[[budget]]
name = "how many"
metric = "functions"
max = 40
[[override]]
budget = "how many"
until = 2027-01-31
reason = "CVE roll-up"
by = "alice"
[[override]]
budget = "how many"
until = "2027-02-28"
reason = "another"
)");
  ASSERT_OK(budgets);
  EXPECT_EQ(
      *budgets,
      (Budgets{.missing_baseline = MissingBaseline::fail,
               .budgets = {{.name = "crypto payload",
                            .match = "libcrypto*",
                            .metric = SizeMetric::payload,
                            .max = 49'152,
                            .max_growth = 2'048,
                            .tolerance = 64,
                            .message = "see docs/size.md"},
                           {.name = "how many",
                            .metric = SizeMetric::functions,
                            .max = 40}},
               .overrides = {{.budget = "how many",
                              .until = std::chrono::sys_days(2027y / 1 / 31),
                              .reason = "CVE roll-up",
                              .by = "alice"},
                             {.budget = "how many",
                              .until = std::chrono::sys_days(2027y / 2 / 28),
                              .reason = "another"}}}));
}

// A file with one budget, which has these lines too.
Expected<Budgets> with(std::string lines) {
  return read_budgets("schema = 1\n[[budget]]\nname = \"a\"\n" + lines);
}

TEST(ReadBudgets, AMistypedKeyIsNotPassedOver) {
  EXPECT_ERROR(with("metric = \"payload\"\nmax = 1\nmax_grwoth = 2\n"),
               malformed, "line 6: unknown key 'max_grwoth', expected one of");
  EXPECT_ERROR(read_budgets("schema = 1\nbudgets = 1\n"), malformed,
               "line 2: unknown key 'budgets'");
  EXPECT_ERROR(read_budgets("schema = 1\n[baseline]\nmissing = \"warn\"\n"),
               malformed, "unknown word 'warn', expected skip or fail");
}

TEST(ReadBudgets, ABudgetMustLimitSomething) {
  EXPECT_ERROR(with("max = 1"), malformed, "line 2: no 'metric'");
  EXPECT_ERROR(with("metric = \"payload\""), malformed, "no limit");
  EXPECT_ERROR(with("metric = \"ratio\"\nmax = 1"), malformed,
               "unknown metric 'ratio'");
  EXPECT_ERROR(with("metric = \"package\"\nmatch = \"x\"\nmax = 1"), malformed,
               "expected 'packed'");
  EXPECT_ERROR(with("metric=\"payload\"\nmax=1\n[[budget]]\nname=\"a\"\n"
                    "metric=\"payload\"\nmax=1"),
               malformed, "two budgets are named 'a'");
}

TEST(ReadBudgets, SizesHaveUnitsThatNobodyMisreads) {
  for (const char *size :
       {"-1", "1.5", "\"48 kB\"", "\"48\"", "\"KiB\"", "\"-1 B\"", "true",
        "\"1  B\"", "\"99999999999 GiB\"", "[1]"})
    EXPECT_ERROR(with("metric = \"payload\"\nmax = " + std::string(size)),
                 malformed, "'max' is no size, expected bytes");
  EXPECT_ERROR(with("metric = \"functions\"\nmax = \"1 B\""), malformed,
               "expected a count");
}

TEST(ReadBudgets, AnOverrideNamesItsBudgetItsReasonAndItsEnd) {
  const std::string budget = "metric = \"payload\"\nmax = 1\n[[override]]\n";
  EXPECT_ERROR(with(budget + "budget = \"b\""), malformed,
               "override of 'b', expected the name of a budget");
  EXPECT_ERROR(with(budget + "budget = \"a\"\nuntil = 2027-01-31"), malformed,
               "no 'reason'");
  EXPECT_ERROR(with(budget + "budget = \"a\"\nreason = \"x\""), malformed,
               "no 'until', expected a date");
  for (const char *date : {"\"tomorrow\"", "\"2027-02-30\"", "1",
                           "\"2027-01-31\\nx = 1\"", "2027-01-31T00:00:00Z"})
    EXPECT_ERROR(
        with(budget + "budget = \"a\"\nreason = \"x\"\nuntil = " + date),
        malformed, "'until' is no date");
}

TEST(ReadBudgets, WhatIsNoTomlIsAnErrorWithItsLine) {
  EXPECT_ERROR(read_budgets("schema = 1\n[[budget"), malformed, "line 2: ");
  EXPECT_ERROR(read_budgets(""), malformed, "expected 'schema = 1'");
  EXPECT_ERROR(read_budgets("schema = 2"), malformed, "expected 'schema = 1'");
  // As many as no integer holds.
  EXPECT_ERROR(read_budgets("schema = 1e39"), malformed,
               "expected 'schema = 1'");
  EXPECT_ERROR(read_budgets("schema = 1\nbudget = [1]"), malformed,
               "an item that is no table");
  EXPECT_ERROR(read_budgets("schema = 1\nbudget = 1"), malformed,
               "expected [[budget]]");
  EXPECT_ERROR(read_budgets(std::string(5000, '[')), malformed, "line 1: ");
  EXPECT_ERROR(read_budgets("schema = 1\n# \u00e4"), malformed,
               "line 2: a character that is not ASCII, expected \\uXXXX");
}

} // namespace
} // namespace hotpatch
