// A line is a whole report and not a format of its own: what can be compared
// with can be drawn, and old lines stay readable as long as old reports do.
#include "hppack/history.h"

#include "hppack/report_json.h"

#include <algorithm>

namespace hotpatch {

Expected<std::vector<SizeReport>> read_history(std::string_view lines) {
  std::vector<SizeReport> reports;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos)
      continue;
    Expected<SizeReport> report = read_size_json(line);
    if (!report)
      return std::unexpected(
          std::move(report).error().at("line " + std::to_string(number)));
    reports.push_back(*std::move(report));
  }
  return reports;
}

} // namespace hotpatch
