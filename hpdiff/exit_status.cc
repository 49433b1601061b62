// See exit_status.h.  Trouble outranks a difference: a caller that reads 1 as
// "has changed" must not do so when part of the input was never looked at.
#include "hpdiff/exit_status.h"

#include <algorithm>

namespace hotpatch {
namespace {

bool has_trouble(const DiffReport &report) {
  return std::ranges::any_of(report.skipped, &Skipped::is_trouble);
}

template <typename Class, std::size_t count>
bool has_any(const ClassSet &classes,
             const std::array<std::uint64_t, count> &totals) {
  for (std::size_t i = 0; i < count; ++i)
    if (totals[i] > 0 && classes.has(static_cast<Class>(i)))
      return true;
  return false;
}

} // namespace

Expected<FailOn> parse_fail_on(std::string_view list) {
  FailOn fail_on;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view word = list.substr(begin, end - begin);
    begin = end + 1;
    if (word == "skipped") {
      fail_on.skipped = true;
      continue;
    }
    const ClassSet classes = HP_TRY(parse_classes(word));
    fail_on.any = fail_on.any || word == "any";
    fail_on.classes.functions |= classes.functions;
    fail_on.classes.data |= classes.data;
  }
  return fail_on;
}

bool occurs(const FailOn &fail_on, const DiffReport &report) {
  const Totals &totals = report.totals;
  return (fail_on.any && report.differs()) ||
         (fail_on.skipped && has_trouble(report)) ||
         has_any<FunctionClass>(fail_on.classes, totals.functions) ||
         has_any<DataClass>(fail_on.classes, totals.data) ||
         (fail_on.classes.has(FunctionClass::added) &&
          totals.objects_added > 0) ||
         (fail_on.classes.has(FunctionClass::removed) &&
          totals.objects_removed > 0);
}

ExitStatus exit_status_of(const DiffReport &report,
                          const std::optional<FailOn> &fail_on,
                          SkippedPolicy policy) {
  if (policy == SkippedPolicy::trouble && has_trouble(report))
    return ExitStatus::trouble;
  const bool has_failed = fail_on ? occurs(*fail_on, report) : report.differs();
  return has_failed ? ExitStatus::differs : ExitStatus::same;
}

ExitStatus exit_status_of(const std::vector<ShownFunction> &functions) {
  const bool has_change =
      std::ranges::any_of(functions, [](const ShownFunction &shown) {
        return classes_that_matter().has(shown.summary.cls);
      });
  return has_change ? ExitStatus::differs : ExitStatus::same;
}

} // namespace hotpatch
