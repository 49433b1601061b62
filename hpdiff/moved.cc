// See moved.h.  Objects are opened again for this: few functions move, and
// keeping all objects at hand would cost the memory of the whole tree.
#include "hpdiff/moved.h"

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

// Finds objects by their labels, opening one file of each side at a time.
class Finder {
public:
  Finder(const std::vector<FilePair> &files, bool pre)
      : files_(files), pre_(pre) {}

  std::optional<BytesView> find(const std::string &label) {
    if (std::optional<BytesView> bytes = in_open(label))
      return bytes;
    for (const FilePair &pair : files_) {
      const std::optional<InputFile> &file = pre_ ? pair.pre : pair.post;
      bool single = file && file->is_named && file->key.empty();
      if (!file || (!single && label != file->key &&
                    !label.starts_with(file->key + "(")))
        continue;
      Expected<OpenInput> input = open_input(*file, single ? "" : file->key);
      if (!input)
        continue;
      open_ = *std::move(input);
      if (std::optional<BytesView> bytes = in_open(label))
        return bytes;
    }
    return std::nullopt;
  }

private:
  std::optional<BytesView> in_open(const std::string &label) const {
    auto found =
        std::ranges::find(open_.objects, label, &InputObject::label);
    return found == open_.objects.end() ? std::nullopt
                                        : std::optional(found->bytes);
  }

  const std::vector<FilePair> &files_;
  bool pre_;
  OpenInput open_;
};

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
  Finder pre_objects(files, true), post_objects(files, false);
  std::vector<bool> gone(report.functions.size());
  std::vector<Move> moves = find_moves(report);
  for (const Move &move : moves) {
    FunctionDiff &removed = report.functions[move.removed];
    FunctionDiff &added = report.functions[move.added];
    std::optional<BytesView> pre = pre_objects.find(removed.object);
    std::optional<BytesView> post = post_objects.find(added.object);
    if (!pre || !post)
      continue;
    Expected<std::optional<FunctionDiff>> moved = diff_moved(
        *pre, removed.name, *post, added.name, options, decoders);
    if (!moved || !*moved)
      continue;
    FunctionDiff diff = **std::move(moved);
    diff.object = diff.post->object = added.object;
    diff.pre->object = removed.object;
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
