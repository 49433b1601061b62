// Budgets for sizes: what hotpatch.toml says, and whether a report keeps to it.
#ifndef HOTPATCH_HPPACK_BUDGETS_H
#define HOTPATCH_HPPACK_BUDGETS_H

#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Sizes are bytes, but for the metric `functions`.
struct Budget {
  std::string name = {}; // no two alike
  // A glob (cli/glob.h) for the names of images, each of which is measured by
  // itself; empty: the package as a whole.
  std::string match = {};
  SizeMetric metric = SizeMetric::package;
  std::optional<std::uint64_t> max = {};        // at least one of these two
  std::optional<std::uint64_t> max_growth = {}; // against the baseline
  std::uint64_t tolerance = 0;                  // over a limit, still accepted
  std::string message = {};

  friend bool operator==(const Budget &, const Budget &) = default;
};

// "It may be over, for this reason, until that day."
struct BudgetOverride {
  std::string budget = {};          // its name
  std::chrono::sys_days until = {}; // the last day on which it holds
  std::string reason = {};
  std::string by = {}; // may be empty

  friend bool operator==(const BudgetOverride &,
                         const BudgetOverride &) = default;
};

// What a limit for growth is worth when there is nothing to compare with.
enum class MissingBaseline : std::uint8_t { skip, fail };

struct Budgets {
  MissingBaseline missing_baseline = MissingBaseline::skip;
  std::vector<Budget> budgets = {};
  std::vector<BudgetOverride> overrides = {};

  friend bool operator==(const Budgets &, const Budgets &) = default;
};

// The value of a hotpatch.toml.
// malformed: not TOML; a key or word that docs/report.md does not list; a
// budget without limit, an override of no budget; the message begins with the
// line.
// Source: TOML 1.0; docs/report.md.
Expected<Budgets> read_budgets(std::string_view toml);

// One result for each limit of each budget and image that it is for, in the
// order of the file.  `baseline` may be null.  A budget that is for no image of
// the package yields one that has failed.
std::vector<BudgetResult> check_budgets(const Budgets &budgets,
                                        const SizeReport &report,
                                        const SizeReport *baseline,
                                        std::chrono::sys_days today);

// Whether any failed: hppack's exit status is 3 then.
bool has_failed(const std::vector<BudgetResult> &results);

// One sentence about a result, of printable text: "payload of libfoo.so is
// 9,000 bytes, 500 over the limit of 8,500".
std::string to_sentence(const BudgetResult &result);

} // namespace hotpatch

#endif
