// Each field of an identity tells one image from another.
#include "formats/package/base_identity.h"

#include <functional>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

ImageIdentity pe_identity() {
  ImageIdentity identity{.format = ObjectFormat::coff,
                         .machine = 0x8664,
                         .time_date_stamp = 0x11,
                         .checksum = 0x22,
                         .size_of_image = 0x3000,
                         .pdb_age = 4,
                         .build_id = {std::byte{0x0b}, std::byte{0x1d}}};
  identity.pdb_guid[15] = std::byte{0x55};
  identity.code_digest[0] = std::byte{0x66};
  return identity;
}

struct Edit {
  IdentityDifference difference;
  std::function<void(ImageIdentity &)> apply;
};

TEST(BaseDifference, IsTheFirstFieldThatDiffers) {
  const PackedImage image{.base = pe_identity()};
  EXPECT_EQ(base_difference(image, pe_identity()), std::nullopt);
  const std::string zeros(30, '0');
  const std::vector<Edit> edits = {
      {{"format", "ELF", "PE"},
       [](ImageIdentity &i) { i.format = ObjectFormat::elf; }},
      {{"machine", "0xaa64", "0x8664"},
       [](ImageIdentity &i) { i.machine = 0xaa64; }},
      {{"build id", "none", "0b1d"},
       [](ImageIdentity &i) { i.build_id.clear(); }},
      {{"PDB GUID", zeros + "00", zeros + "55"},
       [](ImageIdentity &i) { i.pdb_guid = {}; }},
      {{"PDB age", "0x5", "0x4"}, [](ImageIdentity &i) { i.pdb_age = 5; }},
      {{"time stamp", "0x12", "0x11"},
       [](ImageIdentity &i) { i.time_date_stamp = 0x12; }},
      {{"size of image", "0x4000", "0x3000"},
       [](ImageIdentity &i) { i.size_of_image = 0x4000; }},
      {{"checksum", "0x0", "0x22"}, [](ImageIdentity &i) { i.checksum = 0; }},
      {{"SHA-256 of the code", "67" + zeros + zeros + "00",
        "66" + zeros + zeros + "00"},
       [](ImageIdentity &i) { i.code_digest[0] = std::byte{0x67}; }}};
  // From the last to the first, each on top of those before: the earlier field
  // is the one that is named.
  ImageIdentity found = pe_identity();
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    edit->apply(found);
    const auto difference = base_difference(image, found);
    EXPECT_EQ(difference, edit->difference) << edit->difference.field;
  }
}

} // namespace
} // namespace hotpatch
