// See step_text.h.  Numbers that depend on where things lie are never shown:
// places in the function are labels, references are names, unnamed data is its
// content.  What is left of an instruction means the same in every build.
#include "hpdiff/step_text.h"

#include "formats/core/digest.h"
#include "formats/core/text.h"
#include "formats/demangle/demangle.h"
#include "hpdiff/operand_names.h"
#include "hpdiff/register_names.h"

#include <algorithm>

namespace hotpatch {
namespace {

void add_words(std::string &comment, const std::string &words) {
  if (!words.empty())
    comment += (comment.empty() ? "" : "  ") + words;
}

std::string mnemonic_of(const std::string &text) {
  return text.substr(0, text.find(' '));
}

// The word with its PC-relative bits, if any, left out.
std::string hex_word(const Instruction &i, std::endian order) {
  std::uint64_t value = 0;
  for (std::size_t b = 0; b < i.length; ++b) {
    const std::size_t at = order == std::endian::big ? b : i.length - 1 - b;
    value = value << 8 | i.shape[at];
  }
  return ".word " + hex(value);
}

} // namespace

StepText::StepText(const ListingSide &listed, const CodeView &view)
    : listed_(listed), side_(listed.side), view_(view) {}

BytesView StepText::bytes(std::uint32_t step) const {
  const Instruction &i = view_.at(step);
  return view_.bytes.subspan(i.offset, i.length);
}

// A reference to a place within the function, other than a call of itself.
bool StepText::is_own_place(std::uint32_t step,
                            const Reference &reference) const {
  if (reference.target.kind != Target::Kind::code ||
      side_.contents().representative(listed_.function) !=
          reference.target.index)
    return false;
  return reference.target.offset != 0 || view_.at(step).flow == Flow::branch ||
         view_.at(step).flow == Flow::jump;
}

std::vector<std::uint32_t> StepText::places(std::uint32_t step) const {
  std::vector<std::uint32_t> result;
  auto add = [&](std::int64_t place) {
    if (place < 0)
      return;
    if (std::optional<std::uint32_t> at =
            view_.step_at(static_cast<std::uint64_t>(place)))
      result.push_back(*at);
  };
  for (const Reference &reference : view_.references_of(step))
    if (is_own_place(step, reference))
      add(reference.target.offset);
  for (Field field : {Field::displacement, Field::immediate})
    if (!view_.reference(step, field) && is_label(view_.at(step), field))
      add(label_of(view_.at(step), field));
  return result;
}

std::string StepText::label(std::int64_t place,
                            const LabelNumbers &labels) const {
  std::optional<std::uint32_t> step =
      place < 0 ? std::nullopt
                : view_.step_at(static_cast<std::uint64_t>(place));
  if (!step)
    return "." + std::string(place < 0 ? "" : "+") + signed_hex(place);
  return *step == view_.steps.size() ? "end"
                                     : "L" + std::to_string(labels[*step]);
}

std::vector<std::string> StepText::names(std::uint32_t step,
                                         const LabelNumbers &labels) const {
  std::vector<std::string> result;
  for (const Reference &reference : view_.references_of(step))
    result.push_back(is_own_place(step, reference)
                         ? label(reference.target.offset, labels)
                         : target_name(side_, reference.target));
  return result;
}

// What stands in place of the field's number; empty for the number itself.
std::string StepText::field_name(std::uint32_t step, Field field,
                                 const std::vector<std::string> &names,
                                 const LabelNumbers &labels) const {
  const Instruction &i = view_.at(step);
  if (const Reference *reference = view_.reference(step, field))
    return names[static_cast<std::size_t>(reference -
                                          view_.references_of(step).data())];
  return is_label(i, field) ? label(label_of(i, field), labels) : "";
}

// Machines other than x86: the last operand is what is PC-relative.
std::string StepText::other_text(std::uint32_t step,
                                 const std::string &name) const {
  const Instruction &i = view_.at(step);
  const std::uint32_t index = view_.steps[step].instruction;
  if (index >= listed_.texts.size())
    return hex_word(i, side_.object().machine.order) +
           (name.empty() ? "" : " " + name);
  const std::string &text = listed_.texts[index];
  if (name.empty())
    return text;
  const std::size_t last = text.find_last_of(" \t");
  return (last == text.npos ? text + " " : text.substr(0, last + 1)) + name;
}

std::string StepText::text(std::uint32_t step,
                           const std::vector<std::string> &names,
                           const LabelNumbers &labels) const {
  const Instruction &i = view_.at(step);
  const std::string immediate =
      field_name(step, Field::immediate, names, labels);
  if (!side_.is_x86())
    return other_text(step, is_label(i, Field::immediate) ? immediate : "");
  OperandText operands;
  operands.displacement = field_name(step, Field::displacement, names, labels);
  (is_direct_transfer(i) ? operands.branch_target : operands.immediate) =
      immediate;
  return format(bytes(step), i, side_.object().machine.isa, operands);
}

bool StepText::shows_name(std::uint32_t step,
                          const Reference &reference) const {
  const Instruction &i = view_.at(step);
  if (!side_.is_x86())
    return is_label(i, Field::immediate);
  return i.flow != Flow::undecodable &&
         (&reference == view_.reference(step, Field::displacement) ||
          (i.immediate_size > 0 &&
           &reference == view_.reference(step, Field::immediate)));
}

std::string StepText::comment(std::uint32_t step,
                              const std::vector<std::string> &names) const {
  std::string result;
  const std::span<const Reference> references = view_.references_of(step);
  for (std::size_t k = 0; k < references.size(); ++k) {
    const Reference &reference = references[k];
    const Target &target = reference.target;
    if (!shows_name(step, reference))
      add_words(result, names[k]);
    const bool is_access =
        &reference == view_.reference(step, Field::displacement);
    add_words(result,
              literal_text(side_, target, is_access ? access_width(step) : 0));
    if (target.kind != Target::Kind::content &&
        target.kind != Target::Kind::unknown && target.index != no_index)
      add_words(result, demangle(target_name(
                            side_, {target.kind, target.index, 0, 0})));
    if (reference.relocation)
      add_words(result, relocation_name(side_.object().machine,
                                        reference.relocation->type));
  }
  return result;
}

std::uint64_t StepText::access_width(std::uint32_t step) const {
  if (!side_.is_x86())
    return 0;
  return static_cast<std::uint64_t>(
      effects_of(bytes(step), side_.object().machine.isa).memory_width);
}

std::uint64_t StepText::key(std::uint32_t step, Likeness likeness) const {
  const Instruction &i = view_.at(step);
  if (likeness == Likeness::shape)
    return hash_bytes(std::as_bytes(std::span(i.shape)));
  const std::uint32_t index = view_.steps[step].instruction;
  std::string text;
  if (side_.is_x86())
    text =
        format(bytes(step), i, side_.object().machine.isa,
               {.branch_target = "@", .displacement = "@", .immediate = "@"});
  else if (index < listed_.texts.size())
    text = listed_.texts[index];
  else
    return i.offset; // nothing is known that could be alike
  if (likeness == Likeness::mnemonic || !side_.is_x86())
    text = mnemonic_of(text);
  else
    text = without_registers(text);
  return hash_bytes(as_bytes(text));
}

std::uint32_t StepText::line(std::uint32_t step) const {
  auto after = std::ranges::upper_bound(listed_.lines, view_.at(step).offset,
                                        {}, &LineRow::begin);
  if (after == listed_.lines.begin() || std::prev(after)->frames.empty())
    return 0;
  // Where another file's code is inlined, the line of the call.
  const std::vector<SourceFrame> &frames = std::prev(after)->frames;
  auto inner =
      std::ranges::find(frames, frames.back().file, &SourceFrame::file);
  return inner->line;
}

} // namespace hotpatch
