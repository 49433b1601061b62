// What hpdiff's views have in common beyond any text: see cli/text.h for names
// made safe to show.
#include "hpdiff/text.h"

#include <algorithm>
#include <cmath>

namespace hotpatch {
namespace {

template <typename Diff>
std::string name_with_origin(const Diff &diff, bool is_renamed) {
  std::string name =
      printable(diff.demangled.empty() ? diff.name : diff.demangled);
  if (is_renamed && diff.pre)
    name += " (was " + printable(diff.pre->name) + ")";
  return name;
}

} // namespace

std::string to_similarity(double similarity, unsigned decimals) {
  std::uint64_t scale = 1;
  for (unsigned i = 0; i < decimals; ++i)
    scale *= 10;
  const double bounded =
      std::isfinite(similarity) ? std::clamp(similarity, 0.0, 1.0) : 0.0;
  auto scaled = static_cast<std::uint64_t>(
      std::llround(bounded * static_cast<double>(scale)));
  if (scaled == scale && bounded < 1.0)
    --scaled;
  std::string fraction = std::to_string(scaled % scale);
  fraction.insert(0, decimals - fraction.size(), '0');
  return (scaled == scale ? "1." : "0.") + fraction;
}

std::string to_letters(ChangeFlags flags) {
  std::string letters = "GIOSCDU";
  for (std::size_t i = 0; i < change_flag_count; ++i)
    if (!flags.has(static_cast<ChangeFlag>(i)))
      letters[i] = '-';
  return letters;
}

std::string_view letters_legend() {
  return "G control flow, I instructions, O operands, S stack frame, "
         "C calls, D referenced data, U unwind";
}

std::string display_name(const FunctionDiff &function) {
  return name_with_origin(function, function.is_renamed());
}

std::string display_name(const DataDiff &data) {
  return name_with_origin(data, data.pre && data.post &&
                                    data.pre->name != data.post->name);
}

std::string display_object(const FunctionDiff &function) {
  std::string object = printable(function.object);
  if (function.is_moved() && function.pre)
    object += " (from " + printable(function.pre->object) + ")";
  return object;
}

FunctionSide named_side(const FunctionDiff &function) {
  if (function.post)
    return *function.post;
  return function.pre.value_or(FunctionSide{});
}

} // namespace hotpatch
