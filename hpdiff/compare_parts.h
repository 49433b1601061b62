// What compare.cc, compare_bytes.cc and compare_fields.cc share.
#ifndef HOTPATCH_HPDIFF_COMPARE_PARTS_H
#define HOTPATCH_HPDIFF_COMPARE_PARTS_H

#include "hpdiff/compare.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// The functions to compare, by number and as they are, and what tells whether
// their references lead to the same things.  All must outlive it.
struct FunctionPair {
  const Side &pre_side;
  const Side &post_side;
  Equality &equality;
  std::uint32_t pre, post;
  const Function &f = pre_side.contents().functions[pre];
  const Function &g = post_side.contents().functions[post];
};

// Whether the files say the same about the two functions, letter for letter:
// bytes, relocations and the symbols' names.
bool is_as_written(const FunctionPair &pair);

// Route 1: whether bytes outside of relocated fields are equal, and what the
// references lead to.  `labels` is the identity.  Where functions share a
// section, references that the assembler has resolved are compared as far as
// the code can be decoded.
bool has_same_bytes(const FunctionPair &pair, const Labels &labels);

// Route 2: the fields that differ, in order of steps.  Both views have the same
// number of steps, and each pair of steps the same shape and the same number of
// references; `labels` numbers each place by its step.
std::vector<FieldDifference> compare_fields(const FunctionPair &pair,
                                            const CodeView &pre,
                                            const CodeView &post,
                                            const Labels &labels);

// Whether control that runs on behind `last`, the functions' last instruction,
// gets to the same function on both sides.
bool has_same_successor(const FunctionPair &pair, const Instruction &last);

} // namespace hotpatch

#endif
