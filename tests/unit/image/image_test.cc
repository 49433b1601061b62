// Looking things up in an image.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"

#include <gtest/gtest.h>

using namespace hotpatch;

namespace {

constexpr std::string_view text = "0123456789abcdef";

Image two_sections() {
  Image image;
  image.identity.size_of_image = 0x4000;
  image.preferred_base = 0x400000;
  image.sections = {
      {.name = ".text",
       .rva = 0x1000,
       .size = 0x10,
       .bytes = as_bytes(text),
       .is_code = true},
      {.name = ".data", .rva = 0x2000, .size = 0x20, .bytes = as_bytes(text)}};
  return image;
}

} // namespace

TEST(ImageLookUp, Section) {
  Image image = two_sections();
  EXPECT_EQ(image.section_at(0xfff), nullptr);
  EXPECT_EQ(image.section_at(0x1000), &image.sections[0]);
  EXPECT_EQ(image.section_at(0x100f), &image.sections[0]);
  EXPECT_EQ(image.section_at(0x1010), nullptr);
  EXPECT_EQ(image.section_at(0x201f), &image.sections[1]);
  EXPECT_EQ(image.section_at(0xffffffff), nullptr);
}

TEST(ImageLookUp, SectionBehindZeroTlsData) {
  Image image = two_sections();
  image.sections.push_back({.rva = 0x2008, .size = 0x100, .is_tls = true});
  EXPECT_EQ(image.section_at(0x2010), &image.sections[1]);
  EXPECT_EQ(image.section_at(0x2030), nullptr);
}

TEST(ImageLookUp, Bytes) {
  Image image = two_sections();
  EXPECT_EQ(as_text(image.bytes_at(0x1002, 3).value()), "234");
  EXPECT_FALSE(image.bytes_at(0x100f, 2));
  EXPECT_FALSE(image.bytes_at(0x200f, 2)); // zero, but not in the file
  EXPECT_FALSE(image.bytes_at(0x3000, 1));
  EXPECT_FALSE(image.bytes_at(0x1001, ~0ull));
}

TEST(ImageLookUp, SlotAndThunk) {
  Image image = two_sections();
  image.slots = {{.rva = 0x2000}, {.rva = 0x2008}};
  image.thunks = {{.rva = 0x1000, .size = 6, .slot = 0x2008}};
  EXPECT_EQ(image.slot_at(0x2008), &image.slots[1]);
  EXPECT_EQ(image.slot_at(0x2004), nullptr);
  EXPECT_EQ(image.thunk_at(0x1000), &image.thunks[0]);
  EXPECT_EQ(image.thunk_at(0x1001), nullptr);
}

TEST(CodePointers, OthersAreLeftOut) {
  Image image = two_sections();
  std::string words = number(0, 8) + number(0x401004, 8) + number(0x402000, 8) +
                      number(~0ull, 8) + number(0x401000, 8);
  image.sections[1].bytes = as_bytes(words);
  image.sections[1].size = 0x100;
  EXPECT_EQ(code_pointers(image, 0x2000, 0x2100),
            (std::vector<Rva>{0x1004, 0x1000}));
  EXPECT_EQ(code_pointers(image, 0x2000, 0x200f), std::vector<Rva>());
  EXPECT_EQ(code_pointers(image, 0x3000, 0x3100), std::vector<Rva>());
}
