// See pairing.h.  The comparison has paired the objects already; its report
// names the pairs of all functions that it lists.  Objects without a difference
// are paired by their labels, in order where several have the same.
#include "hpcompile/pairing.h"

#include "hpdiff/match.h"

#include <map>

namespace hotpatch {

Pairing::Pairing(const Build &pre, const Build &post, const DiffReport &report)
    : pre_(pre), post_(post), pre_of_(post.objects.size(), no_index),
      pairs_(post.objects.size()) {
  std::vector<bool> taken(pre.objects.size());
  for (const FunctionDiff &diff : report.functions) {
    if (!diff.pre || !diff.post || diff.is_moved())
      continue;
    const std::uint32_t a = pre.by_number[diff.pre->object_number];
    const std::uint32_t b = post.by_number[diff.post->object_number];
    if (a == no_index || b == no_index)
      continue;
    pre_of_[b] = a;
    taken[a] = true;
  }
  std::map<std::string_view, std::vector<std::uint32_t>> by_label;
  for (std::uint32_t a = 0; a < pre.objects.size(); ++a)
    if (!taken[a])
      by_label[pre.objects[a].label].push_back(a);
  std::map<std::string_view, std::size_t> used;
  for (std::uint32_t b = 0; b < post.objects.size(); ++b) {
    if (pre_of_[b] != no_index)
      continue;
    const std::string_view label = post.objects[b].label;
    auto found = by_label.find(label);
    if (found != by_label.end() && used[label] < found->second.size())
      pre_of_[b] = found->second[used[label]++];
  }
  // Two files given as arguments are one object, whatever their names.
  if (pre.objects.size() == 1 && post.objects.size() == 1)
    pre_of_[0] = 0;
}

PairedObject *Pairing::of_post(std::uint32_t post) {
  const std::uint32_t pre = pre_of_[post];
  if (pre == no_index)
    return nullptr;
  std::unique_ptr<PairedObject> &pair = pairs_[post];
  if (!pair) {
    const Side &a = pre_.objects[pre].side;
    const Side &b = post_.objects[post].side;
    pair = std::make_unique<PairedObject>(
        PairedObject{pre, post, match(a, b), nullptr});
    pair->equality = std::make_unique<Equality>(a, b, pair->matched);
  }
  return pair.get();
}

} // namespace hotpatch
