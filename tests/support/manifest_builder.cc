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

std::vector<std::string> full_sections() {
  return {"the packed payload", "that of another build", "and of a DLL"};
}

Manifest full_manifest() {
  Manifest manifest = small_manifest();
  manifest.channel = "stable";
  manifest.supersedes = 6;
  manifest.cves = {"CVE-2026-0001", "CVE-2026-0002"};
  manifest.created = 1'780'000'000;
  manifest.expires = 1'790'000'000;
  manifest.notes = "Fixes the overflow in »parse«.\n";
  manifest.min_applier = "1.20.0";
  PackedImage twice = manifest.images[0];
  twice.base.build_id[0] = std::byte{0xff};
  twice.base_check = std::nullopt;
  manifest.images.push_back(twice);
  PackedImage pe = manifest.images[0];
  pe.name = "shop.dll";
  pe.base = {.format = ObjectFormat::coff,
             .machine = 0x8664,
             .time_date_stamp = 0x66778899,
             .checksum = 0x1234,
             .size_of_image = 0x50000,
             .pdb_age = 1,
             .build_id = {}};
  pe.base.pdb_guid.fill(std::byte{0x99});
  manifest.images.push_back(pe);
  return with_sections(manifest, full_sections());
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
