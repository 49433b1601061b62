// See known_code.h.
//
// Ranges overlap (aliases, several sources that tell of one function, functions
// within functions in hand-written code), so "what ends before here" is not the
// range that begins last: the furthest end of all ranges up to each one is kept
// beside them.  An interval tree would answer more than is ever asked.
#include "hpcompile/known_code.h"

#include <algorithm>
#include <limits>

namespace hotpatch {
namespace {

// [begin, begin + size), at least one byte, without wrapping around.
OccupiedRange range_of(Rva begin, std::uint32_t size) {
  std::uint32_t room = std::numeric_limits<Rva>::max() - begin;
  return {begin, begin + std::min(std::max(size, 1U), room)};
}

} // namespace

KnownCode::KnownCode(const Image &base,
                     const std::vector<OccupiedRange> &occupied,
                     const std::vector<RedirectTarget> &targets) {
  for (const OccupiedRange &range : occupied)
    ranges_.push_back(range_of(
        range.begin, range.end > range.begin ? range.end - range.begin : 1));
  for (const RedirectTarget &target : targets)
    ranges_.push_back(range_of(target.entry, target.size));
  for (const Thunk &thunk : base.thunks)
    ranges_.push_back(range_of(thunk.rva, thunk.size));
  for (const Export &place : base.exports)
    ranges_.push_back(range_of(place.rva, 1));
  for (Rva place : base.initializers)
    ranges_.push_back(range_of(place, 1));
  ranges_.push_back(range_of(base.entry_point, 1));
  std::ranges::sort(ranges_);
  auto repeated = std::ranges::unique(ranges_);
  ranges_.erase(repeated.begin(), repeated.end());
  Rva furthest = 0;
  for (const OccupiedRange &range : ranges_) {
    furthest = std::max(furthest, range.end);
    furthest_end_.push_back(furthest);
  }
}

std::size_t KnownCode::count_before(Rva at) const {
  auto first = std::ranges::lower_bound(ranges_, at, {}, &OccupiedRange::begin);
  return static_cast<std::size_t>(first - ranges_.begin());
}

Rva KnownCode::end_before(Rva at) const {
  std::size_t count = count_before(at);
  return count == 0 ? 0 : furthest_end_[count - 1];
}

std::optional<OccupiedRange> KnownCode::nearest_before(Rva at) const {
  std::size_t count = count_before(at);
  return count == 0 ? std::nullopt : std::optional(ranges_[count - 1]);
}

std::optional<Rva> KnownCode::begin_from(Rva at) const {
  std::size_t count = count_before(at);
  return count == ranges_.size() ? std::nullopt
                                 : std::optional(ranges_[count].begin);
}

bool KnownCode::is_taken(Rva begin, Rva end) const {
  return begin < end && end_before(end) > begin;
}

} // namespace hotpatch
