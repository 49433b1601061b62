// See manifest_builder.h.
#include "tests/support/manifest_builder.h"

#include "formats/core/sha256.h"

#include <cstddef>

namespace hotpatch {

std::vector<std::string> small_sections() { return {"the packed payload"}; }

Manifest small_manifest() {
  PackedImage image{
      .name = "libshop.so.1",
      .base = {.format = ObjectFormat::elf,
               .machine = 62,
               .size_of_image = 0x21000,
               .build_id = std::vector<std::byte>(20, std::byte{0xb1})},
      .stream_bytes = 900,
      .payload_bytes = 5000,
      .base_check = 0x0123456789abcdef};
  image.base.code_digest.fill(std::byte{0xc0});
  image.payload_digest.fill(std::byte{0xd1});
  return with_sections(
      Manifest{.product = "shop", .sequence = 7, .images = {image}},
      small_sections());
}

Manifest with_sections(Manifest manifest,
                       const std::vector<std::string> &sections) {
  for (std::size_t i = 0; i < manifest.images.size(); ++i) {
    manifest.images[i].stored_bytes = sections[i].size();
    manifest.images[i].stored_digest = sha256(as_bytes(sections[i]));
  }
  return manifest;
}

} // namespace hotpatch
