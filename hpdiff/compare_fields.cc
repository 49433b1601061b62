// See compare.h: route 2, field by field.
//
// The instructions are the same, one by one, so what can differ is in their
// fields: displacement, immediate, and what is referred to from elsewhere in
// their bytes.  A field is a value, a label (a place in the function itself) or
// a reference, and only like is compared with like: values as numbers, labels
// by the step they lead to, references by their targets.  Neither how long a
// branch or an immediate is encoded nor alignment no-operations count, which is
// why route 1 (compare_bytes.cc) could not tell.
//
// A reference may take up something else than a field: parts of an instruction
// on most machines but x86, data among code.  Then the bytes that it leaves
// have to be equal, too.
//
// Which route is taken, and the verdict, is in compare.cc.
#include "hpdiff/compare_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hotpatch {
namespace {

// Whether the reference takes up a field exactly, so that comparing targets
// compares all of the field.
bool fills_field(const Instruction &i, const Reference &reference) {
  auto fills = [&](std::uint8_t at, std::uint8_t size) {
    return size > 0 && reference.at == i.offset + at && reference.width == size;
  };
  return fills(i.displacement_at, i.displacement_size) ||
         fills(i.immediate_at, i.immediate_size);
}

// Whether the linker computes the two fields in the same way.  What the
// assembler resolved is a plain distance.
bool have_same_form(const Reference &r, const Reference &s) {
  if (r.relocation && s.relocation)
    return r.relocation->type == s.relocation->type;
  const Relocation *one = r.relocation ? r.relocation : s.relocation;
  return !one || one->form == RelocationForm::pc_relative;
}

bool is_by_section(const Side &side, const Reference &reference) {
  return reference.relocation && reference.relocation->symbol != no_index &&
         side.object().symbols[reference.relocation->symbol].kind ==
             SymbolKind::section;
}

std::optional<std::uint32_t> place(const CodeView &view, std::int64_t offset) {
  return offset < 0 ? std::nullopt
                    : view.step_at(static_cast<std::uint64_t>(offset));
}

class FieldComparison {
public:
  FieldComparison(const FunctionPair &pair, const CodeView &pre,
                  const CodeView &post, const Labels &labels)
      : pair_(pair), pre_(pre), post_(post), labels_(labels) {}

  std::vector<FieldDifference> run() {
    std::vector<FieldDifference> fields;
    for (std::uint32_t i = 0; i < pre_.steps.size(); ++i) {
      for (Field field : {Field::displacement, Field::immediate})
        if (std::optional<FieldDifference::What> what = compare_field(i, field))
          fields.push_back({i, field, *what});
      if (pre_.at(i).immediate2 != post_.at(i).immediate2)
        fields.push_back({i, Field::immediate, FieldDifference::What::value});
      if (!same_loose_references(i))
        fields.push_back(
            {i, Field::immediate, FieldDifference::What::reference});
    }
    if (!pre_.steps.empty() &&
        !has_same_successor(pair_, pre_.at(pre_.steps.size() - 1)))
      fields.push_back({static_cast<std::uint32_t>(pre_.steps.size() - 1),
                        Field::immediate, FieldDifference::What::label});
    return fields;
  }

private:
  std::optional<FieldDifference::What> compare_field(std::uint32_t i,
                                                     Field field) {
    using What = FieldDifference::What;
    const Instruction &a = pre_.at(i), &b = post_.at(i);
    const Reference *r = pre_.reference(i, field);
    const Reference *s = post_.reference(i, field);
    if (r && s) {
      bool same_type = have_same_form(*r, *s);
      bool direct = (!is_by_section(pair_.pre_side, *r) &&
                     !is_by_section(pair_.post_side, *s)) ||
                    pair_.pre_side.accesses_directly(pair_.pre, a);
      if (same_type && pair_.equality.same(r->target, s->target, &labels_) &&
          (direct || pair_.equality.same_neighbour(r->target, s->target,
                                                   indexed_by(*r, field))))
        return std::nullopt;
      bool literal = r->target.kind == Target::Kind::content &&
                     s->target.kind == Target::Kind::content;
      if (same_type && literal && field == Field::displacement &&
          same_access(i, *r, *s))
        return std::nullopt;
      if (same_type && literal)
        return pair_.equality.is_code_table(r->target) ? What::label
                                                       : What::literal;
      return What::reference;
    }
    if (r || s)
      return What::reference;
    if (is_label(a, field) && is_label(b, field)) {
      std::optional<std::uint32_t> x = place(pre_, label_of(a, field));
      std::optional<std::uint32_t> y = place(post_, label_of(b, field));
      return x && y && *x == *y ? std::nullopt : std::optional(What::label);
    }
    return value_of(a, field) == value_of(b, field)
               ? std::nullopt
               : std::optional(What::value);
  }

