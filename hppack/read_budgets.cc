// TOML through tomlplusplus, then a walk over what the file may hold.  Whatever
// is not known is an error: a mistyped `max_grwoth` that is passed over in
// silence is a gate that stands open.
//
// A size is a number of bytes or text with a unit, "48 KiB".  Units are those
// of 1024 only: "kB" would be read as either by somebody.
//
// tomlplusplus 3.3 states as an assert what input can break: that a key follows
// `[[` (its pull request 301).  Its parser goes on to report just that as an
// error, so its asserts are left out; NDEBUG would make clang rely on them. Its
// tables of Unicode white space hold that some characters (U+FF7D) cannot occur
// at all, so the file must be ASCII; other characters are written \uXXXX.
#include "hppack/budgets.h"

#include <algorithm>
#include <charconv>
#include <limits>

#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace hotpatch {
namespace {

std::unexpected<Error> wrong(const toml::node &node, const std::string &what) {
  return fail(ErrorCode::malformed,
              "line " + std::to_string(node.source().begin.line) + ": " + what);
}

Expected<void> check_ascii(std::string_view toml) {
  const auto at = std::ranges::find_if(toml, [](char c) { return c < 0; });
  if (at == toml.end())
    return {};
  const auto line = 1 + std::count(toml.begin(), at, '\n');
  return fail(ErrorCode::malformed,
              "line " + std::to_string(line) +
                  ": a character that is not ASCII, expected \\uXXXX for it");
}

// `keys`: separated by spaces.
Expected<void> check_keys(const toml::table &table, std::string_view keys) {
  for (const auto &[key, value] : table) {
    const std::string padded = " " + std::string(keys) + " ";
    if (key.str().contains(' ') ||
        !padded.contains(" " + std::string(key.str()) + " "))
      return wrong(value, "unknown key '" + std::string(key.str()) +
                              "', expected one of: " + std::string(keys));
  }
  return {};
}

// A member's text; empty if it is not there.
Expected<std::string> text_of(const toml::table &table, std::string_view key) {
  const toml::node *node = table.get(key);
  if (node == nullptr)
    return std::string();
  const toml::value<std::string> *text = node->as_string();
  if (text == nullptr || text->get().empty())
    return wrong(*node, "'" + std::string(key) + "' is no text, expected some");
  return text->get();
}

Expected<std::string> required_text(const toml::table &table,
                                    std::string_view key) {
  std::string text = HP_TRY(text_of(table, key));
  if (text.empty())
    return wrong(table, "no '" + std::string(key) + "', expected one");
  return text;
}

std::optional<std::uint64_t> unit_of(std::string_view unit) {
  if (unit == "B")
    return 1;
  if (unit == "KiB")
    return std::uint64_t{1} << 10U;
  if (unit == "MiB")
    return std::uint64_t{1} << 20U;
  if (unit == "GiB")
    return std::uint64_t{1} << 30U;
  return std::nullopt;
}

// "48 KiB", "48KiB".
std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc())
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(' '))
    text.remove_prefix(1);
  const std::optional<std::uint64_t> unit = unit_of(text);
  if (!unit || count > std::numeric_limits<std::uint64_t>::max() / *unit)
    return std::nullopt;
  return count * *unit;
}

Expected<std::optional<std::uint64_t>>
size_of(const toml::table &table, std::string_view key, SizeMetric metric) {
  const toml::node *node = table.get(key);
  if (node == nullptr)
    return std::optional<std::uint64_t>();
  if (const toml::value<std::int64_t> *number = node->as_integer();
      number != nullptr && number->get() >= 0)
    return std::optional(static_cast<std::uint64_t>(number->get()));
  const bool is_count = metric == SizeMetric::functions;
  if (const toml::value<std::string> *text = node->as_string();
      text != nullptr && !is_count)
    if (const std::optional<std::uint64_t> size = parse_size(text->get()))
      return size;
  return wrong(*node, "'" + std::string(key) + "' is no size, expected " +
                          (is_count ? "a count such as 12"
                                    : "bytes, or text such as \"48 KiB\""));
}

Expected<Budget> read_budget(const toml::table &table) {
  HP_TRY(
      check_keys(table, "name match metric max max_growth tolerance message"));
  Budget budget;
  budget.name = HP_TRY(required_text(table, "name"));
  budget.match = HP_TRY(text_of(table, "match"));
  const std::string word = HP_TRY(required_text(table, "metric"));
  const std::optional<SizeMetric> metric = metric_of(word);
  if (!metric)
    return wrong(table, "unknown metric '" + word +
                            "', expected one of: package payload packed code "
                            "functions memory full full_compressed delta");
  budget.metric = *metric;
  if (*metric == SizeMetric::package && !budget.match.empty())
    return wrong(table, "metric 'package' with 'match', expected 'packed' for "
                        "a single image");
  budget.max = HP_TRY(size_of(table, "max", *metric));
  budget.max_growth = HP_TRY(size_of(table, "max_growth", *metric));
  if (!budget.max && !budget.max_growth)
    return wrong(table, "no limit, expected 'max' or 'max_growth'");
  budget.tolerance = HP_TRY(size_of(table, "tolerance", *metric)).value_or(0);
  budget.message = HP_TRY(text_of(table, "message"));
  return budget;
}

