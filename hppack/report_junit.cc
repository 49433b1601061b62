// There is no standard but what readers accept: testsuites, testsuite with
// counts, testcase with name and classname, failure and skipped with a message.
// No time stamps, since the same report gives the same bytes.
#include "hppack/report_junit.h"

#include "cli/escape.h"
#include "hppack/budgets.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + html_escaped(value) + "\"";
}

std::string outcome_of(const BudgetResult &result) {
  const std::string sentence = to_sentence(result);
  switch (result.status) {
  case BudgetStatus::failed:
    return "<failure" + attribute("message", sentence) +
           attribute("type", "budget") + ">" + html_escaped(result.message) +
           "</failure>";
  case BudgetStatus::skipped:
    return "<skipped" + attribute("message", sentence) + "/>";
  case BudgetStatus::passed:
  case BudgetStatus::tolerated:
  case BudgetStatus::accepted:
    break;
  }
  return "<system-out>" + std::string(to_word(result.status)) + ": " +
         html_escaped(sentence) + "</system-out>";
}

std::string case_of(const BudgetResult &result) {
  std::string name = result.budget + ": ";
  name += to_word(result.metric);
  name += result.image.empty() ? "" : " of " + result.image;
  name += result.kind == BudgetLimit::growth ? ", growth" : "";
  return "    <testcase" + attribute("classname", "hppack.budget") +
         attribute("name", name) + ">" + outcome_of(result) + "</testcase>\n";
}

} // namespace

std::string render_size_junit(const SizeReport &report) {
  const auto count = [&](BudgetStatus status) {
    return std::to_string(
        std::ranges::count(report.budgets, status, &BudgetResult::status));
  };
  const std::string counts =
      attribute("tests", std::to_string(report.budgets.size())) +
      attribute("failures", count(BudgetStatus::failed));
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<testsuites" +
                     counts + ">\n  <testsuite" +
                     attribute("name", "hppack " + report.product) + counts +
                     attribute("errors", "0") +
                     attribute("skipped", count(BudgetStatus::skipped)) + ">\n";
  for (const BudgetResult &result : report.budgets)
    text += case_of(result);
  return text + "  </testsuite>\n</testsuites>\n";
}

} // namespace hotpatch
