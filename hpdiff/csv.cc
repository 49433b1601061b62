// See csv.h.  Numbers are ours and are written as they are (a delta begins with
// its sign); only text from files goes through csv_field().
#include "hpdiff/csv.h"

#include "cli/escape.h"
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
  return is_renamed ? csv_field(diff.pre->name) : "";
}

template <typename Diff> std::string moved_from(const Diff &diff) {
  const bool is_moved =
      diff.pre && diff.post && diff.pre->object != diff.post->object;
  return is_moved ? csv_field(diff.pre->object) : "";
}

std::string function_line(const FunctionDiff &function) {
  const bool is_pair = function.pre && function.post;
  return line_of(
      {"function", std::string(to_word(function.cls)),
       // Seven dashes are no formula, yet some programs say they are.
       function.flags == ChangeFlags{} ? ""
                                       : csv_field(to_letters(function.flags)),
       size_field(function.pre), size_field(function.post),
       to_delta(size_of(function.pre), size_of(function.post), Grouping::none),
       is_pair ? to_similarity(function.similarity, 4) : "",
       csv_field(function.name), csv_field(function.demangled),
       std::string(to_word(function.linkage)),
       csv_field(named_side(function).section), csv_field(function.object),
       renamed_from(function), moved_from(function)});
}

std::string data_line(const DataDiff &data) {
  return line_of(
      {"data", std::string(to_word(data.cls)), "", size_field(data.pre),
       size_field(data.post),
       to_delta(size_of(data.pre), size_of(data.post), Grouping::none), "",
       csv_field(data.name), csv_field(data.demangled),
       std::string(to_word(data.linkage)), csv_field(data.section),
       csv_field(data.object), renamed_from(data), moved_from(data)});
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
