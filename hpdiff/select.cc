// Filters run over names from hostile files with patterns from the command
// line.  std::regex backtracks by default: `(a+)+b` takes exponential time, and
// a long name exhausts the stack, since its matcher recurses per character.
// libstdc++ has a second matcher, which walks all states at once (Thompson) in
// time proportional to pattern times name and without recursion; the flag
// __polynomial asks for it and gives up only back references.  regex_search
// would start it anew at every character, so the pattern is matched as a whole
// with "anything" around it.  Names are cut at 4 KiB before they are matched,
// patterns are refused above 1 KiB.
#include "hpdiff/select.h"

#include "cli/glob.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <tuple>

namespace hotpatch {
namespace {

constexpr std::size_t max_name_bytes = 4096;
constexpr std::size_t max_pattern_bytes = 1024;

// The bit of the enumerator of Class that `word` names, or 0.
template <typename Class>
std::uint8_t bit_of(std::string_view word, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (to_word(static_cast<Class>(i)) == word)
      return static_cast<std::uint8_t>(1U << i);
  return 0;
}

ClassSet classes_of(std::string_view word) {
  if (word == "any")
    return classes_that_matter();
  if (word == "data")
    return {0, classes_that_matter().data};
  return {bit_of<FunctionClass>(word, function_class_count),
          bit_of<DataClass>(word, data_class_count)};
}

Expected<std::optional<std::regex>> compile(const std::string &pattern) {
  if (pattern.empty())
    return std::optional<std::regex>();
  if (pattern.size() > max_pattern_bytes)
    return fail(ErrorCode::malformed, "pattern is longer than 1024 bytes");
  try {
    const auto flags = std::regex::ECMAScript | std::regex::nosubs |
                       std::regex_constants::__polynomial;
    static_cast<void>(std::regex(pattern, flags)); // "a)(b" is no pattern
    return std::regex("[\\s\\S]*(?:" + pattern + ")[\\s\\S]*", flags);
  } catch (const std::regex_error &error) {
    return fail(ErrorCode::malformed,
                "'" + pattern + "' is no regular expression",
                "back references are not supported; quote the pattern for "
                "the shell");
  }
}

bool is_found(const std::regex &pattern, std::string_view name) {
  name = name.substr(0, max_name_bytes);
  return std::regex_match(name.begin(), name.end(), pattern);
}

bool is_object(std::string_view glob, std::string_view object) {
  if (matches_glob(glob, object))
    return true;
  if (const std::size_t slash = object.rfind('/');
      slash != std::string_view::npos &&
      matches_glob(glob, object.substr(slash + 1)))
    return true;
  // lib/libx.a(member.o)
  const std::size_t open = object.rfind('(');
  return open != std::string_view::npos && object.ends_with(')') &&
         matches_glob(glob, object.substr(open + 1, object.size() - open - 2));
}

struct Filter {
  ClassSet classes;
  std::optional<std::regex> pattern;
  std::string_view glob;

