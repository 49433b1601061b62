// See budget_result.h.  Words are contracts of the JSON schema and the budgets
// file.
#include "hppack/budget_result.h"

#include <array>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, 9> metric_words = {
    "package", "payload", "packed",          "code", "functions",
    "memory",  "full",    "full_compressed", "delta"};

} // namespace

std::string_view to_word(SizeMetric metric) {
  return metric_words[static_cast<std::size_t>(metric)];
}

std::optional<SizeMetric> metric_of(std::string_view word) {
  for (std::size_t i = 0; i < metric_words.size(); ++i)
    if (metric_words[i] == word)
      return static_cast<SizeMetric>(i);
  return std::nullopt;
}

std::string_view to_word(BudgetLimit kind) {
  return kind == BudgetLimit::absolute ? "absolute" : "growth";
}

std::string_view to_word(BudgetStatus status) {
  switch (status) {
  case BudgetStatus::passed:
    return "passed";
  case BudgetStatus::tolerated:
    return "tolerated";
  case BudgetStatus::accepted:
    return "accepted";
  case BudgetStatus::failed:
    return "failed";
  case BudgetStatus::skipped:
    return "skipped";
  }
  return "";
}

} // namespace hotpatch
