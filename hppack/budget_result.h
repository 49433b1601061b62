// What became of a budget for sizes.
#ifndef HOTPATCH_HPPACK_BUDGET_RESULT_H
#define HOTPATCH_HPPACK_BUDGET_RESULT_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hotpatch {

// What a budget limits; bytes but for `functions`.
enum class SizeMetric : std::uint8_t {
  package,         // the whole file; of the package only, never of an image
  payload,         // the payload file
  packed,          // its section in the package
  code,            // functions in the payload
  functions,       // how many there are
  memory,          // what the payload takes in a process
  full,            // the full image
  full_compressed, // the smaller of zstd -19 and xz -9e
  delta,           // the smallest whole-image difference
};

enum class BudgetLimit : std::uint8_t {
  absolute, // the value itself
  growth,   // the value against the baseline's
};

enum class BudgetStatus : std::uint8_t {
  passed,
  tolerated, // over the limit by no more than the tolerance
  accepted,  // over it, and an override says why that is so
  failed,
  skipped, // nothing to compare with
};

struct BudgetResult {
  std::string budget = {}; // its name
  std::string image = {};  // empty: the whole package
  SizeMetric metric = SizeMetric::package;
  BudgetLimit kind = BudgetLimit::absolute;
  BudgetStatus status = BudgetStatus::passed;
  // Absent where it was not measured, which is a failure.
  std::optional<std::uint64_t> value = {};
  std::optional<std::uint64_t> baseline = {}; // growth
  std::uint64_t limit = 0, tolerance = 0;
  std::uint64_t over = 0;   // by how much the limit is exceeded
  std::string note = {};    // what is missing, why accepted, expired overrides
  std::string message = {}; // what the budgets file says about it; or empty

  friend bool operator==(const BudgetResult &, const BudgetResult &) = default;
};

// As in JSON; valid for the program's life.
std::string_view to_word(SizeMetric metric);
std::string_view to_word(BudgetLimit kind);
std::string_view to_word(BudgetStatus status);

// The metric that `word` names, or nothing.
std::optional<SizeMetric> metric_of(std::string_view word);

} // namespace hotpatch

#endif
