// See compare.h: route 1, bytes and relocations.
//
// Nearly all functions of two builds did not change, and then their bytes are
// equal but for the fields that a linker fills in.  So bytes are compared
// around those fields, and of each pair of relocations type, width and what it
// leads to.  Where both name the same global symbol, nothing is decoded; else
// on x86 the instruction around the field is, since the addend of a PC-relative
// field counts from that instruction's end.
//
// Comparing relocations alone would not do.  Within one section the assembler
// resolves references by itself and leaves no relocation; bytes that are equal
// then lead to whatever is at that distance now.  Where functions share a
// section, such references are found by decoding and compared as well.
//
// Whatever is not equal here goes on to route 2, compare_fields.cc, by way of
// compare.cc.
#include "hpdiff/compare_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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

bool same_relocation(const FunctionPair &pair, std::uint32_t section,
                     const Relocation &a, const Relocation &b,
                     const Labels &labels) {
  if (a.symbol == no_index || b.symbol == no_index)
    return a.symbol == b.symbol && a.addend == b.addend;
  const Symbol &s = pair.pre_side.object().symbols[a.symbol];
  const Symbol &t = pair.post_side.object().symbols[b.symbol];
  bool by_name = s.linkage != Linkage::local && t.linkage != Linkage::local &&
                 is_named(pair.pre_side.object(), s) &&
                 is_named(pair.post_side.object(), t);
  if (by_name && s.name == t.name)
    return a.addend == b.addend;
  // The instructions are equal, so one side's tell what the addends count
  // from on both.
  Relocation x = a, y = b;
  if (pair.pre_side.is_x86()) {
    std::optional<std::uint64_t> end =
        pair.pre_side.instruction_end(section, a.offset);
    if (!end)
      return false;
    std::int64_t bias = pair.pre_side.bias(a, *end);
    x.addend += bias;
    y.addend += bias;
  }
  Target target = pair.pre_side.resolve(x), other = pair.post_side.resolve(y);
  // What looks like fill may be data: the instruction tells, on route 2.
  if (target.kind == Target::Kind::code &&
      target.offset >= static_cast<std::int64_t>(behind_extent(0)))
    return false;
  bool direct =
      (s.kind != SymbolKind::section && t.kind != SymbolKind::section) ||
      pair.pre_side.is_direct_access(section, a);
  return pair.equality.same(target, other, &labels) &&
         (direct || pair.equality.same_neighbour(
                        target, other,
                        Indexed{pair.pre_side.is_indexed_access(section, a)}));
}

bool same_extent(const FunctionPair &pair, const Extent &a, const Extent &b,
                 const Labels &labels) {
  if (a.size() != b.size())
    return false;
  std::span<const Relocation> ra = pair.pre_side.relocations_in(a);
  std::span<const Relocation> rb = pair.post_side.relocations_in(b);
  if (ra.size() != rb.size())
    return false;
  BytesView x = pair.pre_side.object().sections[a.section].bytes.subspan(
      a.begin, a.size());
  BytesView y = pair.post_side.object().sections[b.section].bytes.subspan(
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
    from = std::min<std::uint64_t>(std::max(from, at + ra[i].width), x.size());
  }
  if (!equal_bytes(x.subspan(from), y.subspan(from)))
    return false;
  for (std::size_t i = 0; i < ra.size(); ++i)
    if (!same_relocation(pair, a.section, ra[i], rb[i], labels))
      return false;
  return true;
}

// Whether the references that the assembler resolved lead to the same places.
// The bytes are equal, so both sides have the same instructions.
bool same_resolved(const FunctionPair &pair, const Labels &labels) {
  std::vector<Instruction> code = pair.pre_side.instructions(pair.pre);
  std::vector<Reference> a = pair.pre_side.resolved_references(pair.pre, code);
  std::vector<Reference> b =
      pair.post_side.resolved_references(pair.post, code);
  std::span<const Instruction> last(code);
  while (!last.empty() && last.back().is_no_op)
    last = last.first(last.size() - 1);
  if (!last.empty() && !has_same_successor(pair, last.back()))
    return false;
  return std::ranges::equal(a, b, [&](const auto &x, const auto &y) {
    return x.at == y.at && pair.equality.same(x.target, y.target, &labels);
  });
}

} // namespace

bool is_as_written(const FunctionPair &pair) {
  if (pair.f.extents.size() != pair.g.extents.size() ||
      !equal_bytes(pair.pre_side.bytes(pair.pre),
                   pair.post_side.bytes(pair.post)))
    return false;
  for (std::size_t e = 0; e < pair.f.extents.size(); ++e) {
    std::span<const Relocation> ra =
        pair.pre_side.relocations_in(pair.f.extents[e]);
    std::span<const Relocation> rb =
        pair.post_side.relocations_in(pair.g.extents[e]);
    if (!std::ranges::equal(ra, rb, [&](const auto &a, const auto &b) {
          return a.type == b.type && a.addend == b.addend &&
                 a.offset - pair.f.extents[e].begin ==
                     b.offset - pair.g.extents[e].begin &&
                 same_name(pair.pre_side, a, pair.post_side, b);
        }))
      return false;
  }
  return true;
}

bool has_same_bytes(const FunctionPair &pair, const Labels &labels) {
  if (pair.f.extents.size() != pair.g.extents.size())
    return false;
  for (std::size_t e = 0; e < pair.f.extents.size(); ++e)
    if (!same_extent(pair, pair.f.extents[e], pair.g.extents[e], labels))
      return false;
  bool hidden = pair.f.shares_section || pair.g.shares_section;
  return !hidden || !pair.pre_side.decodes_branches() ||
         same_resolved(pair, labels);
}

} // namespace hotpatch
