// Each limit is looked at by itself and gives a result of its own, also when it
// holds: what was not over today is what somebody wants to see tomorrow.  A
// value that is not known (no full image, a payload that was not unpacked, no
// image of that name) fails: a gate that measures nothing stands open.  One
// that has nothing to be compared with is skipped, with the reason, and counts
// as a failure only where the file says so.
#include "hppack/budgets.h"

#include "cli/glob.h"
#include "cli/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

Size value_of(SizeMetric metric, const SizeReport &report) {
  const SizeTotals totals = totals_of(report);
  switch (metric) {
  case SizeMetric::package:
    return report.package_bytes;
  case SizeMetric::payload:
    return totals.payload;
  case SizeMetric::packed:
    return totals.packed;
  case SizeMetric::code:
    return totals.function_bytes;
  case SizeMetric::functions:
    return totals.functions;
  case SizeMetric::memory:
    return totals.memory;
  case SizeMetric::full:
    return totals.full;
  case SizeMetric::full_compressed:
    return totals.full_compressed;
  case SizeMetric::delta:
    return totals.delta;
  }
  return std::nullopt;
}

// Of one image: its figures are the totals of a report that has it alone.
Size value_of(SizeMetric metric, const SizeReport &report,
              const SizedImage &image) {
  SizeReport alone;
  alone.fulls = report.fulls;
  alone.images = {image};
  return value_of(metric, alone);
}

// The same image in the baseline: of several with one name, the one in the same
// place among them.
const SizedImage *same_image(const SizeReport &report, std::size_t index,
                             const SizeReport &baseline) {
  const std::string name = printable(report.images[index].name);
  const auto has_name = [&](const SizedImage &image) {
    return printable(image.name) == name;
  };
  const auto end = report.images.begin() + static_cast<std::ptrdiff_t>(index);
  std::ptrdiff_t place = std::count_if(report.images.begin(), end, has_name);
  for (const SizedImage &image : baseline.images)
    if (has_name(image) && place-- == 0)
      return &image;
  return nullptr;
}

std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  const auto two = [](unsigned value) {
    return (value < 10 ? "-0" : "-") + std::to_string(value);
  };
  return std::to_string(static_cast<int>(date.year())) +
         two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

std::string author_of(const BudgetOverride &entry) {
  return entry.by.empty() ? "" : " (" + entry.by + ")";
}

// What the overrides make of a result that is over its limit.
void apply_overrides(const Budgets &budgets, std::chrono::sys_days today,
                     BudgetResult &result) {
  for (const BudgetOverride &entry : budgets.overrides) {
    if (entry.budget != result.budget)
      continue;
    if (entry.until >= today) {
      result.status = BudgetStatus::accepted;
      result.note = "until " + date_text(entry.until) + ": " + entry.reason +
                    author_of(entry);
      return;
    }
    result.note = "override expired on " + date_text(entry.until) + ": " +
                  entry.reason + author_of(entry);
  }
}

// A place where a budget is measured.
struct Measured {
  std::string image;
  Size value, baseline;
};

std::vector<Measured> measured(const Budget &budget, const SizeReport &report,
                               const SizeReport *baseline) {
  if (budget.match.empty())
    return {{"", value_of(budget.metric, report),
             baseline != nullptr ? value_of(budget.metric, *baseline)
                                 : std::nullopt}};
  std::vector<Measured> places;
  for (std::size_t i = 0; i < report.images.size(); ++i) {
    const SizedImage &image = report.images[i];
    if (!matches_glob(budget.match, printable(image.name)))
      continue;
    const SizedImage *same =
        baseline != nullptr ? same_image(report, i, *baseline) : nullptr;
    places.push_back({image.name, value_of(budget.metric, report, image),
                      same != nullptr
                          ? value_of(budget.metric, *baseline, *same)
                          : std::nullopt});
  }
  return places;
}

BudgetResult begin_result(const Budget &budget, BudgetLimit kind) {
  const Size limit =
      kind == BudgetLimit::absolute ? budget.max : budget.max_growth;
  return {.budget = budget.name,
          .metric = budget.metric,
          .kind = kind,
          .limit = limit.value_or(0),
          .tolerance = budget.tolerance,
          .message = budget.message};
}

BudgetResult check_limit(const Budgets &budgets, const Budget &budget,
                         BudgetLimit kind, const Measured &place,
                         std::chrono::sys_days today) {
  BudgetResult result = begin_result(budget, kind);
  result.image = place.image;
  result.value = place.value;
  const bool is_growth = kind == BudgetLimit::growth;
  if (is_growth)
    result.baseline = place.baseline;
  if (!place.value || (is_growth && !place.baseline)) {
    const bool fails =
        !place.value || budgets.missing_baseline == MissingBaseline::fail;
    result.status = fails ? BudgetStatus::failed : BudgetStatus::skipped;
    result.note = place.value ? "there is no baseline to compare with"
                              : "it was not measured (give --image, --full)";
    return result;
  }
  const std::uint64_t floor = is_growth ? *place.baseline : 0;
  const std::uint64_t amount = *place.value - std::min(*place.value, floor);
  result.over = amount - std::min(amount, result.limit);
  if (result.over == 0)
    return result;
  if (result.over <= result.tolerance) {
    result.status = BudgetStatus::tolerated;
    return result;
  }
  result.status = BudgetStatus::failed;
  apply_overrides(budgets, today, result);
  return result;
}

std::string amount_of(std::uint64_t amount, SizeMetric metric) {
  return counted(amount, metric == SizeMetric::functions ? "function" : "byte",
                 Grouping::thousands);
}

} // namespace

std::vector<BudgetResult> check_budgets(const Budgets &budgets,
                                        const SizeReport &report,
                                        const SizeReport *baseline,
                                        std::chrono::sys_days today) {
  std::vector<BudgetResult> results;
  for (const Budget &budget : budgets.budgets) {
    const std::vector<Measured> places = measured(budget, report, baseline);
    const auto check = [&](BudgetLimit kind) {
      for (const Measured &place : places)
        results.push_back(check_limit(budgets, budget, kind, place, today));
      if (!places.empty())
        return;
      results.push_back(begin_result(budget, kind));
      results.back().status = BudgetStatus::failed;
      results.back().note = "no image is named " + budget.match;
    };
    if (budget.max)
      check(BudgetLimit::absolute);
    if (budget.max_growth)
      check(BudgetLimit::growth);
  }
  return results;
}

bool has_failed(const std::vector<BudgetResult> &results) {
  return std::ranges::find(results, BudgetStatus::failed,
                           &BudgetResult::status) != results.end();
}

std::string to_sentence(const BudgetResult &result) {
  std::string text(to_word(result.metric));
  text += result.image.empty() ? " of all images"
                               : " of " + printable(result.image);
  if (result.metric == SizeMetric::package)
    text = "package";
  if (result.value) {
    text += " is " + amount_of(*result.value, result.metric);
    if (result.baseline)
      text += ", " +
              to_delta(*result.baseline, *result.value, Grouping::thousands) +
              " against the baseline's " +
              to_decimal(*result.baseline, Grouping::thousands);
  }
  const std::string limit =
      "the limit of " +
      std::string(result.kind == BudgetLimit::growth ? "growth by " : "") +
      amount_of(result.limit, result.metric);
  if (result.over > 0)
    text +=
        ", " + to_decimal(result.over, Grouping::thousands) + " over " + limit;
  else if (result.status == BudgetStatus::passed)
    text += ", within " + limit;
  if (!result.note.empty())
    text += "; " + printable(result.note);
  return text;
}

} // namespace hotpatch