// A TOML date, or the same as text.
std::optional<std::chrono::sys_days> date_of(const toml::node &node) {
  toml::date date = {};
  if (const toml::value<toml::date> *value = node.as_date()) {
    date = value->get();
  } else if (const toml::value<std::string> *text = node.as_string();
             text != nullptr && check_ascii(text->get())) {
    const toml::parse_result parsed = toml::parse("d = " + text->get());
    if (!parsed || parsed.table().size() != 1 ||
        !parsed.table().get("d")->is_date())
      return std::nullopt;
    date = parsed.table().get("d")->as_date()->get();
  } else {
    return std::nullopt;
  }
  return std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(date.year), std::chrono::month(date.month),
      std::chrono::day(date.day)));
}

Expected<BudgetOverride> read_override(const toml::table &table,
                                       const std::vector<Budget> &budgets) {
  HP_TRY(check_keys(table, "budget until reason by"));
  BudgetOverride result;
  result.budget = HP_TRY(required_text(table, "budget"));
  if (std::ranges::find(budgets, result.budget, &Budget::name) == budgets.end())
    return wrong(table, "override of '" + result.budget +
                            "', expected the name of a budget");
  result.reason = HP_TRY(required_text(table, "reason"));
  result.by = HP_TRY(text_of(table, "by"));
  const toml::node *until = table.get("until");
  if (until == nullptr)
    return wrong(table, "no 'until', expected a date: no override is for ever");
  const std::optional<std::chrono::sys_days> date = date_of(*until);
  if (!date)
    return wrong(*until, "'until' is no date, expected one such as 2027-01-31");
  result.until = *date;
  return result;
}

// The tables of an array of tables; none if it is not there.
Expected<std::vector<const toml::table *>> tables_of(const toml::table &root,
                                                     std::string_view key) {
  std::vector<const toml::table *> tables;
  const toml::node *node = root.get(key);
  if (node == nullptr)
    return tables;
  const toml::array *array = node->as_array();
  if (array == nullptr)
    return wrong(*node, "'" + std::string(key) + "' is no list, expected [[" +
                            std::string(key) + "]]");
  for (const toml::node &item : *array) {
    if (!item.is_table())
      return wrong(item, "an item that is no table");
    tables.push_back(item.as_table());
  }
  return tables;
}

Expected<MissingBaseline> read_missing(const toml::table &root) {
  const toml::node *node = root.get("baseline");
  if (node == nullptr)
    return MissingBaseline::skip;
  const toml::table *table = node->as_table();
  if (table == nullptr)
    return wrong(*node, "'baseline' is no table, expected [baseline]");
  HP_TRY(check_keys(*table, "missing"));
  const std::string word = HP_TRY(required_text(*table, "missing"));
  if (word == "skip")
    return MissingBaseline::skip;
  if (word == "fail")
    return MissingBaseline::fail;
  return wrong(*table, "unknown word '" + word + "', expected skip or fail");
}

} // namespace

Expected<Budgets> read_budgets(std::string_view toml) {
  HP_TRY(check_ascii(toml));
  const toml::parse_result parsed = toml::parse(toml);
  if (!parsed)
    return fail(ErrorCode::malformed,
                "line " + std::to_string(parsed.error().source().begin.line) +
                    ": " + std::string(parsed.error().description()));
  const toml::table &root = parsed.table();
  HP_TRY(check_keys(root, "schema baseline budget override"));
  const toml::node *schema = root.get("schema");
  if (schema == nullptr || schema->value_exact<std::int64_t>() != 1)
    return fail(ErrorCode::malformed, "line 1: expected 'schema = 1'");
  Budgets budgets;
  budgets.missing_baseline = HP_TRY(read_missing(root));
  for (const toml::table *table : HP_TRY(tables_of(root, "budget"))) {
    Budget budget = HP_TRY(read_budget(*table));
    if (std::ranges::find(budgets.budgets, budget.name, &Budget::name) !=
        budgets.budgets.end())
      return wrong(*table, "two budgets are named '" + budget.name + "'");
    budgets.budgets.push_back(std::move(budget));
  }
  for (const toml::table *table : HP_TRY(tables_of(root, "override")))
    budgets.overrides.push_back(HP_TRY(read_override(*table, budgets.budgets)));
  return budgets;
}

} // namespace hotpatch
