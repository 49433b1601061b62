// See code_view.h.
#include "hpdiff/code_view.h"

#include "formats/core/digest.h"

#include <algorithm>

namespace hotpatch {
namespace {

// A cheap, well mixing combination (the finaliser of SplitMix64).
std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2);
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  return hash ^ (hash >> 27);
}

std::uint64_t hash_target(const Side &side, const Target &target) {
  std::uint64_t name = 0;
  switch (target.kind) {
  case Target::Kind::symbol:
    name = side.name_hash(target.index);
    break;
  case Target::Kind::code:
    if (std::uint32_t symbol = side.contents().functions[target.index].symbol;
        symbol != no_index)
      name = side.name_hash(symbol);
    break;
  case Target::Kind::datum:
    if (std::uint32_t symbol = side.contents().data[target.index].symbol;
        symbol != no_index)
      name = side.name_hash(symbol);
    break;
  case Target::Kind::content:
  case Target::Kind::unknown:
    return 1;
  }
  return mix(name, static_cast<std::uint64_t>(target.offset));
}

std::uint64_t token(const Side &side, const CodeView &view, const Step &step) {
  const Instruction &i = view.instructions[step.instruction];
  std::uint64_t hash = i.shape_hash + i.is_rip_relative;
  bool label =
      is_label(i, Field::displacement) || is_label(i, Field::immediate);
  if (step.reference_count == 0) {
    if (label)
      return hash;
    // Either factor spreads small numbers over all bits.
    return mix(
        hash, static_cast<std::uint64_t>(i.displacement) * 0xff51afd7ed558ccd +
                  static_cast<std::uint64_t>(i.immediate) * 0xc4ceb9fe1a85ec53);
  }
  for (std::uint32_t r = 0; r < step.reference_count; ++r) {
    const Reference &reference = view.references[step.first_reference + r];
    hash = mix(hash, hash_target(side, reference.target));
    bool in_immediate =
        i.immediate_size > 0 && reference.at == i.offset + i.immediate_at;
    hash = mix(hash, static_cast<std::uint64_t>(in_immediate ? i.displacement
                                                             : i.immediate));
  }
  return hash;
}

// Whether a branch within the code leads to `offset` or behind it.
bool leads_behind(const CodeView &view, std::uint64_t offset) {
  auto transfers = [](Flow flow) {
    return flow == Flow::branch || flow == Flow::jump || flow == Flow::call;
  };
  return std::ranges::any_of(view.instructions, [&](const Instruction &i) {
    std::int64_t place = label_of(i, Field::immediate);
    return transfers(i.flow) && place >= 0 &&
           static_cast<std::uint64_t>(place) >= offset &&
           static_cast<std::uint64_t>(place) < view.bytes.size();
  });
}

} // namespace

bool is_label(const Instruction &i, Field field) {
  bool branch =
      i.flow == Flow::branch || i.flow == Flow::jump || i.flow == Flow::call;
  if (field == Field::displacement)
    return i.is_rip_relative && i.displacement_size > 0;
  return i.immediate_size > 0 &&
         (branch || (i.is_rip_relative && i.displacement_size == 0));
}

std::int64_t value_of(const Instruction &i, Field field) {
  return field == Field::displacement ? i.displacement : i.immediate;
}

std::int64_t label_of(const Instruction &i, Field field) {
  // x86 counts from the next instruction, A64 (whose field is the whole word)
  // from this one.
  bool word = i.immediate_size == i.length;
  return (word ? i.offset : i.end()) + value_of(i, field);
}

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
  std::size_t reference = 0, last = 0;
  for (std::uint32_t n = 0; n < view.instructions.size(); ++n) {
    const Instruction &i = view.instructions[n];
    Step step{n, static_cast<std::uint32_t>(reference), 0};
    while (reference < view.references.size() &&
           view.references[reference].at < i.end())
      ++reference, ++step.reference_count;
    if (i.is_no_op && step.reference_count == 0)
      continue;
    view.steps.push_back(step);
    constexpr std::byte breakpoint{0xcc};
    bool is_breakpoint = i.flow == Flow::stop && i.length == 1 &&
                         view.bytes[i.offset] == breakpoint;
    if (!is_breakpoint)
      last = view.steps.size();
  }
  // Breakpoints behind the last instruction are fill, unless a branch leads
  // there.
  last = std::max<std::size_t>(last, view.steps.empty() ? 0 : 1);
  if (last < view.steps.size() && !leads_behind(view, view.at(last).offset))
    view.steps.resize(last);
  view.tokens.reserve(view.steps.size());
  for (const Step &step : view.steps)
    view.tokens.push_back(token(side, view, step));
  return view;
}

} // namespace hotpatch
