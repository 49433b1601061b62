// A verdict that cannot be questioned is not believed: this view says how the
// two functions were found to belong together, what was compared, and each fact
// that led to the class, in the words of the report.
#include "hpdiff/explain.h"

#include "hpdiff/similar_names.h"
#include "hpdiff/text.h"

namespace hotpatch {
namespace {

// What a class means, for a reader who meets the word for the first time.
std::string_view meaning_of(FunctionClass cls) {
  switch (cls) {
  case FunctionClass::identical:
    return "same bytes, same references to the same targets";
  case FunctionClass::layout_only:
    return "same meaning; only addresses of other things moved";
  case FunctionClass::line_only:
    return "proven: only line numbers passed to calls differ";
  case FunctionClass::constant:
    return "only constants differ, and they are not proven to be line numbers";
  case FunctionClass::code:
    return "the instructions differ";
  case FunctionClass::added:
    return "the post side only";
  case FunctionClass::removed:
    return "the pre side only";
  }
  return "";
}

std::string_view meaning_of(MatchBy by) {
  switch (by) {
  case MatchBy::none:
    return "has no counterpart";
  case MatchBy::name:
    return "paired by name";
  case MatchBy::base_name:
    return "paired by name without compiler suffixes and hashes";
  case MatchBy::content:
    return "paired by content";
  case MatchBy::neighbours:
    return "paired by the functions that refer to it";
  }
  return "";
}

bool is_same_name(const FunctionDiff &function, std::string_view wanted) {
  return wanted == function.name ||
         (!function.demangled.empty() && wanted == function.demangled) ||
         (function.pre && wanted == function.pre->name);
}

bool is_in_object(std::string_view object, std::string_view wanted) {
  const std::string name(wanted);
  return object == wanted || object.ends_with("/" + name) ||
         object.ends_with("(" + name + ")");
}

std::string side_line(std::string_view title,
                      const std::optional<FunctionSide> &side,
                      Grouping grouping) {
  std::string line = "  " + std::string(title);
  if (!side)
    return line + "absent\n";
  line += printable(side->object) + " " + printable(side->section) + "+" +
          to_decimal(side->offset, Grouping::none) + ", " +
          to_decimal(side->size, grouping) + " bytes";
  if (side->instruction_count > 0)
    line +=
        ", " + to_decimal(side->instruction_count, grouping) + " instructions";
  return line + ", " + to_string(side->digest) + "\n";
}

std::string flag_line(ChangeFlags flags) {
  std::string line;
  for (std::size_t i = 0; i < change_flag_count; ++i)
    if (const auto flag = static_cast<ChangeFlag>(i); flags.has(flag))
      line += (line.empty() ? "" : ", ") + std::string(to_word(flag));
  return line.empty() ? "" : "  flags: " + line + "\n";
}

std::string explain_one(const FunctionDiff &function, const TextStyle &style) {
  std::string text = tinted(display_name(function), Tint::strong, style) +
                     " in " + display_object(function) + "\n";
  text += "  class: " + std::string(to_word(function.cls)) + ": " +
          std::string(meaning_of(function.cls)) + "\n";
  text += "  match: " + std::string(to_word(function.match_by)) + ": " +
          std::string(meaning_of(function.match_by)) + "\n";
  text += side_line("pre:   ", function.pre, style.grouping);
  text += side_line("post:  ", function.post, style.grouping);
  text += flag_line(function.flags);
  if (function.pre && function.post)
    text += "  similarity: " + to_similarity(function.similarity, 4) + "\n";
  for (const std::string &piece : function.pieces)
    text += "  piece: " + printable(piece) + "\n";
  for (const std::string &fact : function.evidence)
    text += "  evidence: " + printable(fact) + "\n";
  return text;
}

} // namespace

bool is_named(const FunctionDiff &function, std::string_view wanted) {
  if (is_same_name(function, wanted))
    return true;
  for (std::size_t colon = wanted.find(':'); colon != std::string_view::npos;
       colon = wanted.find(':', colon + 1))
    if (is_in_object(function.object, wanted.substr(0, colon)) &&
        is_same_name(function, wanted.substr(colon + 1)))
      return true;
  return false;
}

Expected<std::string> explain(const DiffReport &report, std::string_view wanted,
                              const TextStyle &style) {
  std::string text;
  for (const FunctionDiff &function : report.functions)
    if (is_named(function, wanted))
      text += (text.empty() ? "" : "\n") + explain_one(function, style);
  if (text.empty())
    return fail(ErrorCode::mismatch,
                "no function is named '" + printable(wanted) + "'",
                suggest_names(report, wanted));
  return text;
}

} // namespace hotpatch
