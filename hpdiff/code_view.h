// A function's code prepared for comparison: the instructions that matter, what
// their fields hold, and a token for each to align them by.
#ifndef HOTPATCH_HPDIFF_CODE_VIEW_H
#define HOTPATCH_HPDIFF_CODE_VIEW_H

#include "hpdiff/side.h"

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

enum class Field : std::uint8_t { displacement, immediate };

struct CodeView {
  BytesView bytes;                       // a view into the Side
  std::vector<Instruction> instructions; // all of them
  std::vector<Reference> references;
  std::vector<Step> steps;
  // One a step: equal for steps that are equal but for label places, different
  // (nearly always) for others.  For aligning, not for proving.
  std::vector<std::uint64_t> tokens;

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

// Whether the field is a place in the function itself: a direct branch, or an
// address relative to the next instruction, without a reference.
bool is_label(const Instruction &instruction, Field field);

// The place (function offset) that such a field leads to.
std::int64_t label_of(const Instruction &instruction, Field field);

// The value of a field as encoded.
std::int64_t value_of(const Instruction &instruction, Field field);

} // namespace hotpatch

#endif