  // Steps whose references are not just those fields: relocations of parts of
  // an instruction (most machines but x86), of data among code, without width.
  bool same_loose_references(std::uint32_t i) {
    const Instruction &a = pre_.at(i), &b = post_.at(i);
    std::span r = pre_.references_of(i), s = post_.references_of(i);
    if (std::ranges::all_of(r, [&](auto &x) { return fills_field(a, x); }) &&
        std::ranges::all_of(s, [&](auto &x) { return fills_field(b, x); }))
      return true;
    if (a.length != b.length)
      return false;
    BytesView x = pre_.bytes.subspan(a.offset, a.length);
    BytesView y = post_.bytes.subspan(b.offset, b.length);
    std::vector<bool> masked(a.length);
    for (std::size_t k = 0; k < r.size(); ++k) {
      bool same_kind = r[k].at - a.offset == s[k].at - b.offset &&
                       r[k].width == s[k].width &&
                       (r[k].relocation ? r[k].relocation->type : no_index) ==
                           (s[k].relocation ? s[k].relocation->type : no_index);
      if (!same_kind ||
          !pair_.equality.same(r[k].target, s[k].target, &labels_))
        return false;
      for (std::uint64_t m = r[k].at - a.offset;
           m <
           std::min<std::uint64_t>(r[k].at - a.offset + r[k].width, a.length);
           ++m)
        masked[m] = true;
    }
    // A64 words without a relocation had their bits compared as a label.
    if (r.size() == 1 && !r.front().relocation)
      return true;
    for (std::size_t m = 0; m < a.length; ++m)
      if (!masked[m] && x[m] != y[m])
        return false;
    return true;
  }

  // x86-64 code adds an absolute address in a memory operand to registers.
  Indexed indexed_by(const Reference &reference, Field field) const {
    return Indexed{pair_.pre_side.object().machine.isa == Isa::x86_64 &&
                   field == Field::displacement && reference.relocation &&
                   reference.relocation->form == RelocationForm::absolute};
  }

  // Whether the instruction only reads a known number of bytes, which are
  // equal.
  bool same_access(std::uint32_t i, const Reference &r, const Reference &s) {
    if (!pair_.pre_side.is_x86())
      return false;
    const Instruction &a = pre_.at(i);
    Effects effects = effects_of(pre_.bytes.subspan(a.offset, a.length),
                                 pair_.pre_side.object().machine.isa);
    return effects.memory_width > 0 && effects.reads_memory &&
           !effects.writes_memory && a.is_rip_relative &&
           pair_.equality.same_bytes_at(
               r.target, s.target,
               static_cast<std::uint64_t>(effects.memory_width));
  }

  const FunctionPair &pair_;
  const CodeView &pre_;
  const CodeView &post_;
  const Labels &labels_;
};

} // namespace

std::vector<FieldDifference> compare_fields(const FunctionPair &pair,
                                            const CodeView &pre,
                                            const CodeView &post,
                                            const Labels &labels) {
  return FieldComparison(pair, pre, post, labels).run();
}

} // namespace hotpatch
