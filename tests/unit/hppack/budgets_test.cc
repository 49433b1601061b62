#include "hppack/budgets.h"
#include "tests/unit/hppack/made_up_sizes.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days today{2026y / 11 / 26};

Budget payload_budget() {
  return {.name = "p", .match = "libfoo*", .metric = SizeMetric::payload};
}

BudgetResult only(const Budgets &budgets, const SizeReport &report,
                  const SizeReport *baseline = nullptr) {
  const std::vector<BudgetResult> results =
      check_budgets(budgets, report, baseline, today);
  EXPECT_EQ(results.size(), 1U);
  return results.empty() ? BudgetResult{} : results[0];
}

// The status of an absolute limit; the value is 9,000.
BudgetStatus status_at(std::uint64_t limit, std::uint64_t tolerance = 0) {
  Budget budget = payload_budget();
  budget.max = limit;
  budget.tolerance = tolerance;
  return only({.budgets = {budget}}, made_up_full_sizes()).status;
}

TEST(CheckBudgets, TheLimitItselfIsWithin) {
  EXPECT_EQ(status_at(9'000), BudgetStatus::passed);
  EXPECT_EQ(status_at(8'999), BudgetStatus::failed);
  EXPECT_EQ(status_at(8'990, 10), BudgetStatus::tolerated);
  EXPECT_EQ(status_at(8'989, 10), BudgetStatus::failed);
  EXPECT_EQ(status_at(0), BudgetStatus::failed);
}

TEST(CheckBudgets, GrowthIsAgainstTheBaseline) {
  SizeReport baseline = made_up_full_sizes();
  baseline.images[0].payload_bytes = 8'000;
  Budget budget = payload_budget();
  budget.max_growth = 400;
  const BudgetResult result =
      only({.budgets = {budget}}, made_up_full_sizes(), &baseline);
  EXPECT_EQ(result.status, BudgetStatus::failed);
  EXPECT_EQ(result.baseline, 8'000U);
  EXPECT_EQ(result.over, 600U);
  EXPECT_EQ(to_sentence(result),
            "payload of libfoo.so.1 is 9,000 bytes, +1,000 against the "
            "baseline's 8,000, 600 over the limit of growth by 400 bytes");
  budget.max_growth = 0; // and a shrunk one is within
  baseline.images[0].payload_bytes = 10'000;
  EXPECT_EQ(only({.budgets = {budget}}, made_up_full_sizes(), &baseline).status,
            BudgetStatus::passed);
}

TEST(CheckBudgets, WithoutBaselineGrowthIsSkippedOrFails) {
  Budget budget = payload_budget();
  budget.max_growth = 400;
  BudgetResult result = only({.budgets = {budget}}, made_up_full_sizes());
  EXPECT_EQ(result.status, BudgetStatus::skipped);
  EXPECT_EQ(result.note, "there is no baseline to compare with");
  result =
      only({.missing_baseline = MissingBaseline::fail, .budgets = {budget}},
           made_up_full_sizes());
  EXPECT_EQ(result.status, BudgetStatus::failed);
  // The image is new: the same.
  SizeReport baseline = made_up_full_sizes();
  baseline.images[0].name = "other";
  result = only({.budgets = {budget}}, made_up_full_sizes(), &baseline);
  EXPECT_EQ(result.status, BudgetStatus::skipped);
}

TEST(CheckBudgets, AnOverrideHoldsThroughItsLastDay) {
  Budget budget = payload_budget();
  budget.max = 1;
  Budgets budgets{
      .budgets = {budget},
      .overrides = {
          {.budget = "p", .until = today, .reason = "roll-up", .by = "alice"}}};
  BudgetResult result = only(budgets, made_up_full_sizes());
  EXPECT_EQ(result.status, BudgetStatus::accepted);
  EXPECT_EQ(result.note, "until 2026-11-26: roll-up (alice)");
  EXPECT_EQ(result.over, 8'999U); // by how much is said all the same
  budgets.overrides[0].until = today - std::chrono::days(1);
  result = only(budgets, made_up_full_sizes());
  EXPECT_EQ(result.status, BudgetStatus::failed);
  EXPECT_EQ(result.note, "override expired on 2026-11-25: roll-up (alice)");
  budgets.overrides[0].budget = "other";
  EXPECT_EQ(only(budgets, made_up_full_sizes()).note, "");
}

TEST(CheckBudgets, EachImageByItself) {
  Budget budget = payload_budget();
  budget.match = "lib*";
  budget.max = 8'700;
  const std::vector<BudgetResult> results =
      check_budgets({.budgets = {budget}}, made_up_sizes(), nullptr, today);
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].image, "libfoo.so.1");
  EXPECT_EQ(results[0].status, BudgetStatus::failed);
  EXPECT_EQ(results[1].image, "libbar.so.2");
  EXPECT_EQ(results[1].status, BudgetStatus::passed);
  EXPECT_TRUE(has_failed(results));
}

TEST(CheckBudgets, BuildsOfOneImageAreComparedInTheirOrder) {
  SizeReport report = made_up_full_sizes();
  report.images.push_back(report.images[0]);
  SizeReport baseline = report;
  baseline.images[1].payload_bytes = 1;
  Budget budget = payload_budget();
  budget.max_growth = 0;
  const std::vector<BudgetResult> results =
      check_budgets({.budgets = {budget}}, report, &baseline, today);
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].status, BudgetStatus::passed);
  EXPECT_EQ(results[1].baseline, 1U);
}

TEST(CheckBudgets, WhatIsNotMeasuredFails) {
  Budget budget = payload_budget();
  budget.max = 1;
  budget.match = "nosuch";
  BudgetResult result = only({.budgets = {budget}}, made_up_sizes());
  EXPECT_EQ(result.status, BudgetStatus::failed);
  EXPECT_EQ(result.note, "no image is named nosuch");
  budget.match = "libbar*";
  budget.metric = SizeMetric::memory;
  result = only({.budgets = {budget}}, made_up_sizes());
  EXPECT_EQ(result.status, BudgetStatus::failed);
  EXPECT_EQ(result.note, "it was not measured (give --image, --full)");
}

TEST(CheckBudgets, EveryMetricHasItsValue) {
  const std::vector<std::pair<SizeMetric, std::uint64_t>> values = {
      {SizeMetric::package, 1'700},  {SizeMetric::payload, 9'000},
      {SizeMetric::packed, 1'200},   {SizeMetric::code, 640},
      {SizeMetric::functions, 3},    {SizeMetric::memory, 12'288},
      {SizeMetric::full, 1'000'000}, {SizeMetric::full_compressed, 350'000},
      {SizeMetric::delta, 15'000}};
  for (const auto &[metric, value] : values)
    EXPECT_EQ(only({.budgets = {{.name = "a", .metric = metric, .max = 1}}},
                   made_up_full_sizes())
                  .value,
              value)
        << to_word(metric);
}

} // namespace
} // namespace hotpatch
