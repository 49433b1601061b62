// Finding code in an image without symbols.
#include "hpcompile/anchors.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr std::string_view telling =
    "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10";

std::vector<Rva> find(const MadeUpBase &base, const ObjectFile &file,
                      std::size_t most = 8) {
  const Wanted wanted{&file, 0};
  return find_candidates(std::span(&wanted, 1), base.image, most).front();
}

TEST(Anchors, EveryPlaceOfARunIsFound) {
  MadeUpObject object;
  object.section(".text", SectionKind::code, telling);
  MadeUpBase base;
  base.put(made_up_text + 0x100, telling);
  base.put(made_up_text + 0x307, telling);
  EXPECT_EQ(find(base, object.file()),
            (std::vector<Rva>{made_up_text + 0x100, made_up_text + 0x307}));
  EXPECT_EQ(find(base, object.file(), 1),
            std::vector<Rva>{made_up_text + 0x100});
}

TEST(Anchors, OnlyCodeIsSearched) {
  MadeUpObject object;
  object.section(".text", SectionKind::code, telling);
  MadeUpBase base;
  base.put(made_up_rodata + 0x100, telling);
  EXPECT_TRUE(find(base, object.file()).empty());
}

TEST(Anchors, RunsKeepClearOfWhatLinkersChange) {
  // The window of a relocation at 8 takes all but the last 12 bytes.
  MadeUpObject object;
  const std::uint32_t text = object.section(
      ".text", SectionKind::code,
      "aa bb cc dd 90 48 8b 05 00000000 90909090 01 02 03 04 05 06 07 08 09 0a "
      "0b 0c");
  object.relocate(text, 8, r_x86_64::rex_gotpcrelx, object.undefined("s"), -4);
  MadeUpBase base;
  base.put(made_up_text + 0x40,
           "aa bb cc dd 90 48 c7 c0 11223344 90909090 01 02 03 04 05 06 07 08 "
           "09 0a 0b 0c");
  EXPECT_EQ(find(base, object.file()), std::vector<Rva>{made_up_text + 0x40});
}

TEST(Anchors, ShortSectionsHaveNone) {
  MadeUpObject object;
  object.section(".text", SectionKind::code,
                 "01 02 03 04 05 06 07 08 09 0a 0b");
  MadeUpBase base;
  base.put(made_up_text, "01 02 03 04 05 06 07 08 09 0a 0b");
  EXPECT_TRUE(find(base, object.file()).empty());
}

TEST(Anchors, APlaceBeforeTheSectionIsNone) {
  // The anchor is the run with the most different bytes, 16 bytes in; the image
  // has it at the very start of its code.
  MadeUpObject object;
  object.section(".text", SectionKind::code,
                 "90909090 90909090 90909090 90909090 01 02 03 04 05 06 07 08 "
                 "09 0a 0b 0c");
  MadeUpBase base;
  base.put(made_up_text, "01 02 03 04 05 06 07 08 09 0a 0b 0c");
  EXPECT_TRUE(find(base, object.file()).empty());
}

} // namespace
} // namespace hotpatch
