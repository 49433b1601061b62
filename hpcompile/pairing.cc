// See pairing.h.  The comparison has paired the objects already; its report
// names the pairs of all functions that it lists.  Objects without a difference
// are paired by their labels, in order where several have the same.
#include "hpcompile/pairing.h"

#include "hpdiff/compare.h"
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

// A function that was paired by its place in the reference graph only, and that
// is not the same, may have another task: then it is a new one here, whether or
// not it is redirected to, too (choose_roots.cc).
void Pairing::unmatch_guesses(PairedObject &pair) const {
  const Side &a = pre_.objects[pair.pre].side;
  const Side &b = post_.objects[pair.post].side;
  Aligner aligner;
  std::vector<std::uint32_t> guesses;
  for (std::uint32_t f = 0; f < pair.matched.function_by.size(); ++f)
    if (pair.matched.function_by[f] == MatchBy::neighbours &&
        compare(a, b, *pair.equality, aligner, f, pair.matched.post_function[f])
                .kind != Difference::Kind::none)
      guesses.push_back(f);
  if (guesses.empty())
    return;
  for (std::uint32_t f : guesses) {
    pair.matched.pre_function[pair.matched.post_function[f]] = no_index;
    pair.matched.post_function[f] = no_index;
  }
  pair.equality = std::make_unique<Equality>(a, b, pair.matched);
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
    unmatch_guesses(*pair);
  }
  return pair.get();
}

} // namespace hotpatch
