// The base image as the pre objects explain it.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;

constexpr Rva text = made_up_text, rodata = made_up_rodata;

BytesView bytes_of(const std::vector<std::byte> &bytes) { return bytes; }

const std::vector<std::byte> eight = {std::byte{1}, std::byte{2}, std::byte{3},
                                      std::byte{4}, std::byte{5}, std::byte{6},
                                      std::byte{7}, std::byte{8}};

std::optional<Rva> find(MadeUpChange &change, std::uint64_t alignment = 8) {
  change.finish();
  return change.base->find_bytes(bytes_of(eight), alignment);
}

TEST(BaseView, BytesAreFoundWhereTheyAreAligned) {
  MadeUpChange change;
  change.image.put(rodata + 4, "0102030405060708");
  EXPECT_FALSE(find(change));
  EXPECT_EQ(find(change, 4), rodata + 4);
}

TEST(BaseView, BytesThatAreWrittenOrExecutedAreNotBound) {
  MadeUpChange change;
  change.image.put(made_up_data, "0102030405060708");
  change.image.put(text, "0102030405060708");
  EXPECT_FALSE(find(change));
}

TEST(BaseView, BytesThatTheLoaderChangesAreNotBound) {
  for (Rva site : {rodata + 0x3a, rodata + 0x47}) {
    MadeUpChange change;
    change.image.put(rodata + 0x40, "0102030405060708");
    change.image.image.relocation_sites = {{.rva = site, .width = 8}};
    EXPECT_FALSE(find(change)) << site;
  }
  MadeUpChange narrow;
  narrow.image.put(rodata + 0x40, "0102030405060708");
  narrow.image.image.relocation_sites = {{.rva = rodata + 0x3c, .width = 4}};
  EXPECT_EQ(find(narrow), rodata + 0x40);
}

TEST(BaseView, SlotsAreNotBoundAsConstants) {
  MadeUpChange change(ObjectFormat::coff);
  change.image.put(rodata + 0x40, "0102030405060708");
  change.image.image.slots = {
      {.rva = rodata + 0x40, .kind = SlotKind::import, .name = "read"}};
  EXPECT_FALSE(find(change));
}

TEST(BaseView, SectionsThatMayBeDiscardedAreNotBound) {
  for (std::string_view name : {".reloc", ".debug_str", "/4"}) {
    MadeUpChange change(ObjectFormat::coff);
    change.image.put(rodata + 0x40, "0102030405060708");
    change.image.image.sections[1].name = name;
    EXPECT_FALSE(find(change)) << name;
  }
}

TEST(BaseView, PlacesOfFunctionsCountThroughTheirExtents) {
  MadeUpChange change;
  MadeUpObject object;
  object.function("f", "31c0 83c001 83c102 83c203 83c604 83c705 90 c3");
  change.add_pre(std::move(object));
  change.add_post(MadeUpObject());
  change.place(0, text + 0x30);
  change.finish();
  EXPECT_EQ(change.base->function_place(0, 0, 5), text + 0x35);
  EXPECT_FALSE(change.base->function_place(0, 0, 0x100));
}

TEST(BaseView, PlacedDefinitionsGoBeforeNames) {
  MadeUpChange change;
  MadeUpObject object;
  object.function("f", "31c0 83c001 83c102 83c203 83c604 83c705 90 c3");
  change.add_pre(std::move(object));
  change.add_post(MadeUpObject());
  change.place(0, text + 0x30);
  change.image.name("g", text + 0x80, PlaceKind::function);
  change.image.name("h", text + 0x80, PlaceKind::function, true);
  change.finish();
  EXPECT_EQ(change.base->definition_of("f"), text + 0x30);
  EXPECT_EQ(change.base->definition_of("g"), text + 0x80);
  EXPECT_FALSE(change.base->definition_of("h")); // local: may be anybody's
}

} // namespace
} // namespace hotpatch
