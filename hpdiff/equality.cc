// See equality.h.
//
// Unnamed content may refer to other unnamed content, in circles even, so two
// places under comparison are taken as equal until one of them is found to
// differ (coinduction); then everything concluded from the assumption is
// forgotten.  What was found with the help of labels holds for one function
// pair only and is not kept.
#include "hpdiff/equality.h"

#include "formats/core/bytes.h"
#include "hpdiff/content.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

// Chains of unnamed data that refer to unnamed data; real ones have 2 or 3.
constexpr unsigned max_depth = 64;
// A global function reached by name and the same one reached by place.
Target as_code(const Side &side, const Target &target) {
  if (target.kind != Target::Kind::symbol)
    return target;
  std::uint32_t f = side.contents().function_of_symbol(target.index);
  // A weak function may give way to another one.
  if (f == no_index ||
      side.object().symbols[target.index].linkage == Linkage::weak)
    return target;
  return {Target::Kind::code, side.contents().representative(f), target.offset};
}

} // namespace

Correspondence Correspondence::none(const Side &pre, const Side &post) {
  Correspondence c;
  c.post_function.assign(pre.contents().functions.size(), no_index);
  c.function_by.assign(pre.contents().functions.size(), MatchBy::none);
  c.pre_function.assign(post.contents().functions.size(), no_index);
  c.post_datum.assign(pre.contents().data.size(), no_index);
  c.datum_by.assign(pre.contents().data.size(), MatchBy::none);
  c.pre_datum.assign(post.contents().data.size(), no_index);
  return c;
}

void Correspondence::match_functions(std::uint32_t pre, std::uint32_t post,
                                     MatchBy by) {
  post_function[pre] = post;
  pre_function[post] = pre;
  function_by[pre] = by;
}

void Correspondence::match_data(std::uint32_t pre, std::uint32_t post,
                                MatchBy by) {
  post_datum[pre] = post;
  pre_datum[post] = pre;
  datum_by[pre] = by;
}

bool Labels::maps(std::uint64_t pre_offset, std::uint64_t post_offset) const {
  if (is_identity || pre_offset >= behind_extent(0))
    return pre_offset == post_offset;
  auto number = [](const std::vector<Label> &labels, std::uint64_t offset) {
    auto found = std::ranges::lower_bound(labels, offset, {}, &Label::offset);
    return found != labels.end() && found->offset == offset
               ? std::optional(found->number)
               : std::nullopt;
  };
  std::optional<std::uint32_t> place = number(pre_labels, pre_offset);
  return place && place == number(post_labels, post_offset);
}

Equality::Equality(const Side &pre, const Side &post,
                   const Correspondence &correspondence)
    : pre_(pre), post_(post), correspondence_(correspondence) {}

const Atoms &Equality::pre_atoms() {
  return pre_atoms_ ? *pre_atoms_ : pre_atoms_.emplace(pre_);
}

const Atoms &Equality::post_atoms() {
  return post_atoms_ ? *post_atoms_ : post_atoms_.emplace(post_);
}

bool Equality::same_symbol(std::uint32_t pre, std::uint32_t post) const {
  const Symbol &a = pre_.object().symbols[pre];
  const Symbol &b = post_.object().symbols[post];
  if (a.name != b.name)
    return false;
  bool absolute = a.placement == Placement::absolute;
  return absolute == (b.placement == Placement::absolute) &&
         (!absolute || a.value == b.value);
}

bool Equality::same(const Target &pre, const Target &post,
                    const Labels *labels) {
  if (pre.kind == Target::Kind::symbol && post.kind == Target::Kind::symbol &&
      same_symbol(pre.index, post.index))
    return pre.offset == post.offset;
  Target a = as_code(pre_, pre);
  Target b = as_code(post_, post);
  if (a.kind != b.kind)
    return false;
  switch (a.kind) {
  case Target::Kind::symbol:
    return false;
  case Target::Kind::code:
    return same_code(a, b, labels);
  case Target::Kind::datum:
    return correspondence_.post_datum[a.index] == b.index &&
           a.offset == b.offset;
  case Target::Kind::content:
    return a.delta == b.delta && same_content(a, b, labels);
  case Target::Kind::unknown:
    return a.offset == b.offset &&
           ((a.index == no_index && b.index == no_index) ||
            (a.index != no_index && b.index != no_index &&
             same_section(a.index, b.index, labels)));
  }
  return false;
}

