// The outermost layer of a package: four parts, side by side.
//
//   header (32 bytes) | manifest | block of signatures | sections
//
// Splitting checks that sizes keep the limits of package.h and add up to the
// file, and looks into no part but the header: all else is decoded only when
// somebody stands for it.  docs/formats/package.md section 1.
#ifndef HOTPATCH_FORMATS_PACKAGE_FRAME_H
#define HOTPATCH_FORMATS_PACKAGE_FRAME_H

#include "formats/core/bytes.h"
#include "formats/core/sha256.h"
#include "formats/package/fault.h"
#include "formats/package/package.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// DO NOT CHANGE.  Offsets of the header's fields, little endian.
inline constexpr std::uint64_t package_magic = 0x0a1a0a0d4b504889; // u64 at 0
inline constexpr std::uint32_t package_version = 1;                // u32 at 8
inline constexpr std::size_t manifest_size_at = 16;                // u32
inline constexpr std::size_t section_size_at = 24;                 // u64
inline constexpr std::size_t package_header_bytes = 32;

// All sections of a package together.
inline constexpr std::uint64_t max_package_sections =
    max_package_section * max_package_images;

// Views of the bytes that were split; valid as long as those.
struct PackageFrame {
  BytesView signed_part = {}; // header and manifest
  BytesView manifest = {};
  BytesView signatures = {}; // the block, with its size
  BytesView sections = {};
};

// not_a_package, unsupported_version, malformed_frame.
PackageResult<PackageFrame> split_package(BytesView bytes);

// Header and manifest of a package whose sections are `section_bytes` together.
// `manifest` is what encode_manifest() makes.
std::vector<std::byte> encode_signed_part(BytesView manifest,
                                          std::uint64_t section_bytes);

// The package: header and manifest as above; the block of signatures as
// encode_signature_block() makes it; the sections, as many bytes as the header
// says.
std::vector<std::byte> assemble_package(BytesView signed_part,
                                        BytesView signature_block,
                                        std::span<const BytesView> sections);

// What signatures are over: the pre-authentication encoding of DSSE for header
// and manifest.
// Source: DSSE 1.0.2, protocol.md; payload type
// application/vnd.hotpatch.manifest.v1+cbor.
std::vector<std::byte> signed_bytes(BytesView signed_part);

// Names a package: SHA-256 over header and manifest.  Never over the file,
// whose signatures may be added to.
using PackageId = Sha256;
PackageId package_id(BytesView signed_part);

} // namespace hotpatch

#endif
