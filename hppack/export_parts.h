// What the exported documents have in common.
#ifndef HOTPATCH_HPPACK_EXPORT_PARTS_H
#define HOTPATCH_HPPACK_EXPORT_PARTS_H

#include "hppack/exports.h"

#include <string>
#include <string_view>

namespace hotpatch {

// "2026-11-26T02:00:00Z".  Up to the year 9999.
std::string utc_text(std::uint64_t seconds);

// Printable text, all but the unreserved characters of RFC 3986 as %XX. Readers
// of package URLs decode them and want UTF-8.
std::string percent_encoded(std::string_view text);

// What tells the build: build-id, PDB GUID and age, or digest of the code; hex.
std::string build_text(const ImageIdentity &identity);

// Package URLs: "pkg:generic/PRODUCT/IMAGE@BUILD" of the file on disk, the same
// with "%2BhpN" behind it with the package in force.
// Source: the purl specification, type generic.
std::string base_purl(const Manifest &manifest, const PackedImage &image);
std::string fixed_purl(const Manifest &manifest, const PackedImage &image);

// "foo, hotpatch 3".
std::string title_of(const Manifest &manifest);

// "foo/stable/hp3": no two packages of a vendor have the same.
std::string release_id(const Manifest &manifest);

// An id below the author's URL: "https://.../openvex/foo/stable/hp3".
std::string document_id(const Manifest &manifest, const ExportFrame &frame,
                        std::string_view kind);

// What to do about the file on disk.
std::string action_text(const Manifest &manifest);

// malformed: the frame breaks a rule.
Expected<void> check(const ExportFrame &frame);
// The same, and there must be CVEs.
Expected<void> check_vex(const Manifest &manifest, const ExportFrame &frame);

} // namespace hotpatch

#endif
