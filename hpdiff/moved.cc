// See moved.h.  Objects are opened again for this: few functions move, and
// keeping all objects at hand would cost the memory of the whole tree.
#include "hpdiff/moved.h"

#include "hpdiff/object_finder.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

struct Move {
  std::size_t removed = 0, added = 0; // indices into report.functions
};

std::vector<Move> find_moves(const DiffReport &report) {
  struct Places {
    std::vector<std::size_t> removed, added;
  };
  std::map<std::string_view, Places> by_name;
  for (std::size_t i = 0; i < report.functions.size(); ++i) {
    const FunctionDiff &diff = report.functions[i];
    if (diff.linkage == LinkageKind::weak)
      continue;
    if (diff.cls == FunctionClass::removed)
      by_name[diff.name].removed.push_back(i);
    else if (diff.cls == FunctionClass::added)
      by_name[diff.name].added.push_back(i);
  }
  std::vector<Move> moves;
  for (const auto &[name, places] : by_name)
    if (places.removed.size() == 1 && places.added.size() == 1 &&
        report.functions[places.removed[0]].object !=
            report.functions[places.added[0]].object)
      moves.push_back({places.removed[0], places.added[0]});
  return moves;
}

void account(Totals &totals, const FunctionDiff &diff, bool add) {
  std::size_t cls = static_cast<std::size_t>(diff.cls);
  std::uint64_t sign = add ? 1 : ~std::uint64_t{0};
  totals.functions[cls] += sign;
  if (diff.pre)
    totals.pre_bytes[cls] += sign * diff.pre->size;
  if (diff.post)
    totals.post_bytes[cls] += sign * diff.post->size;
}

} // namespace

void resolve_moved(const std::vector<FilePair> &files, DiffReport &report,
                   const ObjectOptions &options, Decoders &decoders) {
  ObjectFinder pre_objects(files, ObjectFinder::Of::pre);
  ObjectFinder post_objects(files, ObjectFinder::Of::post);
  std::vector<bool> gone(report.functions.size());
  std::vector<Move> moves = find_moves(report);
  for (const Move &move : moves) {
    FunctionDiff &removed = report.functions[move.removed];
    FunctionDiff &added = report.functions[move.added];
    const std::vector<BytesView> pre = pre_objects.find(removed.object);
    const std::vector<BytesView> post = post_objects.find(added.object);
    if (pre.empty() || post.empty())
      continue;
    Expected<std::optional<FunctionDiff>> moved = diff_moved(
        pre.front(), removed.name, post.front(), added.name, options, decoders);
    std::optional<FunctionDiff> found;
    if (moved)
      found = *std::move(moved);
    if (!found || !found->pre || !found->post)
      continue;
    FunctionDiff diff = *std::move(found);
    diff.object = added.object;
    diff.post->object = added.object;
    diff.pre->object = removed.object;
    if (removed.pre && added.post) {
      diff.pre->object_number = removed.pre->object_number;
      diff.post->object_number = added.post->object_number;
    }
    account(report.totals, removed, false);
    account(report.totals, added, false);
    account(report.totals, diff, true);
    added = std::move(diff);
    gone[move.removed] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < report.functions.size(); ++i)
    if (!gone[i]) {
      if (kept != i)
        report.functions[kept] = std::move(report.functions[i]);
      ++kept;
    }
  report.functions.resize(kept);
}

} // namespace hotpatch