bool Equality::same_code(const Target &pre, const Target &post,
                         const Labels *labels) {
  bool matched = correspondence_.post_function[pre.index] == post.index;
  if (matched && pre.offset == 0 && post.offset == 0)
    return true;
  if (labels && labels->pre == pre.index && labels->post == post.index) {
    used_labels_ = true;
    if (pre.offset < 0 || post.offset < 0)
      return pre.offset == post.offset;
    return labels->maps(static_cast<std::uint64_t>(pre.offset),
                        static_cast<std::uint64_t>(post.offset));
  }
  return matched && pre.offset == post.offset &&
         same_masked_code(pre.index, post.index);
}

// Whether the two functions' bytes agree outside relocated fields, so that the
// same offset is the same place.
bool Equality::same_masked_code(std::uint32_t pre, std::uint32_t post) {
  const Function &f = pre_.contents().functions[pre];
  const Function &g = post_.contents().functions[post];
  if (f.extents.size() != g.extents.size())
    return false;
  for (std::size_t i = 0; i < f.extents.size(); ++i) {
    BytesView a = bytes_of(pre_, f.extents[i]);
    BytesView b = bytes_of(post_, g.extents[i]);
    if (a.size() != b.size())
      return false;
    std::uint64_t from = 0;
    for (const Relocation &relocation : pre_.relocations_in(f.extents[i])) {
      std::uint64_t at = relocation.offset - f.extents[i].begin;
      if (at > from &&
          !equal_bytes(a.subspan(from, at - from), b.subspan(from, at - from)))
        return false;
      from = std::min<std::uint64_t>(std::max(from, at + relocation.width),
                                     a.size());
    }
    if (!equal_bytes(a.subspan(from), b.subspan(from)))
      return false;
  }
  return true;
}

bool Equality::same_section(std::uint32_t pre, std::uint32_t post,
                            const Labels *labels) {
  const Section &a = pre_.object().sections[pre];
  const Section &b = post_.object().sections[post];
  Key key{pre, post, ~std::uint64_t{0}, ~std::uint64_t{0}};
  auto [entry, is_new] = known_.try_emplace(key, true);
  if (!is_new)
    return entry->second;
  bool equal =
      a.name == b.name && a.size == b.size && a.kind == b.kind &&
      same_extent({pre, 0, a.bytes.size()}, {post, 0, b.bytes.size()}, labels);
  known_[key] = equal;
  return equal;
}

bool Equality::same_layout(std::uint32_t pre_section,
                           std::uint32_t post_section) {
  auto [known, is_new] =
      known_layouts_.try_emplace({pre_section, post_section}, false);
  if (!is_new)
    return known->second;
  auto places = [](const Side &side, std::uint32_t section) {
    std::vector<std::pair<std::uint64_t, std::string_view>> result;
    for (const Symbol &symbol : side.object().symbols)
      if (symbol.placement == Placement::in_section &&
          symbol.section == section && symbol.kind != SymbolKind::section)
        result.emplace_back(symbol.value, symbol.name);
    std::ranges::sort(result);
    return result;
  };
  return known->second =
             places(pre_, pre_section) == places(post_, post_section);
}

