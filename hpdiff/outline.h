// A function's code as far as aligning needs it: a token and a few facts a step
// instead of instructions and references.
#ifndef HOTPATCH_HPDIFF_OUTLINE_H
#define HOTPATCH_HPDIFF_OUTLINE_H

#include "hpdiff/side.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// What there is to say about a step that has no counterpart.
struct StepSummary {
  std::uint32_t offset = 0; // of the instruction, in the function
  std::uint16_t mnemonic = 0;
  Flow flow = Flow::next;
  std::uint8_t length : 4 = 0; // of the instruction
  bool has_reference : 1 = false;
};

struct Outline {
  BytesView bytes;                     // a view into the Side
  std::uint32_t instruction_count = 0; // all of them
  // Of the steps' shapes and numbers of references: where two values differ,
  // those differ.
  std::uint64_t shapes_hash = 0;
  std::vector<StepSummary> steps; // as CodeView::steps
  // One a step: equal for steps that are equal but for label places, different
  // (nearly always) for others.  For aligning, not for proving.
  std::vector<std::uint64_t> tokens;
};

// Of the same steps as view_code(), for a fraction of its cost.
Outline outline_code(const Side &side, std::uint32_t function);

} // namespace hotpatch

#endif
