// See common_subsequence.h.
//
// Two methods for two kinds of change.  Where little changed, E. Myers, "An
// O(ND) Difference Algorithm and Its Variations" (1986), is best, in its
// linear-space form: two searches, one from each end, meet on a middle diagonal
// and split the problem there.  Its work grows with the square of the number of
// differences, though, and builds by two compilers differ everywhere.  There H.
// Hyyro, "Bit-parallel LCS-length computation revisited" (2004), is best:
// whatever the sequences hold, it takes one step for each item of the one and
// each 64 items of the other.  Bit i of row j is clear where item i makes the
// longest common subsequence of the first i items of pre and j of post longer;
// the pairs are read off the rows from the last one back.
//
// So a box of both sequences is solved by bits if it is small; else split by a
// short search; else, if that has not met, solved by bits if the rows are not
// too large; else split by a longer search, which, if it has not met either,
// splits where it has got furthest.  All but the last are exact, and that
// bounds the work at about max_rounds * (n + m) for each of log(n + m) levels.
#include "hpdiff/common_subsequence.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace hotpatch {
namespace {

using Index = std::int32_t;
using Id = std::uint32_t;

// Rounds of a search: the short one's and the longer one's.
constexpr Index few_rounds = 16;
constexpr Index max_rounds = 64;

// Steps (64 bits of a row) that cost less than a search, and that are allowed
// at most.  All rows stay until their pairs are read: 8 bytes a step.
constexpr std::size_t few_steps = 1024;
constexpr std::size_t max_steps = std::size_t{1} << 19;

constexpr std::size_t word_bits = 64;
constexpr std::uint32_t no_mask = ~std::uint32_t{0};

// A part of both sequences still to be aligned: pre [x0, x1), post [y0, y1).
struct Box {
  Index x0, x1, y0, y1;

  [[nodiscard]] bool is_empty() const { return x0 == x1 || y0 == y1; }
  [[nodiscard]] std::size_t words() const { // of a row
    return (static_cast<std::size_t>(x1 - x0) + word_bits - 1) / word_bits;
  }
  [[nodiscard]] std::size_t steps() const {
    return words() * static_cast<std::size_t>(y1 - y0);
  }
};

struct Split {
  Index x, y;
  bool is_exact; // on a longest common subsequence
};

} // namespace

class CommonSubsequence::Search {
public:
  std::span<const std::uint32_t> run(std::span<const Id> pre,
                                     std::span<const Id> post, Id id_end) {
    pre_ = pre;
    post_ = post;
    shift_ = static_cast<Index>(post.size()) + 1;
    partners_.assign(pre.size(), no_partner);
    mask_of_.resize(std::max<std::size_t>(mask_of_.size(), id_end), no_mask);
    std::vector<Box> todo = {{0, static_cast<Index>(pre.size()), 0,
                              static_cast<Index>(post.size())}};
    while (!todo.empty()) {
      Box box = todo.back();
      todo.pop_back();
      trim(box);
      if (box.is_empty())
        continue;
      if (box.steps() <= few_steps) {
        solve(box);
        continue;
      }
      Split at = search(box, few_rounds);
      if (!at.is_exact && box.steps() <= max_steps) {
        solve(box);
        continue;
      }
      if (!at.is_exact)
        at = search(box, max_rounds);
      todo.push_back({at.x, box.x1, at.y, box.y1});
      todo.push_back({box.x0, at.x, box.y0, at.y});
    }
    return partners_;
  }

private:
  Id pre_id(Index x) const { return pre_[static_cast<std::size_t>(x)]; }
  Id post_id(Index y) const { return post_[static_cast<std::size_t>(y)]; }
  bool same(Index x, Index y) const { return pre_id(x) == post_id(y); }

  void pair(Index x, Index y) {
    partners_[static_cast<std::size_t>(x)] = static_cast<std::uint32_t>(y);
  }

