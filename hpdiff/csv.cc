// See csv.h.  Numbers are ours and are written as they are (a delta begins with
// its sign); only text from files is guarded against being run as a formula,
// which is what spreadsheets do to a cell `=HYPERLINK(...)`.
#include "hpdiff/csv.h"

#include "hpdiff/text.h"

#include <array>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, 14> titles = {
    "kind",    "class",      "flags",        "pre_size",  "post_size",
    "delta",   "similarity", "name",         "demangled", "linkage",
    "section", "object",     "renamed_from", "moved_from"};

// What is given to the sink at a time, at least.
constexpr std::size_t piece_bytes = 65536;

// A name from a file as one field.
std::string field(std::string_view name) {
  std::string text = printable(name);
  if (!text.empty() && std::string_view("=+-@").contains(text.front()))
    text.insert(0, "'");
  if (text.find_first_of("\",\r\n") == std::string::npos)
    return text;
  std::string quoted = "\"";
  for (char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

template <typename Side>
std::string size_field(const std::optional<Side> &side) {
  return side ? to_decimal(side->size, Grouping::none) : "";
}

std::string line_of(const std::array<std::string, titles.size()> &fields) {
  std::string line;
  for (const std::string &text : fields)
    line += (line.empty() ? "" : ",") + text;
  return line + "\r\n";
}

template <typename Diff> std::string renamed_from(const Diff &diff) {
  const bool is_renamed =
      diff.pre && diff.post && diff.pre->name != diff.post->name;
  return is_renamed ? field(diff.pre->name) : "";
}

template <typename Diff> std::string moved_from(const Diff &diff) {
  const bool is_moved =
      diff.pre && diff.post && diff.pre->object != diff.post->object;
  return is_moved ? field(diff.pre->object) : "";
}

std::string function_line(const FunctionDiff &function) {
  const bool is_pair = function.pre && function.post;
  return line_of(
      {"function", std::string(to_word(function.cls)),
       // Seven dashes are no formula, yet some programs say they are.
       function.flags == ChangeFlags{} ? "" : field(to_letters(function.flags)),
       size_field(function.pre), size_field(function.post),
       to_delta(size_of(function.pre), size_of(function.post), Grouping::none),
       is_pair ? to_similarity(function.similarity, 4) : "",
       field(function.name), field(function.demangled),
       std::string(to_word(function.linkage)),
       field(named_side(function).section), field(function.object),
       renamed_from(function), moved_from(function)});
}

std::string data_line(const DataDiff &data) {
  return line_of(
      {"data", std::string(to_word(data.cls)), "", size_field(data.pre),
       size_field(data.post),
       to_delta(size_of(data.pre), size_of(data.post), Grouping::none), "",
       field(data.name), field(data.demangled),
       std::string(to_word(data.linkage)), field(data.section),
       field(data.object), renamed_from(data), moved_from(data)});
}

} // namespace

void write_csv(const DiffReport &report, const Listing &listing,
               const Sink &sink) {
  std::string text;
  auto add = [&](const std::string &line) {
    text += line;
    if (text.size() >= piece_bytes) {
      sink(text);
      text.clear();
    }
  };
  for (std::string_view title : titles)
    text += (text.empty() ? "" : ",") + std::string(title);
  text += "\r\n";
  for (std::size_t index : listing.functions)
    add(function_line(report.functions[index]));
  for (std::size_t index : listing.data)
    add(data_line(report.data[index]));
  sink(text);
}

} // namespace hotpatch
