// See unwind_diff.h.
#include "hpdiff/unwind_diff.h"

#include <algorithm>

namespace hotpatch {

UnwindIndex::UnwindIndex(const Side &side)
    : entries_(side.contents().functions.size()) {
  for (UnwindEntry &entry : read_unwind(side.object()))
    if (std::optional<CodePlace> place =
            side.contents().function_at(entry.section, entry.offset))
      entries_[place->function].push_back(
          {place->offset, place->offset + entry.size, std::move(entry.parts)});
  for (std::vector<Entry> &entries : entries_)
    std::ranges::stable_sort(entries, {}, &Entry::offset);
}

bool same_unwind(const UnwindIndex &pre, const UnwindIndex &post,
                 Equality &equality, const Difference &difference) {
  const Labels &labels = difference.labels;
  const std::vector<UnwindIndex::Entry> &a = pre.of(labels.pre);
  const std::vector<UnwindIndex::Entry> &b = post.of(labels.post);
  if (difference.is_moved && !(a.empty() && b.empty()))
    return false;
  return std::ranges::equal(a, b, [&](const auto &x, const auto &y) {
    bool same_place =
        (x.offset == 0 && y.offset == 0) || labels.maps(x.offset, y.offset);
    bool same_end = x.end == y.end || labels.maps(x.end, y.end);
    return same_place && same_end &&
           std::ranges::equal(x.parts, y.parts,
                              [&](const Extent &p, const Extent &q) {
                                return equality.same_extent(p, q, &labels);
                              });
  });
}

} // namespace hotpatch
