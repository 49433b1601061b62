// Own matcher because fnmatch(3) may take exponential time for many stars; this
// one returns to the last star only.
#include "cli/glob.h"

#include <optional>

namespace hotpatch {
namespace {

// The place after a bracket expression that begins at glob[at], and whether it
// matches `c`; nothing if it is not closed.
struct BracketMatch {
  std::size_t end;
  bool matches;
};

std::optional<BracketMatch> match_bracket(std::string_view glob, std::size_t at,
                                          char c) {
  std::size_t i = at + 1;
  const bool is_negated = i < glob.size() && (glob[i] == '!' || glob[i] == '^');
  i += is_negated ? 1 : 0;
  bool is_member = false;
  for (const std::size_t first = i;
       i < glob.size() && (glob[i] != ']' || i == first); ++i) {
    const bool is_range =
        i + 2 < glob.size() && glob[i + 1] == '-' && glob[i + 2] != ']';
    const char last = is_range ? glob[i + 2] : glob[i];
    is_member = is_member || (glob[i] <= c && c <= last);
    i += is_range ? 2 : 0;
  }
  if (i >= glob.size())
    return std::nullopt;
  return BracketMatch{i + 1, is_member != is_negated};
}

// The place after the glob's element at `at` if that matches `c`, else 0.
std::size_t match_one(std::string_view glob, std::size_t at, char c) {
  if (at >= glob.size())
    return 0;
  if (glob[at] == '[')
    if (std::optional<BracketMatch> bracket = match_bracket(glob, at, c))
      return bracket->matches ? bracket->end : 0;
  return glob[at] == '?' || glob[at] == c ? at + 1 : 0;
}

} // namespace

bool matches_glob(std::string_view glob, std::string_view text) {
  std::size_t g = 0, t = 0;
  std::optional<std::size_t> star; // place after the last star seen
  std::size_t star_text = 0;       // where that star's text ends so far
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      star_text = t;
    } else if (std::size_t next = match_one(glob, g, text[t]); next > 0) {
      g = next;
      ++t;
    } else if (star) {
      g = *star;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == std::string_view::npos;
}

} // namespace hotpatch
