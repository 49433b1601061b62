// See align.h.
//
// E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in its
// linear-space form: two searches, one from each end, meet on a middle diagonal
// and split the problem there.  O(ND) is quadratic for sequences that have
// little in common, so after `max_rounds` rounds the split is made at the place
// that one of the searches has carried furthest.  With the bound the work is at
// most about max_rounds * (n + m) for each of log(n + m) levels.
//
// Tokens that only one side has can be in no pair, but each costs the search a
// round, so they are taken out first: on code that changed a lot that makes it
// several times faster.
#include "hpdiff/align.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace hotpatch {
namespace {

using Index = std::int32_t;

constexpr Index max_rounds = 64;

// A part of both sequences still to be aligned: pre [x0, x1), post [y0, y1).
struct Box {
  Index x0, x1, y0, y1;
};

struct Split {
  Index x, y;
};

class Aligner {
public:
  Aligner(std::span<const std::uint64_t> pre,
          std::span<const std::uint64_t> post)
      : pre_(pre), post_(post), shift_(static_cast<Index>(post.size()) + 1) {}

  std::vector<std::pair<std::uint32_t, std::uint32_t>> run() {
    std::vector<Box> todo = {{0, static_cast<Index>(pre_.size()), 0,
                              static_cast<Index>(post_.size())}};
    while (!todo.empty()) {
      Box box = todo.back();
      todo.pop_back();
      trim(box);
      if (box.x0 == box.x1 || box.y0 == box.y1)
        continue;
      Split at = split(box);
      todo.push_back({at.x, box.x1, at.y, box.y1});
      todo.push_back({box.x0, at.x, box.y0, at.y});
    }
    std::ranges::sort(pairs_);
    return std::move(pairs_);
  }

private:
  bool same(Index x, Index y) const {
    return pre_[static_cast<std::size_t>(x)] ==
           post_[static_cast<std::size_t>(y)];
  }

  void pair(Index x, Index y) {
    pairs_.emplace_back(static_cast<std::uint32_t>(x),
                        static_cast<std::uint32_t>(y));
  }

