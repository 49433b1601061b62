// A part of a section.
#ifndef HOTPATCH_FORMATS_OBJECT_EXTENT_H
#define HOTPATCH_FORMATS_OBJECT_EXTENT_H

#include <compare>
#include <cstdint>

namespace hotpatch {

// Bytes [begin, end) of a section.
struct Extent {
  std::uint32_t section = 0; // index into ObjectFile::sections
  std::uint64_t begin = 0, end = 0;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  friend auto operator<=>(const Extent &, const Extent &) = default;
};

} // namespace hotpatch

#endif