bool Equality::same_content(const Target &pre, const Target &post,
                            const Labels *labels) {
  Key key{pre.index, post.index, static_cast<std::uint64_t>(pre.offset),
          static_cast<std::uint64_t>(post.offset)};
  if (auto found = known_.find(key); found != known_.end())
    return found->second;
  if (depth_ >= max_depth)
    return false;
  bool outer_labels = std::exchange(used_labels_, false);
  std::size_t mark = assumed_.size();
  known_[key] = true;
  assumed_.push_back(key);
  ++depth_;
  bool equal = compare_content(key, labels);
  --depth_;
  if (!equal || used_labels_) {
    // Forget what rests on the assumption, or on this function's labels.
    for (std::size_t i = mark; i < assumed_.size(); ++i)
      known_.erase(assumed_[i]);
    assumed_.resize(mark);
    if (!equal && !used_labels_)
      known_[key] = false;
  }
  if (depth_ == 0)
    assumed_.clear();
  used_labels_ |= outer_labels;
  return equal;
}

bool Equality::compare_content(const Key &key, const Labels *labels) {
  const Section &a = pre_.object().sections[key.pre_section];
  const Section &b = post_.object().sections[key.post_section];
  if (a.kind != b.kind || a.is_mergeable != b.is_mergeable ||
      a.is_strings != b.is_strings || a.entry_size != b.entry_size)
    return false;
  // Unnamed data that may be written has an identity besides its content.
  bool is_constant =
      a.kind == SectionKind::read_only || a.kind == SectionKind::unwind;
  if (!is_constant && (a.name != b.name || a.size != b.size ||
                       key.pre_offset != key.post_offset))
    return false;
  std::uint64_t pre_end = 0, post_end = 0;
  if (a.is_mergeable && !a.is_strings && a.entry_size > 0) {
    pre_end = std::min<std::uint64_t>(
        a.size, (key.pre_offset / a.entry_size + 1) * a.entry_size);
    post_end = std::min<std::uint64_t>(
        b.size, (key.post_offset / b.entry_size + 1) * b.entry_size);
  } else if (a.is_strings) {
    pre_end = string_end(a, key.pre_offset);
    post_end = string_end(b, key.post_offset);
  } else {
    pre_end = pre_atoms().end_of(key.pre_section, key.pre_offset);
    post_end = post_atoms().end_of(key.post_section, key.post_offset);
    Extent pre{key.pre_section, key.pre_offset, pre_end};
    Extent post{key.post_section, key.post_offset, post_end};
    if (same_atom(pre, post, labels))
      return true;
    pre.end = pre_atoms().read_end_of(pre.section, pre.begin);
    post.end = post_atoms().read_end_of(post.section, post.begin);
    return delimits_itself(pre_, pre) && delimits_itself(post_, post) &&
           same_atom(pre, post, labels);
  }
  return same_extent({key.pre_section, key.pre_offset, pre_end},
                     {key.post_section, key.post_offset, post_end}, labels);
}

// Whether unnamed data, cut at the next referenced places, is the same.
bool Equality::same_atom(const Extent &pre, const Extent &post,
                         const Labels *labels) {
  auto [a, b] = without_fill(pre, post);
  if (a.size() == b.size()) {
    if (!same_extent(a, b, labels))
      return false;
    return true;
  }
  // One side is cut by a reference into the middle: look at as much as the
  // other side has.
  std::uint64_t size = std::max(a.size(), b.size());
  if (size > pre_.object().sections[a.section].size - a.begin ||
      size > post_.object().sections[b.section].size - b.begin)
    return false;
  a.end = a.begin + size;
  b.end = b.begin + size;
  return same_extent(a, b, labels);
}

