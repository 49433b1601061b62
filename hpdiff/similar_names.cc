// See similar_names.h.  Likeness is the number of characters to insert, delete
// or replace (Levenshtein's distance), so that a transposed or forgotten letter
// is found; a name that contains the wanted one is like it whatever follows.
#include "hpdiff/similar_names.h"

#include "hpdiff/text.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::size_t max_suggestions = 3;
constexpr std::size_t max_compared = 64; // longer names are only searched

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

// The smaller the more alike; nothing if not at all.
std::optional<std::size_t> unlikeness(std::string_view name,
                                      std::string_view wanted) {
  if (name.empty())
    return std::nullopt;
  if (name.contains(wanted))
    return name.size() - wanted.size();
  if (std::max(name.size(), wanted.size()) <= max_compared) {
    const std::size_t distance = edit_distance(name, wanted);
    if (distance <= wanted.size() / 3)
      return distance;
  }
  constexpr std::size_t min_contained = 4;
  if (name.size() >= min_contained && wanted.contains(name))
    return max_compared + wanted.size() - name.size();
  return std::nullopt;
}

} // namespace

std::string suggest_names(const DiffReport &report, std::string_view wanted) {
  const std::string_view bare = wanted.substr(wanted.rfind(':') + 1);
  if (bare.empty())
    return {};
  std::set<std::pair<std::size_t, std::string_view>> found;
  for (const FunctionDiff &function : report.functions)
    for (std::string_view name : {std::string_view(function.name),
                                  std::string_view(function.demangled)})
      if (std::optional<std::size_t> distance = unlikeness(name, bare)) {
        found.emplace(*distance, function.name);
        break;
      }
  std::string text;
  std::size_t count = 0;
  for (const auto &[distance, name] : found) {
    if (count++ == max_suggestions)
      break;
    text += (text.empty() ? "did you mean " : ", ") + printable(name);
  }
  return text;
}

} // namespace hotpatch
