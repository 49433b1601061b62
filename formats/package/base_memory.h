// What of a base image a package may be compressed against: the bytes that are
// the same in the file, in every process that runs it, and after any
// relocation.
#ifndef HOTPATCH_FORMATS_PACKAGE_BASE_MEMORY_H
#define HOTPATCH_FORMATS_PACKAGE_BASE_MEMORY_H

#include "formats/core/bytes.h"
#include "formats/core/image_identity.h"
#include "formats/image/image.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// The constant parts of an image, in ascending order, with relocation sites and
// slots zeroed.
struct BaseMemory {
  struct Part {
    Rva rva = 0;
    std::vector<std::byte> bytes = {};
    bool is_code = false;
  };
  std::vector<Part> parts = {};

  // Bytes [rva, rva + size), or nothing unless one part holds them all.
  [[nodiscard]] std::optional<BytesView> bytes_at(Rva rva,
                                                  std::uint64_t size) const;
  // Tells whether a package was compressed against just these bytes.
  [[nodiscard]] std::uint64_t check() const;
};

// Of an image as linked; somebody who reads a running module makes an Image
// from its memory first.
BaseMemory base_memory(const Image &image);

} // namespace hotpatch

#endif