  // Pairs off what the box's beginnings and ends have in common.
  void trim(Box &box) {
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(box.x0, box.y0))
      pair(box.x0++, box.y0++);
    while (box.x0 < box.x1 && box.y0 < box.y1 && same(box.x1 - 1, box.y1 - 1))
      pair(--box.x1, --box.y1);
  }

  // A longest common subsequence of the box, by bits.
  void solve(const Box &box) {
    const std::size_t words = box.words();
    rows_.resize(std::max(rows_.size(), box.steps() + words));
    make_masks(box);
    std::uint64_t *row = rows_.data();
    std::fill_n(row, words, ~std::uint64_t{0});
    for (Index y = box.y0; y < box.y1; ++y, row += words) {
      const std::uint32_t mask = mask_of_[post_id(y)];
      if (mask == no_mask)
        std::copy_n(row, words, row + words);
      else
        add_row(row, masks_.data() + mask, words);
    }
    read_pairs(box);
    for (Index x = box.x0; x < box.x1; ++x)
      mask_of_[pre_id(x)] = no_mask;
  }

  // For each id of the box's pre items, a bit for each item that has it.
  void make_masks(const Box &box) {
    const std::size_t words = box.words();
    masks_.clear();
    for (Index x = box.x0; x < box.x1; ++x) {
      std::uint32_t &mask = mask_of_[pre_id(x)];
      if (mask == no_mask) {
        mask = static_cast<std::uint32_t>(masks_.size());
        masks_.resize(masks_.size() + words);
      }
      const auto bit = static_cast<std::size_t>(x - box.x0);
      masks_[mask + bit / word_bits] |= std::uint64_t{1} << bit % word_bits;
    }
  }

  // The row behind `row`, whose item has `mask`: row + matches carries each
  // match to the next set bit; what is no match stays.
  static void add_row(std::uint64_t *row, const std::uint64_t *mask,
                      std::size_t words) {
    std::uint64_t carry = 0;
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t before = row[w], matches = before & mask[w];
      const std::uint64_t sum = before + matches, total = sum + carry;
      carry = std::uint64_t{sum < before} | std::uint64_t{total < sum};
      row[words + w] = total | (before & ~mask[w]);
    }
  }

  void read_pairs(const Box &box) {
    const std::size_t words = box.words();
    auto is_set = [&](Index row, Index x) {
      const auto bit = static_cast<std::size_t>(x - box.x0);
      return rows_[static_cast<std::size_t>(row) * words + bit / word_bits] >>
                 bit % word_bits &
             1;
    };
    Index x = box.x1 - 1, row = box.y1 - box.y0;
    while (x >= box.x0 && row > 0) {
      if (is_set(row, x))
        --x;
      else if (--row; is_set(row, x))
        pair(x--, box.y0 + row);
    }
  }

  Index &forward(Index diagonal) {
    return forward_[static_cast<std::size_t>(diagonal + shift_)];
  }
  Index &backward(Index diagonal) {
    return backward_[static_cast<std::size_t>(diagonal + shift_)];
  }

  // A place through which a shortest path of the non-empty, trimmed box goes,
  // or, if the searches do not meet in so many rounds, a good one.  Diagonal d
  // is x - y.
  Split search(const Box &box, Index rounds) {
    const std::size_t diagonals = pre_.size() + post_.size() + 3;
    forward_.resize(std::max(forward_.size(), diagonals));
    backward_.resize(forward_.size());
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
          return {x, y, true};
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
          return {x, y, true};
      }
      if (round >= rounds)
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
    Split best = {box.x0, box.y0, false};
    Index best_length = -1;
    for (Index d = fmax; d >= fmin; d -= 2) {
      Index x = std::min(forward(d), box.x1), y = x - d;
      if (y > box.y1)
        x = box.y1 + d, y = box.y1;
      if (x + y - box.x0 - box.y0 > best_length)
        best = {x, y, false}, best_length = x + y - box.x0 - box.y0;
    }
    for (Index d = bmax; d >= bmin; d -= 2) {
      Index x = std::max(backward(d), box.x0), y = x - d;
      if (y < box.y0)
        x = box.y0 + d, y = box.y0;
      if (box.x1 + box.y1 - x - y > best_length)
        best = {x, y, false}, best_length = box.x1 + box.y1 - x - y;
    }
    return best;
  }

  std::span<const Id> pre_, post_;
  Index shift_ = 0;                       // makes the lowest diagonal's index 1
  std::vector<Index> forward_, backward_; // furthest x by diagonal
  std::vector<std::uint32_t> partners_;   // by item of pre
  // By id: its place in masks_.  no_mask but while a box is solved.
  std::vector<std::uint32_t> mask_of_;
  std::vector<std::uint64_t> masks_, rows_; // of the box being solved
};

CommonSubsequence::CommonSubsequence() : search_(std::make_unique<Search>()) {}
CommonSubsequence::CommonSubsequence(CommonSubsequence &&) noexcept = default;
CommonSubsequence &
CommonSubsequence::operator=(CommonSubsequence &&) noexcept = default;
CommonSubsequence::~CommonSubsequence() = default;

std::span<const std::uint32_t>
CommonSubsequence::find(std::span<const std::uint32_t> pre,
                        std::span<const std::uint32_t> post,
                        std::uint32_t end) {
  return search_->run(pre, post, end);
}

} // namespace hotpatch
