// The order of verify_package() without its second step.  What is decoded here
// was perhaps signed by nobody: the decoders are made for that (tests/fuzz),
// but a verifier does not rely on it.
#include "hppack/contents.h"

#include "formats/core/sha256.h"
#include "formats/package/manifest.h"
#include "formats/package/signature_block.h"

#include <cstddef>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

PackageResult<std::vector<BytesView>> split_sections(const Manifest &manifest,
                                                     BytesView rest) {
  if (section_bytes(manifest) != rest.size())
    return fail(PackageFault::section_sizes,
                std::to_string(rest.size()) + " bytes of sections, expected " +
                    std::to_string(section_bytes(manifest)));
  std::vector<BytesView> sections;
  for (const PackedImage &image : manifest.images) {
    const auto size = static_cast<std::size_t>(image.stored_bytes);
    sections.push_back(rest.first(size));
    rest = rest.subspan(size);
    if (sha256(sections.back()) != image.stored_digest)
      return fail(PackageFault::changed_section,
                  "section " + std::to_string(sections.size() - 1));
  }
  return sections;
}

} // namespace

PackageResult<PackageContents> read_contents(BytesView bytes) {
  PackageContents contents;
  contents.frame = HP_TRY(split_package(bytes));
  contents.id = package_id(contents.frame.signed_part);
  contents.signatures =
      HP_TRY(decode_signature_block(contents.frame.signatures));
  Expected<Manifest> manifest = decode_manifest(contents.frame.manifest);
  if (!manifest)
    return fail(PackageFault::malformed_manifest, manifest.error().message);
  contents.manifest = *std::move(manifest);
  contents.sections =
      HP_TRY(split_sections(contents.manifest, contents.frame.sections));
  return contents;
}

std::vector<PackagePart> measure_package(const PackageFrame &frame) {
  return {{"header", package_header_bytes},
          {"manifest", frame.manifest.size()},
          {"signatures", frame.signatures.size()},
          {"sections", frame.sections.size()}};
}

} // namespace hotpatch
