// See align.h.
//
// What both sequences begin and end with is paired off.  Tokens that only one
// side has can be in no pair and are taken out: of two versions of LLVM, whose
// functions differ nearly everywhere, that leaves 56 %.  The rest is numbered,
// so that common_subsequence.cc can use a token as an index.
#include "hpdiff/align.h"

#include "hpdiff/common_subsequence.h"

#include <algorithm>
#include <bit>

namespace hotpatch {
namespace {

using Id = std::uint32_t; // stands for a token of pre

// Numbers the tokens of pre, in order of first appearance.  Open addressing, at
// most half full.  The table is never cleared: a slot is free unless it was
// filled for the present sequence.
class Numbering {
public:
  void start(std::span<const std::uint64_t> pre) {
    const std::size_t size = std::bit_ceil(2 * pre.size() + 1);
    if (size > slots_.size() || round_ == ~std::uint32_t{0}) {
      slots_.assign(std::max(size, slots_.size()), {});
      round_ = 0;
    }
    mask_ = size - 1;
    ++round_;
    count_ = 0;
    ids_.clear();
    for (std::uint64_t token : pre) {
      Slot &slot = slots_[find(token)];
      if (slot.round != round_)
        slot = {token, count_++, round_};
      ids_.push_back(slot.id);
    }
  }

  // Of a token; end() if pre does not have it.
  [[nodiscard]] Id id_of(std::uint64_t token) const {
    const Slot &slot = slots_[find(token)];
    return slot.round == round_ ? slot.id : count_;
  }
  [[nodiscard]] const std::vector<Id> &pre_ids() const { return ids_; }
  [[nodiscard]] Id end() const { return count_; }

private:
  struct Slot {
    std::uint64_t token = 0;
    Id id = 0;
    std::uint32_t round = 0;
  };

  // The token's slot, or the free one where it would go.
  [[nodiscard]] std::size_t find(std::uint64_t token) const {
    std::size_t at = static_cast<std::size_t>(token) & mask_;
    while (slots_[at].round == round_ && slots_[at].token != token)
      at = (at + 1) & mask_;
    return at;
  }

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::uint32_t round_ = 0;
  std::vector<Id> ids_;
  Id count_ = 0;
};

// The items of a sequence that both sides have.
struct Shared {
  std::vector<Id> ids;
  std::vector<std::uint32_t> places; // in the whole sequence

  void clear() {
    ids.clear();
    places.clear();
  }
  void add(Id id, std::size_t place) {
    ids.push_back(id);
    places.push_back(static_cast<std::uint32_t>(place));
  }
};

std::size_t common_prefix(std::span<const std::uint64_t> pre,
                          std::span<const std::uint64_t> post) {
  return static_cast<std::size_t>(std::ranges::mismatch(pre, post).in1 -
                                  pre.begin());
}

std::size_t common_suffix(std::span<const std::uint64_t> pre,
                          std::span<const std::uint64_t> post) {
  std::size_t count = 0, limit = std::min(pre.size(), post.size());
  while (count < limit &&
         pre[pre.size() - 1 - count] == post[post.size() - 1 - count])
    ++count;
  return count;
}

} // namespace

struct Aligner::State {
  Numbering numbering;
  std::vector<std::uint8_t> in_post; // by id
  Shared pre, post;
  CommonSubsequence common;

  void keep_shared(std::span<const std::uint64_t> pre_tokens,
                   std::span<const std::uint64_t> post_tokens) {
    numbering.start(pre_tokens);
    in_post.assign(numbering.end(), 0);
    pre.clear();
    post.clear();
    for (std::size_t y = 0; y < post_tokens.size(); ++y)
      if (Id id = numbering.id_of(post_tokens[y]); id != numbering.end()) {
        in_post[id] = 1;
        post.add(id, y);
      }
    for (std::size_t x = 0; x < pre_tokens.size(); ++x)
      if (Id id = numbering.pre_ids()[x]; in_post[id] != 0)
        pre.add(id, x);
  }
};

Aligner::Aligner() : state_(std::make_unique<State>()) {}
Aligner::Aligner(Aligner &&) noexcept = default;
Aligner &Aligner::operator=(Aligner &&) noexcept = default;
Aligner::~Aligner() = default;

StepPairs Aligner::align(std::span<const std::uint64_t> pre,
                         std::span<const std::uint64_t> post) {
  const std::size_t head = common_prefix(pre, post);
  const std::size_t tail = common_suffix(pre.subspan(head), post.subspan(head));
  State &s = *state_;
  s.keep_shared(pre.subspan(head, pre.size() - head - tail),
                post.subspan(head, post.size() - head - tail));
  const std::span<const std::uint32_t> partners =
      s.common.find(s.pre.ids, s.post.ids, s.numbering.end());

  StepPairs pairs;
  pairs.reserve(head + partners.size() + tail);
  auto add = [&pairs](std::size_t x, std::size_t y) {
    pairs.emplace_back(static_cast<std::uint32_t>(x),
                       static_cast<std::uint32_t>(y));
  };
  for (std::size_t i = 0; i < head; ++i)
    add(i, i);
  for (std::size_t i = 0; i < partners.size(); ++i)
    if (partners[i] != no_partner)
      add(head + s.pre.places[i], head + s.post.places[partners[i]]);
  for (std::size_t i = tail; i > 0; --i)
    add(pre.size() - i, post.size() - i);
  return pairs;
}

StepPairs align(std::span<const std::uint64_t> pre,
                std::span<const std::uint64_t> post) {
  return Aligner().align(pre, post);
}

} // namespace hotpatch
