// Finds where code of the objects may be in an image without any symbol.
#ifndef HOTPATCH_HPCOMPILE_ANCHORS_H
#define HOTPATCH_HPCOMPILE_ANCHORS_H

#include "formats/image/image.h"
#include "formats/object/object_file.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// A section to look for.
struct Wanted {
  const ObjectFile *object = nullptr;
  std::uint32_t section = 0;
};

// For each wanted section the places where it may begin, ascending and at most
// `most` of them: some run of its bytes without relocations is there.  Places
// still have to be compared.  Nothing is found for a section that has no run of
// `anchor_size` bytes.
std::vector<std::vector<Rva>> find_candidates(std::span<const Wanted> wanted,
                                              const Image &image,
                                              std::size_t most);

inline constexpr std::uint64_t anchor_size = 12;

} // namespace hotpatch

#endif
