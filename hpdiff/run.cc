// See run.h.  --explain looks for a function that may be identical, so it asks
// for those too.
#include "hpdiff/run.h"

#include "hpdiff/line_rules.h"
#include "hpdiff/progress.h"

#include <algorithm>
#include <functional>
#include <thread>

namespace hotpatch {

Expected<DiffOptions> diff_options_of(const Options &options) {
  DiffOptions result{
      .threads = options.threads > 0
                     ? options.threads
                     : std::max(1U, std::thread::hardware_concurrency()),
      .keep_identical = options.lists_all || !options.explain.empty(),
      .want_instructions = options.has_instructions,
      .line_rules = {},
      .progress = {}};
  if (options.has_builtin_line_rules)
    result.line_rules = builtin_line_rules();
  for (const std::string &path : options.line_rule_files)
    std::ranges::copy(HP_TRY(read_line_rules(path)),
                      std::back_inserter(result.line_rules));
  return result;
}

Expected<DiffReport> compare(const Options &options, const Sink &progress) {
  DiffOptions diff_options = HP_TRY(diff_options_of(options));
  std::optional<Progress> line;
  if (progress) {
    line.emplace(steady_milliseconds, progress);
    diff_options.progress = std::bind_front(&Progress::update, &*line);
  }
  return diff_inputs(options.pre, options.post, diff_options);
}

} // namespace hotpatch
