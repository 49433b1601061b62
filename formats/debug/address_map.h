// A value for each address: painted over by half-open intervals, later paint
// covering earlier.
#ifndef HOTPATCH_FORMATS_DEBUG_ADDRESS_MAP_H
#define HOTPATCH_FORMATS_DEBUG_ADDRESS_MAP_H

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <vector>

namespace hotpatch {

class AddressMap {
public:
  // Gives [begin, end) the value; nothing if that is empty.
  void paint(std::uint64_t begin, std::uint64_t end, std::uint32_t value) {
    if (begin >= end)
      return;
    const std::optional<std::uint32_t> after = at(end);
    const auto last = from_.upper_bound(end);
    from_.erase(from_.lower_bound(begin), last);
    from_[begin] = value;
    from_[end] = after;
  }

  [[nodiscard]] std::optional<std::uint32_t> at(std::uint64_t address) const {
    const auto next = from_.upper_bound(address);
    if (next == from_.begin())
      return std::nullopt;
    return std::prev(next)->second;
  }

  // The places inside (begin, end) where the value may change, in order.
  [[nodiscard]] std::vector<std::uint64_t> changes(std::uint64_t begin,
                                                   std::uint64_t end) const {
    std::vector<std::uint64_t> places;
    for (auto i = from_.upper_bound(begin); i != from_.end() && i->first < end;
         ++i)
      places.push_back(i->first);
    return places;
  }

private:
  // The value in force from a place on, up to the next one.
  std::map<std::uint64_t, std::optional<std::uint32_t>> from_;
};

} // namespace hotpatch

#endif
