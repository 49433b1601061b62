// The order of verify_package() without its second step.  What is decoded here
// was perhaps signed by nobody: the decoders are made for that (tests/fuzz),
// but a verifier does not rely on it.
#include "hppack/contents.h"

#include "formats/package/manifest.h"
#include "formats/package/signature_block.h"

#include <cstddef>
#include <utility>

namespace hotpatch {
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
  for (std::size_t i = 0; i < contents.sections.size(); ++i)
    HP_TRY(check_section(contents.manifest, i, contents.sections[i]));
  return contents;
}

std::vector<PackagePart> measure_package(const PackageFrame &frame) {
  return {{"header", package_header_bytes},
          {"manifest", frame.manifest.size()},
          {"signatures", frame.signatures.size()},
          {"sections", frame.sections.size()}};
}

} // namespace hotpatch
