// What a package fixes, for those who keep books about software: CycloneDX,
// OpenVEX and CSAF documents.
//
// A package changes processes, not files.  So each document names two things
// for every image: the file on disk, which stays affected, and the process with
// the package in force, which is fixed.
#ifndef HOTPATCH_HPPACK_EXPORTS_H
#define HOTPATCH_HPPACK_EXPORTS_H

#include "formats/core/error.h"
#include "formats/package/package.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hotpatch {

// What the manifest does not say.
struct ExportFrame {
  std::string author = {}; // who issues the document; not empty
  // An http or https URL of the author's, below which document ids are.
  std::string author_url = {};
  std::string package_name = {}; // its file name
  Sha256 package_digest = {};    // of the whole file
  std::uint64_t time = 0;        // seconds since 1970 UTC: export_time()
};

// When a document was issued: the manifest's `created`, else
// `source_date_epoch` (the variable SOURCE_DATE_EPOCH, read by the caller).  No
// clock is asked, so that the same package gives the same document. malformed:
// neither is there, or it is after the year 9999.
Expected<std::uint64_t>
export_time(const Manifest &manifest,
            std::optional<std::uint64_t> source_date_epoch);

// Errors of the three: malformed: no author, or no URL; a package without CVEs
// where the document would say nothing (OpenVEX, CSAF).

// CycloneDX 1.6: each image as a component whose pedigree is the base image
// with a patch of type "monkey".  Source: cyclonedx.org/docs/1.6/json.
Expected<std::string> render_cyclonedx(const Manifest &manifest,
                                       const ExportFrame &frame);

// OpenVEX 0.2.0.  Source: github.com/openvex/spec, OPENVEX-SPEC.md.
Expected<std::string> render_openvex(const Manifest &manifest,
                                     const ExportFrame &frame);

// CSAF 2.0, profile VEX.  Source: the OASIS standard, sections 3 and 4.5.
Expected<std::string> render_csaf(const Manifest &manifest,
                                  const ExportFrame &frame);

} // namespace hotpatch

#endif