  // Pairs off what the box's beginnings and ends have in common.
  void trim(Box &box) {
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(box.x0, box.y0))
      pair(box.x0++, box.y0++);
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(box.x1 - 1, box.y1 - 1))
      pair(--box.x1, --box.y1);
  }

  Index &forward(Index diagonal) {
    return forward_[static_cast<std::size_t>(diagonal + shift_)];
  }
  Index &backward(Index diagonal) {
    return backward_[static_cast<std::size_t>(diagonal + shift_)];
  }

  // A place through which a shortest (or, after max_rounds, a good) path of
  // the non-empty, trimmed box goes.  Diagonal d is x - y.
  Split split(const Box &box) {
    if (forward_.empty()) {
      forward_.resize(pre_.size() + post_.size() + 3);
      backward_.resize(forward_.size());
    }
    Index low = box.x0 - box.y1, high = box.x1 - box.y0;
    Index from = box.x0 - box.y0, to = box.x1 - box.y1;
    Index fmin = from, fmax = from, bmin = to, bmax = to;
    bool odd = ((from - to) & 1) != 0;
    forward(from) = box.x0;
    backward(to) = box.x1;
    for (Index round = 1;; ++round) {
      widen(low, high, fmin, fmax, forward_, -1);
      for (Index d = fmax; d >= fmin; d -= 2) {
        Index x = std::max(forward(d - 1) + 1, forward(d + 1));
        Index y = x - d;
        while (x < box.x1 && y < box.y1 && same(x, y))
          ++x, ++y;
        forward(d) = x;
        if (odd && bmin <= d && d <= bmax && backward(d) <= x)
          return {x, y};
      }
      widen(low, high, bmin, bmax, backward_,
            std::numeric_limits<Index>::max());
      for (Index d = bmax; d >= bmin; d -= 2) {
        Index x = std::min(backward(d - 1), backward(d + 1) - 1);
        Index y = x - d;
        while (x > box.x0 && y > box.y0 && same(x - 1, y - 1))
          --x, --y;
        backward(d) = x;
        if (!odd && fmin <= d && d <= fmax && x <= forward(d))
          return {x, y};
      }
      if (round >= max_rounds)
        return furthest(box, fmin, fmax, bmin, bmax);
    }
  }

  // One more diagonal on each side, as far as the box has any; what lies
  // outside is filled so that it is never chosen.
  void widen(Index low, Index high, Index &min, Index &max,
             std::vector<Index> &reach, Index outside) const {
    auto at = [&](Index diagonal) -> Index & {
      return reach[static_cast<std::size_t>(diagonal + shift_)];
    };
    if (min > low)
      at(--min - 1) = outside;
    else
      ++min;
    if (max < high)
      at(++max + 1) = outside;
    else
      --max;
  }

  // The end of the longest of all paths so far.
  Split furthest(const Box &box, Index fmin, Index fmax, Index bmin,
                 Index bmax) {
    Split best = {box.x0, box.y0};
    Index best_length = -1;
    for (Index d = fmax; d >= fmin; d -= 2) {
      Index x = std::min(forward(d), box.x1), y = x - d;
      if (y > box.y1)
        x = box.y1 + d, y = box.y1;
      if (x + y - box.x0 - box.y0 > best_length)
        best = {x, y}, best_length = x + y - box.x0 - box.y0;
    }
    for (Index d = bmax; d >= bmin; d -= 2) {
      Index x = std::max(backward(d), box.x0), y = x - d;
      if (y < box.y0)
        x = box.y0 + d, y = box.y0;
      if (box.x1 + box.y1 - x - y > best_length)
        best = {x, y}, best_length = box.x1 + box.y1 - x - y;
    }
    return best;
  }

  std::span<const std::uint64_t> pre_, post_;
  Index shift_; // makes the lowest diagonal's index 1
  std::vector<Index> forward_, backward_; // furthest x by diagonal
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

// A set of tokens: open addressing, at most half full.
class TokenSet {
public:
  explicit TokenSet(std::span<const std::uint64_t> tokens)
      : slots_(std::bit_ceil(2 * tokens.size() + 1)) {
    for (std::uint64_t token : tokens)
      slots_[find(token)] = token | 1;
  }
  [[nodiscard]] bool contains(std::uint64_t token) const {
    return slots_[find(token)] != 0;
  }

private:
  // The token's slot, or the free one where it would go.  The lowest bit marks
  // a slot as used; tokens that differ in it alone count as one, which only
  // keeps a token that could have been left out.
  [[nodiscard]] std::size_t find(std::uint64_t token) const {
    std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(token >> 1) & mask;
    while (slots_[at] != 0 && slots_[at] != (token | 1))
      at = (at + 1) & mask;
    return at;
  }

  std::vector<std::uint64_t> slots_;
};

struct Shared {
  std::vector<std::uint64_t> tokens;
  std::vector<std::uint32_t> places; // of the tokens in the whole sequence
};

Shared keep_shared(std::span<const std::uint64_t> all, const TokenSet &other) {
  Shared shared;
  shared.tokens.reserve(all.size());
  shared.places.reserve(all.size());
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (other.contains(all[i])) {
      shared.tokens.push_back(all[i]);
      shared.places.push_back(i);
    }
  return shared;
}

} // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>>
align(std::span<const std::uint64_t> pre,
      std::span<const std::uint64_t> post) {
  Shared a = keep_shared(pre, TokenSet(post));
  Shared b = keep_shared(post, TokenSet(pre));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs =
      Aligner(a.tokens, b.tokens).run();
  for (auto &[x, y] : pairs) {
    x = a.places[x];
    y = b.places[y];
  }
  return pairs;
}

} // namespace hotpatch
