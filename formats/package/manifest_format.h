// What writer, reader and rules of the manifest share.
//
// DO NOT CHANGE: docs/formats/package.md section 2.
#ifndef HOTPATCH_FORMATS_PACKAGE_MANIFEST_FORMAT_H
#define HOTPATCH_FORMATS_PACKAGE_MANIFEST_FORMAT_H

#include <cstddef>
#include <cstdint>

namespace hotpatch {

// Keys of the map, in their order.
enum class ManifestKey : std::uint8_t {
  product,
  sequence,
  images,
  // Absent where the value is empty, zero or not there.
  channel,
  supersedes,
  cves,
  created,
  expires,
  notes,
  min_applier,
};

// Bytes of a text other than notes, and of a build id.
inline constexpr std::size_t max_manifest_text = 255;
inline constexpr std::uint32_t max_machine = 0xffff;

// Items of an image's array, without and with the check of its base.
inline constexpr std::uint64_t image_items = 7;
// Items of a base's array: ELF; PE without and with a PDB.
inline constexpr std::uint64_t elf_base_items = 5;
inline constexpr std::uint64_t pe_base_items = 6;
inline constexpr std::uint64_t pe_base_items_with_pdb = 8;

} // namespace hotpatch

#endif