  template <typename Diff> bool accepts(const Diff &diff) const {
    if (!classes.has(diff.cls))
      return false;
    if (!glob.empty() && !is_object(glob, diff.object))
      return false;
    return !pattern || is_found(*pattern, diff.name) ||
           is_found(*pattern, diff.demangled);
  }
};

template <typename Diff> std::uint64_t pre_size(const Diff &diff) {
  return diff.pre ? diff.pre->size : 0;
}

template <typename Diff> std::uint64_t post_size(const Diff &diff) {
  return diff.post ? diff.post->size : 0;
}

template <typename Diff> std::uint64_t change_of(const Diff &diff) {
  const std::uint64_t pre = pre_size(diff), post = post_size(diff);
  return std::max(pre, post) - std::min(pre, post);
}

// Added functions weigh as much as removed ones: less than changed code, which
// is what a reader looks for first.
unsigned weight_of(FunctionClass cls) {
  switch (cls) {
  case FunctionClass::code:
    return 6;
  case FunctionClass::constant:
    return 5;
  case FunctionClass::added:
    return 4;
  case FunctionClass::removed:
    return 3;
  case FunctionClass::line_only:
    return 2;
  case FunctionClass::layout_only:
    return 1;
  case FunctionClass::identical:
    return 0;
  }
  return 0;
}

unsigned weight_of(DataClass cls) {
  return cls == DataClass::identical ? 0 : 1;
}

double similarity_of(const FunctionDiff &function) {
  return function.similarity;
}
double similarity_of(const DataDiff &) { return 1.0; }

template <typename Diff>
bool comes_first(SortKey key, const Diff &a, const Diff &b) {
  switch (key) {
  case SortKey::report:
    return false;
  case SortKey::consequence:
    return std::tuple(weight_of(b.cls), change_of(b)) <
           std::tuple(weight_of(a.cls), change_of(a));
  case SortKey::delta:
    return change_of(b) < change_of(a);
  case SortKey::size:
    return (b.post ? post_size(b) : pre_size(b)) <
           (a.post ? post_size(a) : pre_size(a));
  case SortKey::similarity:
    return similarity_of(a) < similarity_of(b);
  case SortKey::name:
    return a.name < b.name;
  case SortKey::object:
    return a.object < b.object;
  }
  return false;
}

template <typename Diff>
std::vector<std::size_t> rows_of(const std::vector<Diff> &all,
                                 const Filter &filter, SortKey key) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (filter.accepts(all[i]))
      rows.push_back(i);
  if (key != SortKey::report)
    std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
      return comes_first(key, all[a], all[b]);
    });
  return rows;
}

// How many rows were cut.
std::size_t over_limit(const std::vector<std::size_t> &rows,
                       std::size_t limit) {
  return limit > 0 && rows.size() > limit ? rows.size() - limit : 0;
}

} // namespace

ClassSet every_class() {
  return {(1U << function_class_count) - 1, (1U << data_class_count) - 1};
}

ClassSet classes_that_matter() {
  ClassSet set = every_class();
  set.data &= static_cast<std::uint8_t>(~1U);
  for (FunctionClass noise :
       {FunctionClass::identical, FunctionClass::layout_only,
        FunctionClass::line_only})
    set.functions &=
        static_cast<std::uint8_t>(~(1U << static_cast<unsigned>(noise)));
  return set;
}

Expected<ClassSet> parse_classes(std::string_view list) {
  ClassSet set;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view word = list.substr(begin, end - begin);
    const ClassSet found = classes_of(word);
    if (found == ClassSet{})
      return fail(ErrorCode::malformed,
                  "unknown class '" + std::string(word) + "'",
                  "classes are identical, layout_only, line_only, constant, "
                  "code, added, removed, changed_readonly, "
                  "changed_initializer, resized, data, any");
    set.functions |= found.functions;
    set.data |= found.data;
    begin = end + 1;
  }
  return set;
}

Expected<SortKey> parse_sort_key(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, SortKey>, 5> keys = {{
      {"delta", SortKey::delta},
      {"size", SortKey::size},
      {"similarity", SortKey::similarity},
      {"name", SortKey::name},
      {"object", SortKey::object},
  }};
  for (const auto &[name, key] : keys)
    if (name == word)
      return key;
  return fail(ErrorCode::malformed,
              "unknown sort key '" + std::string(word) + "'",
              "keys are delta, size, similarity, name, object");
}

Expected<Listing> select_rows(const DiffReport &report,
                              const ListingOptions &options) {
  const Filter filter{.classes = options.classes,
                      .pattern = HP_TRY(compile(options.name_pattern)),
                      .glob = options.object_glob};
  Listing listing;
  listing.functions = rows_of(report.functions, filter, options.sort);
  listing.data = rows_of(report.data, filter, options.sort);
  listing.functions_over_limit = over_limit(listing.functions, options.limit);
  listing.data_over_limit = over_limit(listing.data, options.limit);
  listing.functions.resize(listing.functions.size() -
                           listing.functions_over_limit);
  listing.data.resize(listing.data.size() - listing.data_over_limit);
  return listing;
}

} // namespace hotpatch
