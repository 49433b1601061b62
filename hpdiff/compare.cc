// See compare.h.
//
// Three routes, the cheapest first.
// 1. Bytes outside relocated fields are equal, and so is what each pair of
//    references leads to.  Nothing is decoded but what is needed to resolve
//    relocations against sections, or, where functions share a section, to find
//    the references that have none.  This settles nearly all functions that did
//    not change.  In compare_bytes.cc.
// 2. The same instructions one by one: equal shapes, and each field equal as a
//    value, a label or a reference.  Encoded lengths of branches and immediates
//    and alignment no-operations may differ.  The fields are compared in
//    compare_fields.cc.
// 3. Otherwise the instruction sequences are aligned, for what is said about
//    the change; the verdict is already clear.
//
// Here is which of them is taken, and when their answer is to be doubted:
// bytes, instructions and relocations do not show all that a function depends
// on where it shares its section or takes its own address.
#include "hpdiff/compare.h"

#include "hpdiff/compare_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hotpatch {
namespace {

bool is_indirect(const Side &side, const Function &function) {
  return function.symbol != no_index &&
         side.object().symbols[function.symbol].is_indirect;
}

void doubt_branches(Difference &result) {
  result.kind = Difference::Kind::unproven;
  result.doubt = "the section's layout changed, and not all branches between "
                 "its functions could be decoded";
}

// Whether an instruction other than a branch or call holds the address of a
// place in the pre function, to which it may add distances that the assembler
// has resolved (&&a - &&b), which then look like numbers.
bool takes_own_address(const FunctionPair &pair, const CodeView &view) {
  std::uint32_t self = pair.pre_side.contents().representative(pair.pre);
  auto is_self = [&](const Reference &reference) {
    const Target &target = reference.target;
    if (target.kind == Target::Kind::code)
      return target.index == self;
    std::uint32_t f =
        target.kind == Target::Kind::symbol
            ? pair.pre_side.contents().function_of_symbol(target.index)
            : no_index;
    return f != no_index && pair.pre_side.contents().representative(f) == self;
  };
  for (std::size_t i = 0; i < view.steps.size(); ++i) {
    const Instruction &step = view.at(i);
    if (step.flow != Flow::next)
      continue;
    if (view.steps[i].reference_count == 0
            ? step.is_rip_relative
            : std::ranges::any_of(view.references_of(i), is_self))
      return true;
  }
  return false;
}

bool same_placement(const FunctionPair &pair) {
  if (!pair.f.shares_section && !pair.g.shares_section)
    return true;
  if (pair.f.extents.size() != pair.g.extents.size())
    return false;
  for (std::size_t e = 0; e < pair.f.extents.size(); ++e)
    if (!pair.equality.same_layout(pair.f.extents[e].section,
                                   pair.g.extents[e].section))
      return false;
  return true;
}

// Whether no reference without a relocation can have escaped: all code was
// decoded, or nothing moved that one could lead to.
bool is_provable(const FunctionPair &pair, std::span<const Instruction> code) {
  bool decoded = pair.pre_side.decodes_branches() &&
                 std::ranges::find(code, Flow::undecodable,
                                   &Instruction::flow) == code.end();
  return decoded || same_placement(pair);
}

// Every instruction's place, numbered by the step that control reaches from
// there.
std::vector<Label> number_places(const CodeView &view) {
  std::vector<Label> labels;
  labels.reserve(view.instructions.size());
  std::uint32_t step = 0;
  for (std::uint32_t n = 0; n < view.instructions.size(); ++n) {
    while (step < view.steps.size() && view.steps[step].instruction < n)
      ++step;
    labels.push_back({view.instructions[n].offset, step});
  }
  return labels;
}

bool may_have_same_shapes(const Difference &d) {
  return d.pre_outline.tokens.size() == d.post_outline.tokens.size() &&
         d.pre_outline.shapes_hash == d.post_outline.shapes_hash;
}

// Whether route 2 can be taken.
bool same_shapes(const Difference &d) {
  if (d.pre.steps.size() != d.post.steps.size())
    return false;
  for (std::size_t i = 0; i < d.pre.steps.size(); ++i) {
    const Instruction &a = d.pre.at(i), &b = d.post.at(i);
    if (a.shape != b.shape || a.is_rip_relative != b.is_rip_relative ||
        d.pre.steps[i].reference_count != d.post.steps[i].reference_count)
      return false;
  }
  return true;
}

// Whether control may run on behind the instruction.  (A call there does not
// return.)
bool falls_through(const Instruction &last) {
  return last.flow == Flow::next || last.flow == Flow::branch;
}

} // namespace

