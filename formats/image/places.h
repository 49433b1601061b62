// Collects named places of an image.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_PLACES_H
#define HOTPATCH_FORMATS_IMAGE_PLACES_H

#include "formats/core/error.h"
#include "formats/core/image_symbols.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

class PlaceList {
public:
  // What the names may take together follows the file's size: a hostile file
  // can name the same bytes again and again.
  PlaceList(std::uint32_t size_of_image, std::uint64_t file_size)
      : size_of_image_(size_of_image), allowance_(4 * file_size) {}

  // Adds `place` under `name`.  Places without a name or outside of the image
  // (the linker's `_end`) are left out; a size that reaches out of it is not
  // believed.
  // malformed: the names are many times larger than the file.
  Expected<void> add(std::string_view name, NamedPlace place);

  // All of them sorted and without duplicates.
  [[nodiscard]] std::vector<NamedPlace> take() &&;

private:
  std::uint32_t size_of_image_;
  std::uint64_t allowance_; // bytes of names that may still be copied
  std::vector<NamedPlace> places_;
};

// `places` and those of `more` whose name is not at the same place already.
// Both are sorted, and so is the result.
std::vector<NamedPlace> join_places(std::vector<NamedPlace> places,
                                    std::vector<NamedPlace> more);

} // namespace hotpatch

#endif
