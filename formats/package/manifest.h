// The manifest as bytes: deterministic CBOR, one encoding for each value.
//
// docs/formats/package.md section 2 is the grammar.
#ifndef HOTPATCH_FORMATS_PACKAGE_MANIFEST_H
#define HOTPATCH_FORMATS_PACKAGE_MANIFEST_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/fault.h"
#include "formats/package/package.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hotpatch {

// Of a program: three numbers, "1.2.0", without leading zeros.
using ProgramVersion = std::array<std::uint32_t, 3>;
std::optional<ProgramVersion> parse_version(std::string_view text);

// Whether a manifest keeps the rules of package.h and of section 2 of the
// document.  malformed: a rule that it breaks, with the place.
Expected<void> check_manifest(const Manifest &manifest);

// malformed: as check_manifest().  unsupported: more than max_manifest bytes.
Expected<std::vector<std::byte>> encode_manifest(const Manifest &manifest);

// malformed: anything but what encode_manifest() makes of the result.
Expected<Manifest> decode_manifest(BytesView bytes);

// Bytes of all sections together.
std::uint64_t section_bytes(const Manifest &manifest);

// The sections of a package whose manifest this is: one for each image, views
// of `sections`.  section_sizes: they do not add up.
PackageResult<std::vector<BytesView>> split_sections(const Manifest &manifest,
                                                     BytesView sections);

// changed_section: the bytes are not what the manifest says of this image's.
PackageResult<void> check_section(const Manifest &manifest, std::size_t image,
                                  BytesView section);

} // namespace hotpatch

#endif
