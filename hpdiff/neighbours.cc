// See equality.h: the part of Equality that is about addresses which an object
// gives as a section and a distance.
//
// Such an address need not lie in the datum it is for.  Compilers count into an
// array from before its start (x[i - 4] with the 4 folded into the address,
// loops that step before they read) or stop at its end, and the object then
// names a place in the neighbouring datum.  Where an address without a symbol
// is compared, the named data that it may be meant for must correspond, too:
// what ends just there, and what begins behind it.  How far behind: an index
// register makes up for large distances; without one it is a few elements that
// a loop has taken off.  On 139 pairs of real fixes this reports
// nothing more; looking 256 bytes far would report one function and 1,024 bytes
// 14, and requiring the same of unnamed data (literals and tables, which nobody
// counts into from outside) within 1,024 bytes 67.
#include "hpdiff/content.h"
#include "hpdiff/equality.h"

#include <algorithm>

namespace hotpatch {
namespace {

// How far before unnamed data compilers place its address, in bytes.
constexpr std::uint64_t max_bias = 16;
// The same of named data, for addresses without and with an index register.
constexpr std::uint64_t max_named_bias = 128;
constexpr std::uint64_t max_indexed_bias = std::uint64_t{1} << 16;

// The place in a data section that the target is, if it is one.
std::optional<Extent> place_of(const Side &side, const Target &target) {
  std::uint32_t section = target.index;
  std::uint64_t begin = static_cast<std::uint64_t>(target.offset);
  switch (target.kind) {
  case Target::Kind::code:
  case Target::Kind::unknown:
    return std::nullopt;
  case Target::Kind::content:
    begin += static_cast<std::uint64_t>(target.delta);
    break;
  case Target::Kind::symbol:
  case Target::Kind::datum: {
    std::uint32_t d = target.kind == Target::Kind::datum
                          ? target.index
                          : side.datum_of_symbol(target.index);
    if (d == no_index)
      return std::nullopt;
    const Extent &extent = side.contents().data[d].extent;
    section = extent.section;
    begin += extent.begin;
    break;
  }
  }
  return Extent{section, begin, begin};
}

// A named datum near a place.
struct Neighbour {
  std::uint64_t distance = 0; // from the place to its start; 0: it ends there
  Target start;
};

// Whether the target is unnamed data whose start is known: nobody counts into a
// string or a jump table from before it.
bool is_delimited(const Side &side, const Atoms &atoms, const Target &target) {
  if (target.kind != Target::Kind::content)
    return false;
  auto at = static_cast<std::uint64_t>(target.offset);
  return side.object().sections[target.index].is_mergeable ||
         leads_to_code(side, target) ||
         delimits_itself(
             side, {target.index, at, atoms.read_end_of(target.index, at)});
}

// The data that end at the place or begin in the `reach` bytes behind it, one
// for each start, by distance.
std::vector<Neighbour> neighbours(const Side &side, const Extent &place,
                                  std::uint64_t reach) {
  const std::vector<Datum> &data = side.contents().data;
  auto key = [](const Datum &datum) {
    return Extent{datum.extent.section, datum.extent.begin, 0};
  };
  auto behind = std::ranges::upper_bound(
      data, Extent{place.section, place.begin, 0}, {}, key);
  auto start_of = [&](const Datum &datum) {
    return side.resolve_place(datum.extent.section,
                              static_cast<std::int64_t>(datum.extent.begin));
  };
  std::vector<Neighbour> result;
  auto before = std::ranges::lower_bound(
      data, Extent{place.section, place.begin, 0}, {}, key);
  if (before != data.begin()) {
    const Datum &last = *std::prev(before);
    if (last.extent.section == place.section && last.extent.end == place.begin)
      result.push_back({0, start_of(last)});
  }
  for (; behind != data.end(); ++behind) {
    const Extent &extent = behind->extent;
    if (extent.section != place.section || extent.begin - place.begin > reach)
      break;
    std::uint64_t distance = extent.begin - place.begin;
    if (result.empty() || result.back().distance != distance)
      result.push_back({distance, start_of(*behind)});
  }
  return result;
}

} // namespace

// The place where the datum or unnamed data ends that holds the target, if that
// is so near that the target may have been computed back from there.
std::optional<Target> Equality::near_end(const Side &side, const Atoms &atoms,
                                         const Target &target) const {
  std::uint32_t section = target.index;
  std::uint64_t at = 0, end = 0;
  if (target.kind == Target::Kind::datum ||
      target.kind == Target::Kind::symbol) {
    std::uint32_t d = target.kind == Target::Kind::datum
                          ? target.index
                          : side.datum_of_symbol(target.index);
    if (d == no_index || target.offset < 0)
      return std::nullopt;
    const Extent &extent = side.contents().data[d].extent;
    section = extent.section;
    at = extent.begin + static_cast<std::uint64_t>(target.offset);
    end = extent.end;
  } else if (target.kind == Target::Kind::content) {
    at = static_cast<std::uint64_t>(target.offset);
    if (is_delimited(side, atoms, target))
      return std::nullopt;
    end = atoms.end_of(section, at);
  } else {
    return std::nullopt;
  }
  bool near = at <= end && end - at <= max_bias &&
              end < side.object().sections[section].size;
  return near ? std::optional(
                    side.resolve_place(section, static_cast<std::int64_t>(end)))
              : std::nullopt;
}

bool Equality::same_neighbour(const Target &pre, const Target &post,
                              Indexed indexed) {
  std::optional<Target> a = near_end(pre_, pre_atoms(), pre);
  std::optional<Target> b = near_end(post_, post_atoms(), post);
  if (a.has_value() != b.has_value() || (a && b && !same(*a, *b, nullptr)))
    return false;
  std::optional<Extent> p = place_of(pre_, pre), q = place_of(post_, post);
  if (!p || !q || is_delimited(pre_, pre_atoms(), pre))
    return true;
  std::uint64_t reach =
      indexed == Indexed::yes ? max_indexed_bias : max_named_bias;
  return std::ranges::equal(
      neighbours(pre_, *p, reach), neighbours(post_, *q, reach),
      [&](const Neighbour &x, const Neighbour &y) {
        return x.distance == y.distance && same(x.start, y.start, nullptr);
      });
}

} // namespace hotpatch
