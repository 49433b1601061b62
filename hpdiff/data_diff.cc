// See data_diff.h.  COFF symbols have no sizes; the extent of their data is cut
// at the next symbol or referenced place, and alignment fill does not count.
// What lies behind such a cut is unnamed content of its own, which is compared
// where code refers to it.
#include "hpdiff/data_diff.h"

#include "formats/core/text.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

LinkageKind linkage_of(Linkage linkage) {
  switch (linkage) {
  case Linkage::local:
    return LinkageKind::local;
  case Linkage::global:
    return LinkageKind::global;
  case Linkage::weak:
    return LinkageKind::weak;
  }
  return LinkageKind::local;
}

bool is_read_only(const Section &section) {
  return section.kind == SectionKind::read_only ||
         section.kind == SectionKind::code;
}

DataSide side_of(const Side &side, std::uint32_t index, const Extent &extent) {
  return {.name = name_of(side.object(), side.contents().data[index]),
          .section = std::string(side.object().sections[extent.section].name),
          .size = extent.size(),
          .index = index};
}

void describe(const Side &side, const Datum &datum, DataDiff &diff) {
  diff.name = name_of(side.object(), datum);
  diff.section = side.object().sections[datum.extent.section].name;
  diff.linkage = datum.symbol == no_index
                     ? LinkageKind::local
                     : linkage_of(side.object().symbols[datum.symbol].linkage);
}

// "at +0x10: 0x1 -> 0x2", for the first byte that differs.
std::string first_difference(const Side &pre, const Extent &a, const Side &post,
                             const Extent &b) {
  BytesView x = pre.object().sections[a.section].bytes;
  BytesView y = post.object().sections[b.section].bytes;
  auto byte = [](BytesView bytes, std::uint64_t at) {
    return at < bytes.size() ? std::to_integer<unsigned>(bytes[at]) : 0U;
  };
  for (std::uint64_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (byte(x, a.begin + i) != byte(y, b.begin + i))
      return "first differing byte at +" + hex(i) + ": " +
             hex(byte(x, a.begin + i)) + " -> " + hex(byte(y, b.begin + i));
  return "a reference in it leads to something else";
}

} // namespace

DataDiff compare_data(const Side &pre_side, const Side &post_side,
                      Equality &equality, std::uint32_t pre, std::uint32_t post,
                      MatchBy by, const Labels *labels) {
  const Datum &d = pre_side.contents().data[pre];
  const Datum &e = post_side.contents().data[post];
  auto [a, b] = equality.comparable(d, e);
  const Section &from = pre_side.object().sections[a.section];
  const Section &to = post_side.object().sections[b.section];
  DataDiff diff;
  describe(post_side, e, diff);
  diff.match_by = by;
  diff.pre = side_of(pre_side, pre, a);
  diff.post = side_of(post_side, post, b);
  if (a.size() != b.size()) {
    diff.cls = DataClass::resized;
    diff.evidence.push_back("size " + std::to_string(a.size()) + " -> " +
                            std::to_string(b.size()));
  } else if (is_read_only(from) != is_read_only(to)) {
    diff.cls = DataClass::changed_initializer;
    diff.evidence.push_back("moved from " + std::string(from.name) + " to " +
                            std::string(to.name));
  } else if (!equality.same_extent(a, b, labels)) {
    diff.cls = is_read_only(to) ? DataClass::changed_readonly
                                : DataClass::changed_initializer;
    diff.evidence.push_back(first_difference(pre_side, a, post_side, b));
  }
  return diff;
}

std::vector<DataDiff> compare_commons(const Side &pre_side,
                                      const Side &post_side) {
  using Sizes = std::map<std::string_view, std::uint64_t>;
  auto sizes_of = [](const Side &side) {
    Sizes sizes;
    for (const Symbol &symbol : side.object().symbols)
      if (symbol.placement == Placement::common)
        sizes[symbol.name] = symbol.size;
    return sizes;
  };
  Sizes pre = sizes_of(pre_side), post = sizes_of(post_side);
  std::vector<DataDiff> diffs;
  for (const auto &[name, size] : post)
    pre.try_emplace(name, 0); // so that all names are in one of them
  for (const auto &[name, pre_size] : pre) {
    auto other = post.find(name);
    std::uint64_t post_size = other == post.end() ? 0 : other->second;
    if (pre_size == post_size)
      continue;
    DataDiff diff;
    diff.name = name;
    diff.section = "COMMON";
    diff.cls = pre_size == 0    ? DataClass::added
               : post_size == 0 ? DataClass::removed
                                : DataClass::resized;
    if (pre_size > 0)
      diff.pre = DataSide{
          .name = diff.name, .section = diff.section, .size = pre_size};
    if (post_size > 0)
      diff.post = DataSide{
          .name = diff.name, .section = diff.section, .size = post_size};
    diffs.push_back(std::move(diff));
  }
  return diffs;
}

DataDiff lone_datum(const Side &side, std::uint32_t datum, DataClass cls) {
  const Datum &d = side.contents().data[datum];
  DataDiff diff;
  describe(side, d, diff);
  diff.cls = cls;
  diff.match_by = MatchBy::none;
  (cls == DataClass::added ? diff.post : diff.pre) =
      side_of(side, datum, d.extent);
  return diff;
}

} // namespace hotpatch
