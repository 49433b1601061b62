// What a comparison means for the one who called the program.
#ifndef HOTPATCH_HPDIFF_EXIT_STATUS_H
#define HOTPATCH_HPDIFF_EXIT_STATUS_H

#include "formats/core/error.h"
#include "hpdiff/report.h"
#include "hpdiff/select.h"
#include "hpdiff/show_view.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hotpatch {

// DO NOT CHANGE: a contract (README.md).
enum class ExitStatus : int {
  same = 0,    // no difference that matters, or nothing listed by --fail-on
  differs = 1, // a difference that matters, or something listed by --fail-on
  trouble = 2, // usage, I/O, malformed or skipped input
};

// What --fail-on lists.
struct FailOn {
  ClassSet classes;
  bool any = false;     // whatever makes DiffReport::differs()
  bool skipped = false; // an input that could not be compared
  friend bool operator==(const FailOn &, const FailOn &) = default;
};

// A comma-separated list of what parse_classes() takes, and "skipped".
// malformed: an unknown word.
Expected<FailOn> parse_fail_on(std::string_view list);

// Whether anything listed occurs, counted over everything and not over what a
// view happens to show.  "added" and "removed" include whole objects.
bool occurs(const FailOn &fail_on, const DiffReport &report);

enum class SkippedPolicy : std::uint8_t { trouble, allowed };

ExitStatus exit_status_of(const DiffReport &report,
                          const std::optional<FailOn> &fail_on,
                          SkippedPolicy policy);

// Whether any of these is of a class that matters.
ExitStatus exit_status_of(const std::vector<ShownFunction> &functions);

} // namespace hotpatch

#endif
