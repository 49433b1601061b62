// Files of symbols: whose they are, and what they add.
#include "hpcompile/symbol_file.h"

#include "tests/support/expected.h"
#include "tests/support/image_builder.h"
#include "tests/support/made_up_build.h"
#include "tests/support/pdb_builder.h"
#include "tests/support/sample_images.h"

#include <algorithm>

namespace hotpatch {
namespace {

using testing::HasSubstr;

std::array<std::byte, 16> guid_of(std::string_view text) {
  std::array<std::byte, 16> guid = {};
  std::ranges::copy(as_bytes(text), guid.begin());
  return guid;
}

TEST(SymbolFile, APdbBelongsByItsGuidAndAge) {
  MadeUpBase base(ObjectFormat::coff);
  base.image.identity.pdb_guid = guid_of("0123456789abcdef");
  base.image.identity.pdb_age = 1;
  PdbSpec spec;
  spec.publics = {pdb_public("f", 1, 0x20)};
  const std::string bytes = build_pdb(spec);
  Expected<FileSymbols> own = read_symbol_file(as_bytes(bytes), base.image);
  ASSERT_OK(own);
  EXPECT_TRUE(own->mismatch.empty());
  EXPECT_FALSE(own->is_unproven);
  ASSERT_EQ(own->symbols.places.size(), 1U);
  EXPECT_EQ(own->symbols.places[0].rva, made_up_text + 0x20);
  base.image.identity.pdb_age = 2;
  Expected<FileSymbols> older = read_symbol_file(as_bytes(bytes), base.image);
  ASSERT_OK(older);
  EXPECT_THAT(older->mismatch, HasSubstr("age 1, expected "));
  EXPECT_THAT(older->mismatch, HasSubstr("age 2"));
  base.image.identity.pdb_age = 1;
  base.image.identity.pdb_guid = guid_of("fedcba9876543210");
  Expected<FileSymbols> other = read_symbol_file(as_bytes(bytes), base.image);
  ASSERT_OK(other);
  EXPECT_FALSE(other->mismatch.empty());
}

TEST(SymbolFile, ADebugFileBelongsByItsBuildId) {
  const std::string bytes = build_elf_image(sample_elf()).bytes;
  Expected<Image> image = read_image(as_bytes(bytes));
  ASSERT_OK(image);
  Expected<FileSymbols> own = read_symbol_file(as_bytes(bytes), *image);
  ASSERT_OK(own);
  EXPECT_TRUE(own->mismatch.empty());
  EXPECT_FALSE(own->is_unproven);
  image->identity.build_id.front() ^= std::byte{1};
  Expected<FileSymbols> other = read_symbol_file(as_bytes(bytes), *image);
  ASSERT_OK(other);
  EXPECT_THAT(other->mismatch, HasSubstr("build-id "));
}

TEST(SymbolFile, AMapTellsNoBuild) {
  MadeUpBase base;
  constexpr std::string_view map =
      "             VMA              LMA     Size Align Out     In      "
      "Symbol\n"
      "            1000             1000       20    16 .text\n"
      "            1000             1000       20    16         a.o:(.text)\n"
      "            1000             1000       10     1                 f\n";
  Expected<FileSymbols> found = read_symbol_file(as_bytes(map), base.image);
  ASSERT_OK(found);
  EXPECT_TRUE(found->is_unproven);
  ASSERT_FALSE(found->symbols.places.empty());
  EXPECT_EQ(found->symbols.places[0].name, "f");
}

TEST(SymbolFile, WhatIsNoneOfTheseIsAnError) {
  MadeUpBase base;
  EXPECT_FALSE(read_symbol_file(as_bytes("nothing"), base.image));
}

TEST(SymbolFile, JoinedObjectsAreNumberedOn) {
  ImageSymbols all, more;
  all.source = "dynamic";
  all.objects = {"a.c"};
  all.places = {{.name = "f", .rva = 0x20, .object = 0}};
  more.source = "pdb";
  more.objects = {"b.c"};
  more.places = {{.name = "g", .rva = 0x10, .object = 0},
                 {.name = "h", .rva = 0x30, .object = no_object}};
  more.contributions = {{.rva = 0x10, .size = 8, .object = 0}};
  const ImageSymbols joined = join_symbols(all, more);
  EXPECT_EQ(joined.source, "pdb");
  EXPECT_EQ(joined.objects, (std::vector<std::string>{"a.c", "b.c"}));
  ASSERT_EQ(joined.places.size(), 3U);
  EXPECT_EQ(joined.places[0].name, "g");
  EXPECT_EQ(joined.places[0].object, 1U);
  EXPECT_EQ(joined.places[1].object, 0U);
  EXPECT_EQ(joined.places[2].object, no_object);
  EXPECT_EQ(joined.contributions[0].object, 1U);
  EXPECT_EQ(join_symbols(joined, all).places.size(), 4U); // of another object
}

} // namespace
} // namespace hotpatch
