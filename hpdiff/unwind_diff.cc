// See unwind_diff.h.
#include "hpdiff/unwind_diff.h"

#include "formats/object/cfi.h"
#include "hpdiff/places.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Entry = UnwindIndex::Entry;

// Compares the entries of functions with the same steps, whose encodings may
// have other lengths.
class PlacedUnwind {
public:
  PlacedUnwind(const UnwindIndex &pre, const UnwindIndex &post,
               Equality &equality, const Difference &difference)
      : pre_(pre.side()), post_(post.side()), equality_(equality),
        labels_(difference.labels), is_moved_(difference.is_moved),
        places_(difference.pre, extents_of(pre_, labels_.pre), difference.post,
                extents_of(post_, labels_.post)) {}

  bool same(const Entry &a, const Entry &b) {
    return places_.maps(a.offset, b.offset) && same_end(a, b) &&
           (is_cfi(pre_, a) && is_cfi(post_, b) ? same_cfi(a, b)
                                                : same_table(a, b));
  }

private:
  static std::span<const Extent> extents_of(const Side &side,
                                            std::uint32_t function) {
    return side.contents().functions[function].extents;
  }

  static bool is_cfi(const Side &side, const Entry &entry) {
    const std::vector<Extent> &parts = entry.unwind.parts;
    return parts.size() == 2 &&
           side.object().sections[parts[1].section].name.starts_with(
               ".eh_frame");
  }

  bool same_end(const Entry &a, const Entry &b) const {
    if (a.end == a.offset || b.end == b.offset) // not known
      return a.end == a.offset && b.end == b.offset;
    return places_.maps(a.end, b.end);
  }

  bool same_cfi(const Entry &a, const Entry &b) {
    std::optional<CfiProgram> x = read_cfi(pre_.object(), a.unwind);
    std::optional<CfiProgram> y = read_cfi(post_.object(), b.unwind);
    if (!x || !y)
      return false;
    // Exception tables count from the function's start.
    if (is_moved_ && !pre_.relocations_in(x->augmentation).empty())
      return false;
    return same_bytes(a.unwind.parts[0], b.unwind.parts[0]) &&
           same_bytes(x->augmentation, y->augmentation) &&
           std::ranges::equal(x->steps, y->steps, [&](auto &p, auto &q) {
             return places_.maps(a.offset + p.place, b.offset + q.place) &&
                    same_bytes(p.bytes, q.bytes);
           });
  }

  // x64: codes of the prologue count from the function's start.
  bool same_table(const Entry &a, const Entry &b) {
    if (a.unwind.parts.size() != 1 || b.unwind.parts.size() != 1 ||
        !same_bytes(a.unwind.parts[0], b.unwind.parts[0]))
      return false;
    if (!is_moved_)
      return true;
    if (pre_.object().machine.isa != Isa::x86_64)
      return false;
    std::optional<std::uint64_t> prologue =
        plain_prologue(pre_, a.unwind.parts[0]);
    return prologue && a.offset == 0 && b.offset == 0 &&
           places_.agrees_up_to(*prologue);
  }

  // The size of the prologue that a .pdata word's UNWIND_INFO describes, if
  // that is all it describes: version 1, no handlers, not chained.
  static std::optional<std::uint64_t> plain_prologue(const Side &side,
                                                     const Extent &word) {
    std::span<const Relocation> found = side.relocations_in(word);
    if (found.size() != 1)
      return std::nullopt;
    Target info = side.target_of(word.section, found.front());
    if (info.kind != Target::Kind::content || info.delta != 0)
      return std::nullopt;
    BytesView bytes = side.object().sections[info.index].bytes;
    auto at = static_cast<std::uint64_t>(info.offset);
    std::optional<std::uint8_t> head = read_int<std::uint8_t>(bytes, at);
    std::optional<std::uint8_t> size = read_int<std::uint8_t>(bytes, at + 1);
    constexpr std::uint8_t plain = 1; // version 1, no flags
    return head == plain ? std::optional<std::uint64_t>(size) : std::nullopt;
  }

  bool same_bytes(const Extent &a, const Extent &b) {
    return equality_.same_extent(a, b, &labels_);
  }

  const Side &pre_, &post_;
  Equality &equality_;
  const Labels &labels_;
  bool is_moved_;
  PlaceMap places_;
};

} // namespace

UnwindIndex::UnwindIndex(const Side &side)
    : side_(&side), entries_(side.contents().functions.size()) {
  for (UnwindEntry &entry : read_unwind(side.object()))
    if (std::optional<CodePlace> place =
            side.contents().function_at(entry.section, entry.offset))
      entries_[place->function].push_back(
          {place->offset, place->offset + entry.size, std::move(entry)});
  for (std::vector<Entry> &entries : entries_)
    std::ranges::stable_sort(entries, {}, &Entry::offset);
}

bool same_unwind(const UnwindIndex &pre, const UnwindIndex &post,
                 Equality &equality, const Difference &difference) {
  const Labels &labels = difference.labels;
  const std::vector<Entry> &a = pre.of(labels.pre);
  const std::vector<Entry> &b = post.of(labels.post);
  if (a.empty() && b.empty())
    return true;
  bool same_steps = difference.kind == Difference::Kind::none ||
                    difference.kind == Difference::Kind::fields;
  if (same_steps && !labels.is_identity) {
    PlacedUnwind placed(pre, post, equality, difference);
    return std::ranges::equal(
        a, b, [&](const auto &x, const auto &y) { return placed.same(x, y); });
  }
  return std::ranges::equal(a, b, [&](const auto &x, const auto &y) {
    bool same_place =
        (x.offset == 0 && y.offset == 0) || labels.maps(x.offset, y.offset);
    bool same_end = x.end == y.end || labels.maps(x.end, y.end);
    return same_place && same_end &&
           std::ranges::equal(x.unwind.parts, y.unwind.parts,
                              [&](const Extent &p, const Extent &q) {
                                return equality.same_extent(p, q, &labels);
                              });
  });
}

} // namespace hotpatch
