// A manifest to export: two images, two CVEs.
#ifndef HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_MANIFEST_H
#define HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_MANIFEST_H

#include "hppack/exports.h"
#include "tests/unit/hppack/made_up_sizes.h"

namespace hotpatch {

inline Manifest made_up_manifest() {
  Manifest manifest{.product = "foo",
                    .channel = "stable",
                    .sequence = 3,
                    .supersedes = 2,
                    .cves = {"CVE-2026-0001", "CVE-2026-12345"},
                    .created = 1'790'000'000,
                    .notes = "closes the parser's hole",
                    .images = {{.name = "libfoo.so.1"}, {.name = "bar.dll"}}};
  manifest.images[0].base.build_id = {std::byte{0x12}, std::byte{0xab}};
  manifest.images[1].base.format = ObjectFormat::coff;
  manifest.images[1].base.pdb_guid[0] = std::byte{0x7f};
  manifest.images[1].base.pdb_age = 4;
  return manifest;
}

// With text from outside that would break a document.
inline Manifest hostile_manifest() {
  Manifest manifest = made_up_manifest();
  const std::string text(hostile_text);
  manifest.product = manifest.channel = manifest.notes = text;
  manifest.cves = {text};
  manifest.images[0].name = text;
  return manifest;
}

inline ExportFrame made_up_frame() {
  ExportFrame frame{.author = "ACME product security",
                    .author_url = "https://example.com/security",
                    .package_name = "foo-3.hpk",
                    .time = 1'790'000'000};
  for (std::size_t i = 0; i < frame.package_digest.size(); ++i)
    frame.package_digest[i] = static_cast<std::byte>(0xe0 + i);
  return frame;
}

} // namespace hotpatch

#endif
