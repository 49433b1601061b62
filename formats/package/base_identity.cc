// Comparing field by field, so that people are told more than "another image":
// a build id that differs says another build, a checksum alone says that
// somebody has altered the file since.
//
// Build ids and time stamps are hints, which strip and objcopy keep; the digest
// of the code decides.  It comes last because it says least.
#include "formats/package/base_identity.h"

#include "formats/core/text.h"

#include <string_view>

namespace hotpatch {
namespace {

std::string shown_text(ObjectFormat format) {
  return format == ObjectFormat::coff ? "PE" : "ELF";
}

std::string shown_text(std::uint32_t number) { return hex(number); }

std::string shown_text(BytesView bytes) {
  return bytes.empty() ? "none" : to_hex(bytes);
}

} // namespace

std::optional<IdentityDifference> base_difference(const PackedImage &image,
                                                  const ImageIdentity &found) {
  std::optional<IdentityDifference> first;
  const auto compare = [&](std::string_view field, const auto &is,
                           const auto &should) {
    if (!first && is != should)
      first = IdentityDifference{.field = std::string(field),
                                 .found = shown_text(is),
                                 .expected = shown_text(should)};
  };
  const ImageIdentity &base = image.base;
  compare("format", found.format, base.format);
  compare("machine", found.machine, base.machine);
  compare("build id", found.build_id, base.build_id);
  compare("PDB GUID", found.pdb_guid, base.pdb_guid);
  compare("PDB age", found.pdb_age, base.pdb_age);
  compare("time stamp", found.time_date_stamp, base.time_date_stamp);
  compare("size of image", found.size_of_image, base.size_of_image);
  compare("checksum", found.checksum, base.checksum);
  compare("SHA-256 of the code", found.code_digest, base.code_digest);
  return first;
}

} // namespace hotpatch
