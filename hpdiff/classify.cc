// See classify.h.
#include "hpdiff/classify.h"

#include "formats/core/text.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

constexpr std::size_t max_evidence = 8;

constexpr bool transfers_control(Flow flow) {
  switch (flow) {
  case Flow::branch:
  case Flow::jump:
  case Flow::indirect_jump:
    return true;
  case Flow::next:
  case Flow::call:
  case Flow::indirect_call:
  case Flow::stop:
  case Flow::undecodable:
    return false;
  }
  return false;
}

constexpr bool is_call(Flow flow) {
  return flow == Flow::call || flow == Flow::indirect_call;
}

// What it says about a function that such a step came or went.
constexpr std::array<ChangeFlags, 16> make_step_flags() {
  std::array<ChangeFlags, 16> flags = {};
  for (unsigned flow = 0; flow < 8; ++flow)
    for (unsigned has_reference = 0; has_reference < 2; ++has_reference) {
      const Flow of = static_cast<Flow>(flow);
      ChangeFlags &step = flags[2 * flow + has_reference];
      if (transfers_control(of))
        step = step.with(ChangeFlag::control_flow);
      else if (is_call(of))
        step = step.with(ChangeFlag::calls);
      else if (has_reference != 0)
        step = step.with(ChangeFlag::referenced_data);
    }
  return flags;
}

constexpr std::array<ChangeFlags, 16> step_flags = make_step_flags();

ChangeFlags flags_of(const StepSummary &step) {
  return step_flags[2 * static_cast<std::size_t>(step.flow) +
                    step.has_reference];
}

// sub rsp, imm / add rsp, imm / push / pop / lea rsp: changes of the frame.
bool is_frame(BytesView code, std::uint32_t offset, std::size_t length) {
  auto byte = [&](std::size_t at) {
    return at < length ? std::to_integer<unsigned>(code[offset + at]) : 0U;
  };
  std::size_t at = (byte(0) & 0xf0) == 0x40 ? 1 : 0; // REX
  unsigned opcode = byte(at), operand = byte(at + 1);
  bool push_pop = opcode >= 0x50 && opcode <= 0x5f;
  bool adjust = (opcode == 0x81 || opcode == 0x83) &&
                (operand == 0xec || operand == 0xc4);
  return push_pop || adjust;
}

class Classifier {
public:
  Classifier(const Side &pre_side, const Difference &difference)
      : side_(pre_side), d_(difference) {}

  Verdict run(bool unwind_differs,
              std::optional<std::vector<std::string>> line_proof) {
    switch (d_.kind) {
    case Difference::Kind::none:
      verdict_.cls = d_.is_as_written ? FunctionClass::identical
                                      : FunctionClass::layout_only;
      break;
    case Difference::Kind::unproven:
      verdict_.cls = FunctionClass::code;
      add(std::string(d_.doubt));
      break;
    case Difference::Kind::fields:
      describe_fields(std::move(line_proof));
      break;
    case Difference::Kind::structure:
      describe_structure();
      break;
    }
    if (unwind_differs) {
      verdict_.cls = FunctionClass::code;
      flag(ChangeFlag::unwind);
      add("unwind or exception information differs");
    }
    return std::move(verdict_);
  }

private:
  void flag(ChangeFlag flag) { verdict_.flags = verdict_.flags.with(flag); }
  void add(std::string text) { verdict_.evidence.push_back(std::move(text)); }

  std::string text(const CodeView &view, std::uint32_t step) const {
    const Instruction &i = view.at(step);
    return side_.is_x86()
               ? format(view.bytes.subspan(i.offset, i.length), i,
                        side_.object().machine.isa)
               : hex(read_int<std::uint32_t>(view.bytes, i.offset).value_or(0));
  }

  void describe_fields(std::optional<std::vector<std::string>> line_proof) {
    std::size_t steps = 0;
    std::uint32_t last = no_index;
    bool constant = true;
    for (const FieldDifference &field : d_.fields) {
      steps += field.step != last;
      last = field.step;
      constant &= field.what == FieldDifference::What::literal ||
                  (field.what == FieldDifference::What::value &&
                   field.field == Field::immediate && side_.is_x86());
      flag_field(field);
    }
    verdict_.similarity = static_cast<double>(d_.pre.steps.size() - steps) /
                          static_cast<double>(d_.pre.steps.size());
    if (line_proof) {
      verdict_.cls = FunctionClass::line_only;
      verdict_.evidence = *std::move(line_proof);
      return;
    }
    verdict_.cls = constant ? FunctionClass::constant : FunctionClass::code;
    for (std::size_t n = 0; n < std::min(max_evidence, d_.fields.size()); ++n)
      add(describe(d_.fields[n]));
    if (d_.fields.size() > max_evidence)
      add(std::to_string(d_.fields.size() - max_evidence) +
          " more differing fields");
  }

