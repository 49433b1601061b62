// What a package says, whether or not somebody stands for it.
#ifndef HOTPATCH_HPPACK_CONTENTS_H
#define HOTPATCH_HPPACK_CONTENTS_H

#include "formats/core/bytes.h"
#include "formats/package/fault.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

// For showing, for signing, for checking one's own work; never to be applied or
// written to disk, which takes a VerifiedPackage.  Views are of the bytes that
// it was read from.
struct PackageContents {
  PackageFrame frame = {};
  PackageId id = {};
  Manifest manifest = {};
  std::vector<Signature> signatures = {};
  std::vector<BytesView> sections = {}; // one for each image
};

// not_a_package, unsupported_version, malformed_frame, malformed_signatures,
// unknown_algorithm, malformed_manifest, section_sizes, changed_section.
PackageResult<PackageContents> read_contents(BytesView bytes);

// Bytes of a package by what they are for; their sum is the file's size.
struct PackagePart {
  std::string_view name = {}; // "header", "manifest", "signatures", "sections"
  std::uint64_t bytes = 0;

  friend bool operator==(const PackagePart &, const PackagePart &) = default;
};
std::vector<PackagePart> measure_package(const PackageFrame &frame);

} // namespace hotpatch

#endif