bool has_same_successor(const FunctionPair &pair, const Instruction &last) {
  if (!falls_through(last))
    return true;
  if (!pair.f.shares_section && !pair.g.shares_section)
    return true; // the linker decides what follows
  auto successor = [](const Side &side, const Extent &extent) {
    return side.contents().function_from(extent.section, extent.end);
  };
  std::optional<CodePlace> a = successor(pair.pre_side, pair.f.extents.front());
  std::optional<CodePlace> b =
      successor(pair.post_side, pair.g.extents.front());
  if (!a || !b)
    return !a && !b;
  return pair.equality.same(
      {Target::Kind::code, a->function, static_cast<std::int64_t>(a->offset)},
      {Target::Kind::code, b->function, static_cast<std::int64_t>(b->offset)},
      nullptr);
}

Difference compare(const Side &pre_side, const Side &post_side,
                   Equality &equality, Aligner &aligner, std::uint32_t pre,
                   std::uint32_t post) {
  const FunctionPair pair{pre_side, post_side, equality, pre, post};
  Difference result;
  result.labels.pre = pre_side.contents().representative(pre);
  result.labels.post = post_side.contents().representative(post);
  result.labels.is_identity = true;
  if (is_indirect(pre_side, pair.f) != is_indirect(post_side, pair.g)) {
    result.kind = Difference::Kind::unproven;
    result.doubt = "only one side is an indirect function (GNU_IFUNC)";
    return result;
  }
  if (has_same_bytes(pair, result.labels)) {
    bool hidden = pair.f.shares_section || pair.g.shares_section;
    if (hidden && !is_provable(pair, pre_side.instructions(pre)))
      doubt_branches(result);
    result.is_as_written = is_as_written(pair);
    return result;
  }
  result.pre_outline = outline_code(pre_side, pre);
  result.post_outline = outline_code(post_side, post);
  if (may_have_same_shapes(result)) {
    result.pre = view_code(pre_side, pre);
    result.post = view_code(post_side, post);
  }
  if (may_have_same_shapes(result) && same_shapes(result)) {
    result.labels.is_identity = false;
    result.labels.pre_labels = number_places(result.pre);
    result.labels.post_labels = number_places(result.post);
    result.fields =
        compare_fields(pair, result.pre, result.post, result.labels);
    for (std::size_t i = 0; i < result.pre.steps.size(); ++i)
      result.is_moved |= result.pre.at(i).offset != result.post.at(i).offset;
    if (result.is_moved && takes_own_address(pair, result.pre)) {
      result.kind = Difference::Kind::unproven;
      result.doubt = "instructions moved, and distances in data may count "
                     "from an address that the function takes of itself";
      return result;
    }
    result.kind = result.fields.empty() ? Difference::Kind::none
                                        : Difference::Kind::fields;
    if (result.fields.empty()) {
      result.is_as_written = is_as_written(pair);
      if (!is_provable(pair, result.pre.instructions))
        doubt_branches(result);
    }
    return result;
  }
  result.kind = Difference::Kind::structure;
  result.aligned =
      aligner.align(result.pre_outline.tokens, result.post_outline.tokens);
  result.labels.is_identity = false;
  return result;
}

} // namespace hotpatch
