// An image is named by what its users know it by: the build-id of ELF, the PDB
// GUID and age of PE, or, where a build has neither, the digest of its code.
#include "hpcompile/image_text.h"

#include "cli/identity.h"
#include "cli/text.h"
#include "formats/core/text.h"
#include "hpcompile/words.h"

namespace hotpatch {
namespace {

std::string identity_text(const ImageIdentity &identity) {
  if (!identity.build_id.empty())
    return "build-id " + to_hex(identity.build_id);
  if (std::string guid = to_text(identity.pdb_guid); !guid.empty())
    return "PDB " + guid + " age " + std::to_string(identity.pdb_age);
  return "code " + to_text(identity.code_digest);
}

} // namespace

std::string render_identity_line(std::string_view path,
                                 const ImageIdentity &identity,
                                 const TextStyle &style) {
  const std::string format =
      identity.format == ObjectFormat::elf ? "ELF" : "PE";
  return titled_line(
      "image",
      printable(path) + "  (" + format + ", " +
          counted(identity.size_of_image, "byte", style.grouping) +
          " in memory, " + identity_text(identity) + ")",
      style);
}

} // namespace hotpatch
