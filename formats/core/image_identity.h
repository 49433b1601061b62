// Which linked image something belongs to.
#ifndef HOTPATCH_FORMATS_CORE_IMAGE_IDENTITY_H
#define HOTPATCH_FORMATS_CORE_IMAGE_IDENTITY_H

#include "formats/core/machine.h"
#include "formats/core/sha256.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// An address in an image, counted from where the image begins in memory (PE:
// ImageBase; ELF: the page of the lowest PT_LOAD).  Images of 2 GiB or more are
// not read, so it is also a file-independent 31-bit number.
using Rva = std::uint32_t;

// What tells one build of an image from all others.  Fields that the format or
// the build does not have are zero or empty.
struct ImageIdentity {
  ObjectFormat format = ObjectFormat::elf;
  std::uint32_t machine = 0; // e_machine or the COFF Machine field
  // PE: of the headers, as they are after signing.
  std::uint32_t time_date_stamp = 0;
  std::uint32_t checksum = 0;
  std::uint32_t size_of_image = 0; // bytes in memory; ELF: up to the last page
  std::array<std::byte, 16> pdb_guid = {}; // as in the file (mixed endian)
  std::uint32_t pdb_age = 0;
  std::vector<std::byte> build_id; // ELF: NT_GNU_BUILD_ID; any length
  // SHA-256 over the executable sections (PE) or segments (ELF) as linked, in
  // ascending address order: for each its RVA and size (uint32, little endian)
  // and its bytes as in the file, zero-filled to its size in memory.
  Sha256 code_digest = {};

  friend bool operator==(const ImageIdentity &,
                         const ImageIdentity &) = default;
};

} // namespace hotpatch

#endif