// The two extents, the longer one shortened to the other's size if the rest of
// it is alignment fill.
std::pair<Extent, Extent> Equality::without_fill(Extent pre,
                                                 Extent post) const {
  std::uint64_t common = std::min(pre.size(), post.size());
  Extent pre_rest{pre.section, pre.begin + common, pre.end};
  Extent post_rest{post.section, post.begin + common, post.end};
  // An assembler that fills up one section fills up all.
  if (ends_unfilled(pre_, pre) || ends_unfilled(post_, post))
    return {pre, post};
  // Behind pointers as much as a pointer may be the null that ends a list.
  bool has_pointers =
      !pre_.relocations_in({pre.section, pre.begin, pre_rest.begin}).empty();
  bool may_end_list =
      has_pointers && std::max(pre_rest.size(), post_rest.size()) >=
                          pre_.object().machine.address_bits / 8U;
  if (!may_end_list && is_fill_of(pre_, pre_rest) &&
      is_fill_of(post_, post_rest)) {
    pre.end = pre_rest.begin;
    post.end = post_rest.begin;
  }
  return {pre, post};
}

std::pair<Extent, Extent> Equality::comparable(const Datum &pre,
                                               const Datum &post) {
  if (pre.is_sized && post.is_sized)
    return {pre.extent, post.extent};
  Extent a = pre.extent, b = post.extent;
  if (!pre.is_sized)
    a.end = end_of_datum(pre_, pre_atoms(), a);
  if (!post.is_sized)
    b.end = end_of_datum(post_, post_atoms(), b);
  return without_fill(a, b);
}

bool Equality::same_bytes_at(const Target &pre, const Target &post,
                             std::uint64_t size) {
  auto extent = [size](const Side &side, const Target &target) {
    std::int64_t begin = target.offset + target.delta;
    Extent result{target.index, static_cast<std::uint64_t>(begin),
                  static_cast<std::uint64_t>(begin) + size};
    bool inside = target.kind == Target::Kind::content && begin >= 0 &&
                  result.end <= side.object().sections[target.index].size;
    return inside ? std::optional(result) : std::nullopt;
  };
  std::optional<Extent> a = extent(pre_, pre), b = extent(post_, post);
  return a && b &&
         pre_.object().sections[a->section].kind == SectionKind::read_only &&
         post_.object().sections[b->section].kind == SectionKind::read_only &&
         same_extent(*a, *b, nullptr);
}

bool Equality::is_code_table(const Target &pre) const {
  return leads_to_code(pre_, pre);
}

bool Equality::same_in_data(std::uint32_t pre_section, std::uint64_t pre_start,
                            const Relocation &pre, std::uint32_t post_section,
                            std::uint64_t post_start, const Relocation &post,
                            const Labels *labels) {
  Target a = data_target(pre_, pre_section, pre_start, pre);
  Target b = data_target(post_, post_section, post_start, post);
  if (!same(a, b, labels))
    return false;
  // A distance from the field itself, rather than from the table's start?
  std::optional<Target> p = start_from_field(pre_, pre);
  std::optional<Target> q = start_from_field(post_, post);
  return (!p && !q) || (p && q && same(*p, *q, labels));
}

bool Equality::same_extent(const Extent &pre, const Extent &post,
                           const Labels *labels) {
  if (pre.size() != post.size())
    return false;
  BytesView a = bytes_of(pre_, pre);
  BytesView b = bytes_of(post_, post);
  if (a.size() != b.size()) // one of them is bss
    return is_zero(a) && is_zero(b);
  std::span<const Relocation> ra = pre_.relocations_in(pre);
  std::span<const Relocation> rb = post_.relocations_in(post);
  if (ra.size() != rb.size())
    return false;
  std::uint64_t from = 0;
  for (std::size_t i = 0; i < ra.size(); ++i) {
    std::uint64_t at = ra[i].offset - pre.begin;
    if (at != rb[i].offset - post.begin || ra[i].type != rb[i].type ||
        ra[i].width != rb[i].width)
      return false;
    if (at > from &&
        !equal_bytes(a.subspan(from, at - from), b.subspan(from, at - from)))
      return false;
    from = std::min<std::uint64_t>(std::max(from, at + ra[i].width), a.size());
    if (!same_in_data(pre.section, pre.begin, ra[i], post.section, post.begin,
                      rb[i], labels))
      return false;
  }
  return equal_bytes(a.subspan(from), b.subspan(from));
}

} // namespace hotpatch
