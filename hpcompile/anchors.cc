// See anchors.h.  Of each section one or two runs of bytes that no linker
// changes (its anchors) go into a hash table; then one pass over the image's
// code looks up every position.  Work grows with the image plus the sections,
// not with their product.  A run that is common (prologues) is a bad anchor, so
// the run is taken from where bytes vary the most within the longest stretch
// without relocations.
#include "hpcompile/anchors.h"

#include "formats/core/digest.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace hotpatch {
namespace {

// Stretches without relocated fields or what linkers rewrite around them.
std::vector<std::pair<std::uint64_t, std::uint64_t>>
plain_stretches(const ObjectFile &object, const Section &section) {
  constexpr std::uint64_t margin = 4; // REX, opcode and ModRM before a field
  std::vector<std::pair<std::uint64_t, std::uint64_t>> stretches;
  std::uint64_t from = 0;
  for (const Relocation &relocation : object.relocations_of(section)) {
    const std::uint64_t to =
        relocation.offset > margin ? relocation.offset - margin : 0;
    if (to >= from + anchor_size)
      stretches.emplace_back(from, to);
    from = std::max(from, relocation.offset + 8);
  }
  if (section.bytes.size() >= from + anchor_size)
    stretches.emplace_back(from, section.bytes.size());
  return stretches;
}

// How many different bytes a run has: fill and zeros have few.
unsigned variety(BytesView run) {
  std::array<bool, 256> seen = {};
  unsigned count = 0;
  for (std::byte b : run)
    if (bool &is_seen = seen[std::to_integer<std::uint8_t>(b)]; !is_seen) {
      is_seen = true;
      ++count;
    }
  return count;
}

// The place of the best run, or nothing.
std::optional<std::uint64_t> best_anchor(const ObjectFile &object,
                                         const Section &section) {
  constexpr std::uint64_t step = 4, most_tries = 4096;
  std::optional<std::uint64_t> best;
  unsigned best_variety = 0;
  std::uint64_t tries = 0;
  for (const auto &[begin, end] : plain_stretches(object, section))
    for (std::uint64_t at = begin;
         at + anchor_size <= end && tries < most_tries; at += step, ++tries)
      if (unsigned v = variety(section.bytes.subspan(at, anchor_size));
          v > best_variety) {
        best_variety = v;
        best = at;
        if (v == anchor_size)
          return best;
      }
  return best;
}

// A cheap hash of the first 8 bytes of a run.
std::uint64_t key_of(BytesView bytes, std::uint64_t at) {
  return read_int<std::uint64_t>(bytes, at).value_or(0) * 0x9e3779b97f4a7c15U;
}

// Says of most positions at once that nothing begins there.
class Filter {
public:
  explicit Filter(std::size_t count) {
    while ((std::size_t{1} << (64 - shift_)) < count * 16 && shift_ > 40)
      --shift_;
    bits_.resize(std::size_t{1} << (64 - shift_));
  }
  void add(std::uint64_t key) { bits_[key >> shift_] = true; }
  [[nodiscard]] bool may_hold(std::uint64_t key) const {
    return bits_[key >> shift_];
  }

private:
  unsigned shift_ = 52;
  std::vector<bool> bits_;
};

} // namespace

std::vector<std::vector<Rva>> find_candidates(std::span<const Wanted> wanted,
                                              const Image &image,
                                              std::size_t most) {
  struct Anchor {
    std::size_t wanted = 0;
    std::uint64_t offset = 0;
    BytesView bytes;
  };
  std::vector<std::vector<Rva>> result(wanted.size());
  std::unordered_multimap<std::uint64_t, Anchor> anchors;
  Filter filter(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Section &section = wanted[i].object->sections[wanted[i].section];
    if (auto at = best_anchor(*wanted[i].object, section)) {
      const std::uint64_t key = key_of(section.bytes, *at);
      anchors.emplace(key,
                      Anchor{i, *at, section.bytes.subspan(*at, anchor_size)});
      filter.add(key);
    }
  }
  for (const ImageSection &section : image.sections) {
    if (!section.is_code)
      continue;
    for (std::uint64_t at = 0; at + anchor_size <= section.bytes.size(); ++at) {
      const std::uint64_t key = key_of(section.bytes, at);
      if (!filter.may_hold(key))
        continue;
      auto [first, last] = anchors.equal_range(key);
      for (auto it = first; it != last; ++it) {
        const Anchor &anchor = it->second;
        std::vector<Rva> &places = result[anchor.wanted];
        if (at >= anchor.offset && places.size() < most &&
            equal_bytes(anchor.bytes, section.bytes.subspan(at, anchor_size)))
          places.push_back(section.rva + static_cast<Rva>(at - anchor.offset));
      }
    }
  }
  return result;
}

} // namespace hotpatch
