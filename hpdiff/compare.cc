// See compare.h.
//
// Three routes, the cheapest first.
// 1. Bytes outside relocated fields are equal, and so is what each pair of
//    references leads to.  Nothing is decoded but what is needed to resolve
//    relocations against sections, or, where functions share a section, to find
//    the references that have none.  This settles nearly all functions that did
//    not change.
// 2. The same instructions one by one: equal shapes, and each field equal as a
//    value, a label or a reference.  Encoded lengths of branches and immediates
//    and alignment no-operations may differ.
// 3. Otherwise the instruction sequences are aligned, for what is said about
//    the change; the verdict is already clear.
#include "hpdiff/compare.h"

#include <algorithm>

namespace hotpatch {
namespace {

bool same_name(const Side &pre, const Relocation &a, const Side &post,
               const Relocation &b) {
  if (a.symbol == no_index || b.symbol == no_index)
    return a.symbol == b.symbol;
  const Symbol &s = pre.object().symbols[a.symbol];
  const Symbol &t = post.object().symbols[b.symbol];
  if (s.kind == SymbolKind::section && t.kind == SymbolKind::section)
    return pre.object().sections[s.section].name ==
           post.object().sections[t.section].name;
  return s.name == t.name && s.placement == t.placement;
}

// Whether files say the same about the two functions, letter for letter.
bool is_as_written(const Side &pre_side, const Side &post_side,
                   std::uint32_t pre, std::uint32_t post) {
  const Function &f = pre_side.contents().functions[pre];
  const Function &g = post_side.contents().functions[post];
  if (f.extents.size() != g.extents.size() ||
      !equal_bytes(pre_side.bytes(pre), post_side.bytes(post)))
    return false;
  for (std::size_t e = 0; e < f.extents.size(); ++e) {
    std::span<const Relocation> ra = pre_side.relocations_in(f.extents[e]);
    std::span<const Relocation> rb = post_side.relocations_in(g.extents[e]);
    if (!std::ranges::equal(ra, rb, [&](const auto &a, const auto &b) {
          return a.type == b.type && a.addend == b.addend &&
                 a.offset - f.extents[e].begin ==
                     b.offset - g.extents[e].begin &&
                 same_name(pre_side, a, post_side, b);
        }))
      return false;
  }
  return true;
}

// Whether the symbol's name, rather than content or a value, says what it is.
bool is_named(const ObjectFile &object, const Symbol &symbol) {
  switch (symbol.placement) {
  case Placement::undefined:
  case Placement::common:
    return true;
  case Placement::in_section:
    return !is_content_symbol(object, symbol);
  case Placement::absolute:
    return false;
  }
  return false;
}

bool is_indirect(const Side &side, const Function &function) {
  return function.symbol != no_index &&
         side.object().symbols[function.symbol].is_indirect;
}

class Comparison {
public:
  Comparison(const Side &pre_side, const Side &post_side, Equality &equality,
             Aligner &aligner, std::uint32_t pre, std::uint32_t post)
      : pre_side_(pre_side), post_side_(post_side), equality_(equality),
        aligner_(aligner), pre_(pre), post_(post),
        f_(pre_side.contents().functions[pre]),
        g_(post_side.contents().functions[post]) {}

  Difference run() {
    Difference result;
    result.labels.pre = pre_side_.contents().representative(pre_);
    result.labels.post = post_side_.contents().representative(post_);
    result.labels.is_identity = true;
    if (is_indirect(pre_side_, f_) != is_indirect(post_side_, g_)) {
      result.kind = Difference::Kind::unproven;
      result.doubt = "only one side is an indirect function (GNU_IFUNC)";
      return result;
    }
    if (same_bytes(result.labels)) {
      bool hidden = f_.shares_section || g_.shares_section;
      if (hidden && !is_provable(pre_side_.instructions(pre_)))
        doubt_branches(result);
      result.is_as_written = is_as_written(pre_side_, post_side_, pre_, post_);
      return result;
    }
    result.pre_outline = outline_code(pre_side_, pre_);
    result.post_outline = outline_code(post_side_, post_);
    if (may_have_same_shapes(result)) {
      result.pre = view_code(pre_side_, pre_);
      result.post = view_code(post_side_, post_);
    }
    if (may_have_same_shapes(result) && same_shapes(result)) {
      compare_fields(result);
      for (std::size_t i = 0; i < result.pre.steps.size(); ++i)
        result.is_moved |= result.pre.at(i).offset != result.post.at(i).offset;
      if (result.is_moved && takes_own_address(result.pre)) {
        result.kind = Difference::Kind::unproven;
        result.doubt = "instructions moved, and distances in data may count "
                       "from an address that the function takes of itself";
        return result;
      }
      result.kind = result.fields.empty() ? Difference::Kind::none
                                          : Difference::Kind::fields;
      if (result.fields.empty()) {
        result.is_as_written =
            is_as_written(pre_side_, post_side_, pre_, post_);
        if (!is_provable(result.pre.instructions))
          doubt_branches(result);
      }
      return result;
    }
    result.kind = Difference::Kind::structure;
    result.aligned =
        aligner_.align(result.pre_outline.tokens, result.post_outline.tokens);
    result.labels.is_identity = false;
    return result;
  }

private:
  static void doubt_branches(Difference &result) {
    result.kind = Difference::Kind::unproven;
    result.doubt = "the section's layout changed, and not all branches between "
                   "its functions could be decoded";
  }

