// See code_view.h.
#include "hpdiff/code_view.h"

#include <algorithm>

namespace hotpatch {
const Reference *CodeView::reference(std::size_t step, Field field) const {
  const Step &s = steps[step];
  const Instruction &i = instructions[s.instruction];
  for (std::uint32_t r = 0; r < s.reference_count; ++r) {
    const Reference &candidate = references[s.first_reference + r];
    bool in_displacement =
        i.displacement_size > 0 && candidate.at == i.offset + i.displacement_at;
    if (in_displacement == (field == Field::displacement))
      return &candidate;
  }
  return nullptr;
}

std::optional<std::uint32_t> CodeView::step_at(std::uint64_t offset) const {
  auto instruction =
      std::ranges::lower_bound(instructions, offset, {}, &Instruction::offset);
  if (instruction == instructions.end())
    return offset == bytes.size()
               ? std::optional(static_cast<std::uint32_t>(steps.size()))
               : std::nullopt;
  if (instruction->offset != offset)
    return std::nullopt;
  auto index = static_cast<std::uint32_t>(instruction - instructions.begin());
  auto step = std::ranges::lower_bound(steps, index, {}, &Step::instruction);
  return static_cast<std::uint32_t>(step - steps.begin());
}

CodeView view_code(const Side &side, std::uint32_t function) {
  CodeView view;
  view.bytes = side.bytes(function);
  view.instructions = side.instructions(function);
  view.references = side.references(function, view.instructions);
  view.steps.reserve(view.instructions.size());
  StepChoice choice(view.bytes);
  std::size_t reference = 0;
  for (std::uint32_t n = 0; n < view.instructions.size(); ++n) {
    const Instruction &i = view.instructions[n];
    Step step{n, static_cast<std::uint32_t>(reference), 0};
    while (reference < view.references.size() &&
           view.references[reference].at < i.end())
      ++reference, ++step.reference_count;
    if (choice.add(i, step.reference_count > 0))
      view.steps.push_back(step);
  }
  view.steps.resize(choice.count());
  return view;
}

} // namespace hotpatch
