// A function's code prepared for comparison: the instructions that matter, and
// what their fields hold.  For a form that does for aligning see outline.h.
#ifndef HOTPATCH_HPDIFF_CODE_VIEW_H
#define HOTPATCH_HPDIFF_CODE_VIEW_H

#include "hpdiff/side.h"
#include "hpdiff/steps.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hotpatch {

// An instruction other than a no-operation or the fill at the end, with its
// references.
struct Step {
  std::uint32_t instruction = 0; // index into CodeView::instructions
  std::uint32_t first_reference = 0, reference_count = 0;
};

struct CodeView {
  BytesView bytes;                       // a view into the Side
  std::vector<Instruction> instructions; // all of them
  std::vector<Reference> references;
  std::vector<Step> steps;

  [[nodiscard]] const Instruction &at(std::size_t step) const {
    return instructions[steps[step].instruction];
  }
  // The reference in a field of a step, or null.
  [[nodiscard]] const Reference *reference(std::size_t step, Field field) const;
  [[nodiscard]] std::span<const Reference>
  references_of(std::size_t step) const {
    return std::span(references)
        .subspan(steps[step].first_reference, steps[step].reference_count);
  }
  // The step that control reaches from the place: the one there, or behind
  // no-operations there.  steps.size() at the end of the code; nothing if the
  // place is in the middle of an instruction.
  [[nodiscard]] std::optional<std::uint32_t>
  step_at(std::uint64_t offset) const;
};

CodeView view_code(const Side &side, std::uint32_t function);

} // namespace hotpatch

#endif