  // Whether an instruction other than a branch or call holds the address of a
  // place in the pre function, to which it may add distances that the assembler
  // has resolved (&&a - &&b), which then look like numbers.
  bool takes_own_address(const CodeView &view) const {
    std::uint32_t self = pre_side_.contents().representative(pre_);
    auto is_self = [&](const Reference &reference) {
      const Target &target = reference.target;
      if (target.kind == Target::Kind::code)
        return target.index == self;
      std::uint32_t f =
          target.kind == Target::Kind::symbol
              ? pre_side_.contents().function_of_symbol(target.index)
              : no_index;
      return f != no_index && pre_side_.contents().representative(f) == self;
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

  // Whether no reference without a relocation can have escaped: all code was
  // decoded, or nothing moved that one could lead to.
  bool is_provable(std::span<const Instruction> code) const {
    bool decoded = pre_side_.decodes_branches() &&
                   std::ranges::find(code, Flow::undecodable,
                                     &Instruction::flow) == code.end();
    return decoded || same_placement();
  }

  bool same_placement() const {
    if (!f_.shares_section && !g_.shares_section)
      return true;
    if (f_.extents.size() != g_.extents.size())
      return false;
    for (std::size_t e = 0; e < f_.extents.size(); ++e)
      if (!equality_.same_layout(f_.extents[e].section, g_.extents[e].section))
        return false;
    return true;
  }

  // Route 1.
  bool same_bytes(const Labels &labels) {
    if (f_.extents.size() != g_.extents.size())
      return false;
    for (std::size_t e = 0; e < f_.extents.size(); ++e)
      if (!same_extent(f_.extents[e], g_.extents[e], labels))
        return false;
    bool hidden = f_.shares_section || g_.shares_section;
    return !hidden || !pre_side_.decodes_branches() || same_resolved(labels);
  }

  // Whether the references that the assembler resolved lead to the same places.
  // The bytes are equal, so both sides have the same instructions.
  bool same_resolved(const Labels &labels) {
    std::vector<Instruction> code = pre_side_.instructions(pre_);
    std::vector<Reference> a = pre_side_.resolved_references(pre_, code);
    std::vector<Reference> b = post_side_.resolved_references(post_, code);
    std::span<const Instruction> last(code);
    while (!last.empty() && last.back().is_no_op)
      last = last.first(last.size() - 1);
    if (!last.empty() && falls_through(last.back()) && !same_successor())
      return false;
    return std::ranges::equal(a, b, [&](const auto &x, const auto &y) {
      return x.at == y.at && equality_.same(x.target, y.target, &labels);
    });
  }

  bool same_extent(const Extent &a, const Extent &b, const Labels &labels) {
    if (a.size() != b.size())
      return false;
    std::span<const Relocation> ra = pre_side_.relocations_in(a);
    std::span<const Relocation> rb = post_side_.relocations_in(b);
    if (ra.size() != rb.size())
      return false;
    BytesView x =
        pre_side_.object().sections[a.section].bytes.subspan(a.begin, a.size());
    BytesView y = post_side_.object().sections[b.section].bytes.subspan(
        b.begin, b.size());
    // All bytes and names first: they are cheap, and nearly all changed
    // functions differ there.
    std::uint64_t from = 0;
    for (std::size_t i = 0; i < ra.size(); ++i) {
      std::uint64_t at = ra[i].offset - a.begin;
      if (at != rb[i].offset - b.begin || ra[i].type != rb[i].type ||
          ra[i].width != rb[i].width || ra[i].trailing != rb[i].trailing)
        return false;
      if (at > from &&
          !equal_bytes(x.subspan(from, at - from), y.subspan(from, at - from)))
        return false;
      from =
          std::min<std::uint64_t>(std::max(from, at + ra[i].width), x.size());
    }
    if (!equal_bytes(x.subspan(from), y.subspan(from)))
      return false;
    for (std::size_t i = 0; i < ra.size(); ++i)
      if (!same_relocation(a.section, ra[i], rb[i], labels))
        return false;
    return true;
  }

  bool same_relocation(std::uint32_t section, const Relocation &a,
                       const Relocation &b, const Labels &labels) {
    if (a.symbol == no_index || b.symbol == no_index)
      return a.symbol == b.symbol && a.addend == b.addend;
    const Symbol &s = pre_side_.object().symbols[a.symbol];
    const Symbol &t = post_side_.object().symbols[b.symbol];
    bool by_name = s.linkage != Linkage::local && t.linkage != Linkage::local &&
                   is_named(pre_side_.object(), s) &&
                   is_named(post_side_.object(), t);
    if (by_name && s.name == t.name)
      return a.addend == b.addend;
    // The instructions are equal, so one side's tell what the addends count
    // from on both.
    Relocation x = a, y = b;
    if (pre_side_.is_x86()) {
      std::optional<std::uint64_t> end =
          pre_side_.instruction_end(section, a.offset);
      if (!end)
        return false;
      std::int64_t bias = pre_side_.bias(a, *end);
      x.addend += bias;
      y.addend += bias;
    }
    Target target = pre_side_.resolve(x), other = post_side_.resolve(y);
    // What looks like fill may be data: the instruction tells, on route 2.
    if (target.kind == Target::Kind::code &&
        target.offset >= static_cast<std::int64_t>(behind_extent(0)))
      return false;
    bool direct =
        (s.kind != SymbolKind::section && t.kind != SymbolKind::section) ||
        pre_side_.is_direct_access(section, a);
    return equality_.same(target, other, &labels) &&
           (direct || equality_.same_neighbour(
                          target, other,
                          Indexed{pre_side_.is_indexed_access(section, a)}));
  }

  // Every instruction's place, numbered by the step that control reaches from
  // there.
  static std::vector<Label> number_places(const CodeView &view) {
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

  static bool may_have_same_shapes(const Difference &d) {
    return d.pre_outline.tokens.size() == d.post_outline.tokens.size() &&
           d.pre_outline.shapes_hash == d.post_outline.shapes_hash;
  }

  // Route 2.
  static bool same_shapes(const Difference &d) {
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

  void compare_fields(Difference &d) {
    d.labels.is_identity = false;
    d.labels.pre_labels = number_places(d.pre);
    d.labels.post_labels = number_places(d.post);
    for (std::uint32_t i = 0; i < d.pre.steps.size(); ++i) {
      for (Field field : {Field::displacement, Field::immediate})
        if (std::optional<FieldDifference::What> what =
                compare_field(d, i, field))
          d.fields.push_back({i, field, *what});
      if (d.pre.at(i).immediate2 != d.post.at(i).immediate2)
        d.fields.push_back({i, Field::immediate, FieldDifference::What::value});
      if (!same_loose_references(d, i))
        d.fields.push_back(
            {i, Field::immediate, FieldDifference::What::reference});
    }
    if (!d.pre.steps.empty() &&
        falls_through(d.pre.at(d.pre.steps.size() - 1)) && !same_successor())
      d.fields.push_back({static_cast<std::uint32_t>(d.pre.steps.size() - 1),
                          Field::immediate, FieldDifference::What::label});
  }

  // Whether control may run on behind the instruction.  (A call there does not
  // return.)
  static bool falls_through(const Instruction &last) {
    return last.flow == Flow::next || last.flow == Flow::branch;
  }

  // Whether the same function follows each of the two.
  bool same_successor() {
    if (!f_.shares_section && !g_.shares_section)
      return true; // the linker decides what follows
    auto successor = [](const Side &side, const Extent &extent) {
      return side.contents().function_from(extent.section, extent.end);
    };
    std::optional<CodePlace> a = successor(pre_side_, f_.extents.front());
    std::optional<CodePlace> b = successor(post_side_, g_.extents.front());
    if (!a || !b)
      return !a && !b;
    return equality_.same(
        {Target::Kind::code, a->function, static_cast<std::int64_t>(a->offset)},
        {Target::Kind::code, b->function, static_cast<std::int64_t>(b->offset)},
        nullptr);
  }

  // Whether the reference takes up a field exactly, so that comparing targets
  // compares all of the field.
  static bool fills_field(const Instruction &i, const Reference &reference) {
    auto fills = [&](std::uint8_t at, std::uint8_t size) {
      return size > 0 && reference.at == i.offset + at &&
             reference.width == size;
    };
    return fills(i.displacement_at, i.displacement_size) ||
           fills(i.immediate_at, i.immediate_size);
  }

  // Steps whose references are not just those fields: relocations of parts of
  // an instruction (most machines but x86), of data among code, without width.
  bool same_loose_references(const Difference &d, std::uint32_t i) {
    const Instruction &a = d.pre.at(i), &b = d.post.at(i);
    std::span r = d.pre.references_of(i), s = d.post.references_of(i);
    if (std::ranges::all_of(r, [&](auto &x) { return fills_field(a, x); }) &&
        std::ranges::all_of(s, [&](auto &x) { return fills_field(b, x); }))
      return true;
    if (a.length != b.length)
      return false;
    BytesView x = d.pre.bytes.subspan(a.offset, a.length);
    BytesView y = d.post.bytes.subspan(b.offset, b.length);
    std::vector<bool> masked(a.length);
    for (std::size_t k = 0; k < r.size(); ++k) {
      bool same_kind = r[k].at - a.offset == s[k].at - b.offset &&
                       r[k].width == s[k].width &&
                       (r[k].relocation ? r[k].relocation->type : no_index) ==
                           (s[k].relocation ? s[k].relocation->type : no_index);
      if (!same_kind || !equality_.same(r[k].target, s[k].target, &d.labels))
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

  std::optional<FieldDifference::What>
  compare_field(const Difference &d, std::uint32_t i, Field field) {
    using What = FieldDifference::What;
    const Instruction &a = d.pre.at(i), &b = d.post.at(i);
    const Reference *r = d.pre.reference(i, field);
    const Reference *s = d.post.reference(i, field);
    if (r && s) {
      bool same_type = have_same_form(*r, *s);
      bool direct =
          (!is_by_section(pre_side_, *r) && !is_by_section(post_side_, *s)) ||
          pre_side_.accesses_directly(pre_, a);
      if (same_type && equality_.same(r->target, s->target, &d.labels) &&
          (direct || equality_.same_neighbour(r->target, s->target,
                                              indexed_by(*r, field))))
        return std::nullopt;
      bool literal = r->target.kind == Target::Kind::content &&
                     s->target.kind == Target::Kind::content;
      if (same_type && literal && field == Field::displacement &&
          same_access(d, i, *r, *s))
        return std::nullopt;
      if (same_type && literal)
        return equality_.is_code_table(r->target) ? What::label : What::literal;
      return What::reference;
    }
    if (r || s)
      return What::reference;
    if (is_label(a, field) && is_label(b, field)) {
      std::optional<std::uint32_t> x = place(d.pre, label_of(a, field));
      std::optional<std::uint32_t> y = place(d.post, label_of(b, field));
      return x && y && *x == *y ? std::nullopt : std::optional(What::label);
    }
    return value_of(a, field) == value_of(b, field)
               ? std::nullopt
               : std::optional(What::value);
  }

  // Whether the linker computes the two fields in the same way.  What the
  // assembler resolved is a plain distance.
  static bool have_same_form(const Reference &r, const Reference &s) {
    if (r.relocation && s.relocation)
      return r.relocation->type == s.relocation->type;
    const Relocation *one = r.relocation ? r.relocation : s.relocation;
    return !one || one->form == RelocationForm::pc_relative;
  }

  // x86-64 code adds an absolute address in a memory operand to registers.
  Indexed indexed_by(const Reference &reference, Field field) const {
    return Indexed{pre_side_.object().machine.isa == Isa::x86_64 &&
                   field == Field::displacement && reference.relocation &&
                   reference.relocation->form == RelocationForm::absolute};
  }

  static bool is_by_section(const Side &side, const Reference &reference) {
    return reference.relocation && reference.relocation->symbol != no_index &&
           side.object().symbols[reference.relocation->symbol].kind ==
               SymbolKind::section;
  }

  // Whether the instruction only reads a known number of bytes, which are
  // equal.
  bool same_access(const Difference &d, std::uint32_t i, const Reference &r,
                   const Reference &s) {
    if (!pre_side_.is_x86())
      return false;
    const Instruction &a = d.pre.at(i);
    Effects effects = effects_of(d.pre.bytes.subspan(a.offset, a.length),
                                 pre_side_.object().machine.isa);
    return effects.memory_width > 0 && effects.reads_memory &&
           !effects.writes_memory && a.is_rip_relative &&
           equality_.same_bytes_at(
               r.target, s.target,
               static_cast<std::uint64_t>(effects.memory_width));
  }

  static std::optional<std::uint32_t> place(const CodeView &view,
                                            std::int64_t offset) {
    return offset < 0 ? std::nullopt
                      : view.step_at(static_cast<std::uint64_t>(offset));
  }

  const Side &pre_side_;
  const Side &post_side_;
  Equality &equality_;
  Aligner &aligner_;
  std::uint32_t pre_, post_;
  const Function &f_;
  const Function &g_;
};

} // namespace

Difference compare(const Side &pre_side, const Side &post_side,
                   Equality &equality, Aligner &aligner, std::uint32_t pre,
                   std::uint32_t post) {
  return Comparison(pre_side, post_side, equality, aligner, pre, post).run();
}

} // namespace hotpatch
