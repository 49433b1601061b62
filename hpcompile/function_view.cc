// See function_view.h.  The comparison has aligned the instructions already,
// as far as they were worth it; where both sides have the same instructions the
// alignment is the identity.
#include "hpcompile/function_view.h"

#include "hpdiff/compare.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs identity(std::size_t count) {
  Pairs pairs;
  for (std::uint32_t i = 0; i < count; ++i)
    pairs.emplace_back(i, i);
  return pairs;
}

// AlignedReference::distance_from
std::uint8_t distance_from(const CodeView &code, const Reference &reference) {
  const bool is_plain =
      !reference.relocation ||
      reference.relocation->form == RelocationForm::pc_relative;
  const Instruction *holder = instruction_at(code.instructions, reference.at);
  return is_plain && reference.width == 4 && holder &&
                 holder->flow != Flow::undecodable
             ? static_cast<std::uint8_t>(holder->end() - reference.at)
             : std::uint8_t{0};
}

} // namespace

FunctionView view_function(const Side &post, std::uint32_t function) {
  FunctionView view{view_code(post, function), {}};
  view.aligned.resize(view.code.references.size());
  return view;
}

FunctionView view_function(const Side &pre, std::uint32_t pre_function,
                           const Side &post, std::uint32_t post_function,
                           Equality &equality) {
  Aligner aligner;
  const Difference difference =
      compare(pre, post, equality, aligner, pre_function, post_function);
  FunctionView view = view_function(post, post_function);
  const CodeView before = view_code(pre, pre_function);
  Pairs pairs(difference.aligned.begin(), difference.aligned.end());
  if (difference.kind != Difference::Kind::structure &&
      before.steps.size() == view.code.steps.size())
    pairs = identity(before.steps.size());
  for (const auto &[i, j] : pairs) {
    const std::span<const Reference> from = before.references_of(i);
    const std::uint32_t first = view.code.steps[j].first_reference;
    if (from.size() != view.code.steps[j].reference_count)
      continue;
    for (std::size_t r = 0; r < from.size(); ++r)
      view.aligned[first + r] =
          AlignedReference{from[r].target, from[r].at, from[r].width,
                           distance_from(before, from[r])};
  }
  return view;
}

} // namespace hotpatch