  std::string describe(const FieldDifference &field) const {
    const Instruction &a = d_.pre.at(field.step);
    std::string place = "+" + hex(a.offset) + ": ";
    std::string pre = text(d_.pre, field.step);
    std::string post = text(d_.post, field.step);
    switch (field.what) {
    case FieldDifference::What::value:
      return place + pre + " -> " + post;
    case FieldDifference::What::label:
      return place + pre + " leads to another place: " + post;
    case FieldDifference::What::reference:
      return place + pre + " refers to another symbol";
    case FieldDifference::What::literal:
      return place + pre + " refers to unnamed data with other content";
    }
    return place;
  }

  void flag_field(const FieldDifference &field) {
    const Instruction &i = d_.pre.at(field.step);
    switch (field.what) {
    case FieldDifference::What::value:
      flag(is_frame(d_.pre.bytes, i.offset, i.length) ? ChangeFlag::stack_frame
                                                      : ChangeFlag::operands);
      return;
    case FieldDifference::What::label:
      flag(ChangeFlag::control_flow);
      return;
    case FieldDifference::What::reference:
      flag(is_call(i.flow) || i.flow == Flow::jump
               ? ChangeFlag::calls
               : ChangeFlag::referenced_data);
      return;
    case FieldDifference::What::literal:
      flag(ChangeFlag::referenced_data);
      return;
    }
  }

  // What the steps of one side are like that the alignment left over.
  struct Leftover {
    std::size_t count = 0;
    std::uint32_t first = no_index;
    std::uint64_t mnemonics = 0; // the same for the same ones in any order
  };

  // Nobody can foresee whether a step is left over, so that is no branch but a
  // mask.
  template <typename Index>
  Leftover leftover(const Outline &outline, Index index_of) {
    Leftover result;
    ChangeFlags flags = verdict_.flags;
    auto pair = d_.aligned.begin();
    for (std::uint32_t s = 0; s < outline.steps.size(); ++s) {
      const StepSummary &step = outline.steps[s];
      const bool is_aligned = pair != d_.aligned.end() && index_of(*pair) == s;
      pair += is_aligned ? 1 : 0;
      const std::uint64_t mask = is_aligned ? 0 : ~std::uint64_t{0};
      result.count += is_aligned ? 0 : 1;
      result.first = std::min(result.first, is_aligned ? no_index : s);
      result.mnemonics +=
          (std::uint64_t{step.mnemonic} * step.mnemonic + 1) & mask;
      flags.bits |= static_cast<std::uint8_t>(flags_of(step).bits & mask);
    }
    verdict_.flags = flags;
    if (side_.is_x86())
      flag_frame(outline, index_of);
    return result;
  }

  // One step that changes the frame is enough.
  template <typename Index>
  void flag_frame(const Outline &outline, Index index_of) {
    auto pair = d_.aligned.begin();
    for (std::uint32_t s = 0; s < outline.steps.size() &&
                              !verdict_.flags.has(ChangeFlag::stack_frame);
         ++s) {
      const StepSummary &step = outline.steps[s];
      if (pair != d_.aligned.end() && index_of(*pair) == s)
        ++pair;
      else if (is_frame(outline.bytes, step.offset, step.length))
        flag(ChangeFlag::stack_frame);
    }
  }

  void describe_structure() {
    verdict_.cls = FunctionClass::code;
    std::size_t total =
        d_.pre_outline.steps.size() + d_.post_outline.steps.size();
    verdict_.similarity = total == 0
                              ? 1.0
                              : 2.0 * static_cast<double>(d_.aligned.size()) /
                                    static_cast<double>(total);
    Leftover deleted =
        leftover(d_.pre_outline, [](const auto &pair) { return pair.first; });
    Leftover inserted =
        leftover(d_.post_outline, [](const auto &pair) { return pair.second; });
    flag(deleted.mnemonics == inserted.mnemonics ? ChangeFlag::operands
                                                 : ChangeFlag::instructions);
    auto place = [](const Outline &outline, std::uint32_t step) {
      return "+" + hex(step == no_index ? outline.bytes.size()
                                        : outline.steps[step].offset);
    };
    add(std::to_string(deleted.count) + " instructions deleted, " +
        std::to_string(inserted.count) + " inserted; first at " +
        place(d_.pre_outline, deleted.first) + " (pre) and " +
        place(d_.post_outline, inserted.first) + " (post)");
  }

  const Side &side_;
  const Difference &d_;
  Verdict verdict_;
};

} // namespace

bool may_be_lines(const Difference &difference) {
  return difference.kind == Difference::Kind::fields &&
         std::ranges::all_of(difference.fields, [](const auto &field) {
           return field.what == FieldDifference::What::value &&
                  field.field == Field::immediate;
         });
}

Verdict classify(const Side &pre_side, const Difference &difference,
                 bool unwind_differs,
                 std::optional<std::vector<std::string>> line_proof) {
  return Classifier(pre_side, difference)
      .run(unwind_differs, std::move(line_proof));
}

} // namespace hotpatch
