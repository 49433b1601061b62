// See pair_steps.h.
//
// What the alignment leaves over lies in gaps.  A gap is aligned again with
// ever coarser keys: a changed constant or callee first, then other registers,
// then the mnemonic alone.  The last only in small gaps: in a rewritten passage
// any two moves would pair up, and reading such rows is harder than reading the
// passage before and after.
#include "hpdiff/pair_steps.h"

#include "hpdiff/align.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint32_t max_steps_by_mnemonic = 4;

// Steps left over: pre [pre_begin, pre_end), post likewise.
struct Gap {
  std::uint32_t pre_begin, pre_end, post_begin, post_end;
};

class Pairing {
public:
  Pairing(const StepKey &pre_key, const StepKey &post_key)
      : pre_key_(pre_key), post_key_(post_key) {}

  void add_pair(std::uint32_t pre, std::uint32_t post) {
    rows_.push_back({pre, post});
  }

  void add_gap(const Gap &gap, Likeness likeness) {
    const std::uint32_t pre_size = gap.pre_end - gap.pre_begin;
    const std::uint32_t post_size = gap.post_end - gap.post_begin;
    const bool is_hopeless =
        likeness == Likeness::mnemonic &&
        std::max(pre_size, post_size) > max_steps_by_mnemonic;
    if (pre_size == 0 || post_size == 0 || is_hopeless)
      return add_unpaired(gap);
    const auto pairs =
        align(keys(pre_key_, gap.pre_begin, gap.pre_end, likeness),
              keys(post_key_, gap.post_begin, gap.post_end, likeness));
    Gap rest = gap;
    for (auto [pre, post] : pairs) {
      add_coarser({rest.pre_begin, gap.pre_begin + pre, rest.post_begin,
                   gap.post_begin + post},
                  likeness);
      add_pair(gap.pre_begin + pre, gap.post_begin + post);
      rest.pre_begin = gap.pre_begin + pre + 1;
      rest.post_begin = gap.post_begin + post + 1;
    }
    add_coarser(rest, likeness);
  }

  std::vector<StepRow> take() { return std::move(rows_); }

private:
  static std::vector<std::uint64_t> keys(const StepKey &key,
                                         std::uint32_t begin, std::uint32_t end,
                                         Likeness likeness) {
    std::vector<std::uint64_t> result;
    for (std::uint32_t step = begin; step < end; ++step)
      result.push_back(key(step, likeness));
    return result;
  }

  void add_coarser(const Gap &gap, Likeness likeness) {
    switch (likeness) {
    case Likeness::shape:
      return add_gap(gap, Likeness::pattern);
    case Likeness::pattern:
      return add_gap(gap, Likeness::mnemonic);
    case Likeness::mnemonic:
      return add_unpaired(gap);
    }
  }

  void add_unpaired(const Gap &gap) {
    for (std::uint32_t pre = gap.pre_begin; pre < gap.pre_end; ++pre)
      rows_.push_back({pre, no_index});
    for (std::uint32_t post = gap.post_begin; post < gap.post_end; ++post)
      rows_.push_back({no_index, post});
  }

  const StepKey &pre_key_;
  const StepKey &post_key_;
  std::vector<StepRow> rows_;
};

} // namespace

std::vector<StepRow> pair_steps(const Difference &difference,
                                std::uint32_t pre_count,
                                std::uint32_t post_count,
                                const StepKey &pre_key,
                                const StepKey &post_key) {
  Pairing pairing(pre_key, post_key);
  if (difference.kind != Difference::Kind::structure) {
    const std::uint32_t both = std::min(pre_count, post_count);
    for (std::uint32_t step = 0; step < both; ++step)
      pairing.add_pair(step, step);
    pairing.add_gap({both, pre_count, both, post_count}, Likeness::shape);
    return pairing.take();
  }
  std::uint32_t next_pre = 0, next_post = 0;
  for (auto [pre, post] : difference.aligned) {
    pairing.add_gap({next_pre, pre, next_post, post}, Likeness::shape);
    pairing.add_pair(pre, post);
    next_pre = pre + 1;
    next_post = post + 1;
  }
  pairing.add_gap({next_pre, pre_count, next_post, post_count},
                  Likeness::shape);
  return pairing.take();
}

} // namespace hotpatch
