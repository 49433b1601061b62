// Any text as a hotpatch.toml: a value that keeps its promises, or an Error.
#include "hppack/budgets.h"

#include "formats/core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const auto budgets = hotpatch::read_budgets(
      hotpatch::as_text(std::as_bytes(std::span(data, size))));
  if (!budgets)
    return 0;
  for (const hotpatch::Budget &budget : budgets->budgets)
    if (budget.name.empty() || (!budget.max && !budget.max_growth))
      std::abort();
  for (const hotpatch::BudgetOverride &entry : budgets->overrides)
    if (entry.reason.empty())
      std::abort();
  return 0;
}
