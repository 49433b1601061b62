// The executable parts of an image.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_CODE_PARTS_H
#define HOTPATCH_FORMATS_IMAGE_CODE_PARTS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_identity.h"

#include <cstdint>
#include <span>
#include <string>

namespace hotpatch {

// An executable section (PE) or segment (ELF).
struct CodePart {
  std::string place; // for messages: "section 1 (.text)"
  Rva rva = 0;
  std::uint32_t size = 0; // in memory
  BytesView bytes = {};   // from the file
  bool is_writable = false;
};

// Whether there is code, but no byte of it in the file: a file of symbols and
// debug information, or a packed image.
bool is_without_code(std::span<const CodePart> parts);

// unsupported: a part is writable or mostly not in the file.
Expected<void> check_not_packed(std::span<const CodePart> parts);

// ImageIdentity::code_digest of parts in ascending order.
Sha256 digest_code(std::span<const CodePart> parts);

} // namespace hotpatch

#endif
