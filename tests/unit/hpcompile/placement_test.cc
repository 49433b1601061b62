// Where the input sections of a build are in the image.
#include "hpcompile/placement.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

constexpr Rva text = made_up_text, data = made_up_data;
// Long enough to be found by content.
constexpr std::string_view long_code =
    "31c0 83c001 83c102 83c203 83c604 83c705 90 c3";
constexpr std::string_view other_code =
    "31c9 83e801 83e902 83ea03 83ee04 83ef05 90 c3";

struct World {
  MadeUpBuild pre;
  MadeUpBase base;

  explicit World(ObjectFormat format = ObjectFormat::elf) : base(format) {}

  const ObjectFile &file(std::uint32_t object) const {
    return pre.build.objects[object].side.object();
  }
  void place(std::uint32_t object, std::uint32_t section, Rva at) {
    base.place(file(object), section, at);
  }
  Placements run() {
    base.link();
    const NameIndex names(base.symbols);
    return place_sections(pre.build, base.image, names);
  }
};

void expect_placed(const SectionPlacement &placement, Rva rva, PlacedBy by) {
  ASSERT_EQ(placement.state, State::placed);
  EXPECT_EQ(placement.rva, rva);
  EXPECT_EQ(placement.by, by);
}

TEST(Placement, ByASymbolOfTheImage) {
  World world;
  MadeUpObject object;
  object.section(".text", SectionKind::code, "c3 90 31c0 c3");
  object.define("f", 0, 2, 3, SymbolKind::function);
  world.pre.add("a.o", object);
  world.place(0, 0, text + 0x20);
  world.base.name("f", text + 0x22, PlaceKind::function);
  const Placements placements = world.run();
  expect_placed(placements.of(0, 0), text + 0x20, PlacedBy::symbol);
  EXPECT_EQ(placements.rva_of(0, 0, 2), text + 0x22);
}

TEST(Placement, ASymbolWhoseBytesDifferTellsWhere) {
  World world;
  MadeUpObject object;
  object.function("f", "31c0 c3");
  world.pre.add("a.o", object);
  world.base.put(text, "31c0 cb");
  world.base.name("f", text, PlaceKind::function);
  const SectionPlacement placement = world.run().of(0, 0);
  EXPECT_EQ(placement.state, State::differs);
  EXPECT_EQ(placement.rva, text);
  EXPECT_EQ(placement.mismatch.offset, 2U);
}

TEST(Placement, NamesakeStaticsAreToldApartByTheirObjects) {
  World world;
  MadeUpObject a, b;
  a.function("f", "31c0 c3", Linkage::local);
  b.function("f", "31c0 c3", Linkage::local);
  world.pre.add("src/a.c.o", a);
  world.pre.add("lib.a(b.o)", b);
  world.place(0, 0, text);
  world.place(1, 0, text + 0x10);
  world.base.name("f", text, PlaceKind::function, true,
                  world.base.object_name("a.c"));
  world.base.name("f", text + 0x10, PlaceKind::function, true,
                  world.base.object_name("/build/b.c"));
  const Placements placements = world.run();
  expect_placed(placements.of(0, 0), text, PlacedBy::symbol);
  expect_placed(placements.of(1, 0), text + 0x10, PlacedBy::symbol);
}

TEST(Placement, NamesakesOfObjectsOfOneNameAreAmbiguous) {
  World world;
  MadeUpObject a, b;
  a.function("f", "31c0 c3", Linkage::local);
  b.function("f", "31c0 c3", Linkage::local);
  world.pre.add("x/util.o", a);
  world.pre.add("y/util.o", b);
  for (Rva at : {text, text + 0x10})
    world.base.name("f", at, PlaceKind::function, true,
                    world.base.object_name("util.c"));
  world.place(0, 0, text);
  world.place(1, 0, text + 0x10);
  const Placements placements = world.run();
  EXPECT_EQ(placements.of(0, 0).state, State::ambiguous);
  EXPECT_EQ(placements.of(1, 0).candidates,
            (std::vector<Rva>{text, text + 0x10}));
}

// A function that calls a static one and uses a static variable.
MadeUpObject caller(std::string_view code = "e8 00000000 8b0d 00000000 c3") {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", code);
  const std::uint32_t g = object.function("g", "31c0 c3", Linkage::local);
  const std::uint32_t bss = object.zeros(".bss", SectionKind::bss, 8);
  const std::uint32_t n =
      object.define("n", bss, 4, 4, SymbolKind::data, Linkage::local);
  object.relocate(object.section_of(f), 1, r_x86_64::plt32, g, -4);
  object.relocate(object.section_of(f), 7, r_x86_64::pc32, n, -4);
  return object;
}

TEST(Placement, ByReferences) {
  World world;
  const MadeUpObject object = caller();
  world.pre.add("a.o", object);
  world.place(0, 0, text);
  world.place(0, 1, text + 0x40);
  world.place(0, 2, made_up_bss + 0x10);
  world.base.name("f", text, PlaceKind::function);
  const Placements placements = world.run();
  expect_placed(placements.of(0, 1), text + 0x40, PlacedBy::reference);
  expect_placed(placements.of(0, 2), made_up_bss + 0x10, PlacedBy::reference);
}

TEST(Placement, AReferenceToOtherBytesPlacesNothing) {
  World world;
  const MadeUpObject object = caller();
  world.pre.add("a.o", object);
  world.place(0, 0, text);
  world.place(0, 1, text + 0x40);
  world.base.name("f", text, PlaceKind::function);
  world.base.put(text + 0x41, "ff");
  EXPECT_EQ(world.run().of(0, 1).state, State::differs);
}

TEST(Placement, ByContent) {
  World world;
  MadeUpObject object;
  object.function("f", long_code);
  world.pre.add("a.o", object);
  world.place(0, 0, text + 0x80);
  expect_placed(world.run().of(0, 0), text + 0x80, PlacedBy::content);
}

TEST(Placement, ContentInTwoPlacesIsAmbiguous) {
  World world;
  MadeUpObject object;
  object.function("f", long_code);
  world.pre.add("a.o", object);
  world.base.put(text + 0x80, long_code);
  world.base.put(text + 0x180, long_code);
  EXPECT_EQ(world.run().of(0, 0).state, State::ambiguous);
}

TEST(Placement, WhatNothingLeadsToIsAbsent) {
  World world;
  MadeUpObject object;
  object.function("f", long_code);
  world.pre.add("a.o", object);
  EXPECT_EQ(world.run().of(0, 0).state, State::absent);
}

TEST(Placement, WhatTheLinkerDoesNotPlaceAsAWholeIsUnused) {
  World world;
  MadeUpObject object;
  object[object.section(".rodata.str1.1", SectionKind::read_only, "61 00")]
      .is_mergeable = true;
  object.section(".debug_info", SectionKind::other, "61 00");
  object.section(".tdata", SectionKind::tls_data, "61 00");
  world.pre.add("a.o", object);
  for (std::uint32_t s = 0; s < 3; ++s)
    EXPECT_EQ(world.run().of(0, s).state, State::unused);
}

// first, same, last in this order; the image has two namesakes.
MadeUpObject with_namesake(std::string_view first, std::string_view last) {
  MadeUpObject object;
  object.function("first", first);
  object.function("same", long_code, Linkage::local);
  object.function("last", last);
  return object;
}

TEST(Placement, ByNeighbours) {
  World world;
  const MadeUpObject a = with_namesake("b801000000 c3", "b802000000 c3");
  world.pre.add("a.o", a);
  world.place(0, 0, text);
  world.place(0, 1, text + 0x20);
  world.place(0, 2, text + 0x40);
  world.base.put(text + 0x100, long_code); // another object's
  world.base.name("first", text, PlaceKind::function);
  world.base.name("last", text + 0x40, PlaceKind::function);
  expect_placed(world.run().of(0, 1), text + 0x20, PlacedBy::neighbour);
}

TEST(Placement, NeighboursSayNothingWhereObjectsAreMixed) {
  // Sections were sorted: another object's lie in between, and so may its
  // namesake.
  World world;
  const MadeUpObject a = with_namesake("b801000000 c3", "b802000000 c3");
  MadeUpObject b;
  b.function("foreign", "b803000000 c3");
  world.pre.add("a.o", a);
  world.pre.add("b.o", b);
  world.place(0, 0, text);
  world.place(1, 0, text + 0x10);
  world.base.put(text + 0x20, long_code);
  world.place(0, 2, text + 0x40);
  world.base.put(text + 0x100, long_code);
  world.base.name("first", text, PlaceKind::function);
  world.base.name("foreign", text + 0x10, PlaceKind::function);
  world.base.name("last", text + 0x40, PlaceKind::function);
  EXPECT_EQ(world.run().of(0, 1).state, State::ambiguous);
}

// A COMDAT function `f`, and a static variable of the object's own that it
// uses.
MadeUpObject inline_user(std::string_view initial) {
  MadeUpObject object;
  const std::uint32_t f =
      object.function("f", "8b05 00000000 c3", Linkage::weak);
  const std::uint32_t n =
      object.section(".data", SectionKind::writable, initial);
  object[object.section_of(f)].comdat_symbol = f;
  object.relocate(object.section_of(f), 2, r_x86_64::pc32,
                  object.define("n", n, 0, 4, SymbolKind::data, Linkage::local),
                  -4);
  return object;
}

TEST(Placement, TheOneCopyOfAComdatIsEveryObjects) {
  World world;
  const MadeUpObject a = inline_user("01000000"), b = inline_user("01000000");
  world.pre.add("a.o", a);
  world.pre.add("b.o", b);
  world.place(0, 0, text);
  world.place(0, 1, data);
  world.place(1, 1, data + 0x10);
  world.base.name("f", text, PlaceKind::function);
  const Placements placements = world.run();
  expect_placed(placements.of(0, 0), text, PlacedBy::symbol);
  expect_placed(placements.of(1, 0), text, PlacedBy::symbol);
  EXPECT_TRUE(placements.of(1, 0).is_shared);
  // What the copy refers to is one object's own, nobody knows whose, and the
  // two look alike.
  EXPECT_EQ(placements.of(0, 1).state, State::absent);
  EXPECT_EQ(placements.of(1, 1).state, State::absent);
}

TEST(Placement, AComdatOfOneObjectIsItsOwn) {
  World world;
  const MadeUpObject a = inline_user("01000000");
  world.pre.add("a.o", a);
  world.place(0, 0, text);
  world.place(0, 1, data);
  world.base.name("f", text, PlaceKind::function);
  const Placements placements = world.run();
  EXPECT_FALSE(placements.of(0, 0).is_shared);
  expect_placed(placements.of(0, 1), data, PlacedBy::reference);
}

TEST(Placement, TheSectionsOfOneGroupDoNotMakeItShared) {
  World world;
  MadeUpObject a = inline_user("01000000");
  a[a.section(".gcc_except_table.f", SectionKind::unwind, "ff")].comdat_symbol =
      0;
  world.pre.add("a.o", a);
  world.place(0, 0, text);
  world.place(0, 1, data);
  world.base.name("f", text, PlaceKind::function);
  const Placements placements = world.run();
  EXPECT_FALSE(placements.of(0, 0).is_shared);
  expect_placed(placements.of(0, 1), data, PlacedBy::reference);
}

TEST(Placement, AGlobalFunctionIsNotItsStaticNamesake) {
  World world;
  MadeUpObject a;
  a.function("f", "31c0 c3");
  world.pre.add("a.o", a);
  world.place(0, 0, text + 0x20);
  world.base.put(text, "31c0 c3");
  world.base.name("f", text, PlaceKind::function, true);
  world.base.name("f", text + 0x20, PlaceKind::function);
  expect_placed(world.run().of(0, 0), text + 0x20, PlacedBy::symbol);
}

TEST(Placement, AHiddenFunctionIsLocalInTheImage) {
  World world;
  MadeUpObject a;
  a.function("f", "31c0 c3");
  world.pre.add("a.o", a);
  world.place(0, 0, text);
  world.base.name("f", text, PlaceKind::function, true);
  expect_placed(world.run().of(0, 0), text, PlacedBy::symbol);
}

// A static function that is the same in every object, and its own variable.
MadeUpObject helper_user() {
  MadeUpObject object;
  object.function("helper",
                  "8b05 00000000 83c001 83c102 83c203 83c604 83c705 90 c3",
                  Linkage::local);
  object.relocate(0, 2, r_x86_64::pc32,
                  object.define("n", object.zeros(".bss", SectionKind::bss, 4),
                                0, 4, SymbolKind::data, Linkage::local),
                  -4);
  return object;
}

TEST(Placement, WritableDataOfTwoObjectsAreNeverInOnePlace) {
  for (std::string_view second : {"other", "first"}) {
    World world;
    const MadeUpObject a = helper_user(), b = helper_user();
    world.pre.add("a.o", a, "first");
    world.pre.add("b.o", b, second);
    world.place(0, 0, text);
    world.place(0, 1, made_up_bss + 8); // b.o is not in the image
    const Placements placements = world.run();
    // Or it is the same object, given twice.
    const State expected = second == "first" ? State::placed : State::ambiguous;
    EXPECT_EQ(placements.of(0, 1).state, expected);
    EXPECT_EQ(placements.of(1, 1).state, expected);
  }
}

TEST(Placement, UnwindInformationOfCoff) {
  World world(ObjectFormat::coff);
  MadeUpObject object(ObjectFormat::coff);
  const std::uint32_t f = object.function("f", other_code);
  const std::uint32_t info =
      object.section(".xdata", SectionKind::unwind, "01000000", 4);
  const std::uint32_t table = object.section(".pdata", SectionKind::unwind,
                                             "00000000 10000000 00000000", 4);
  const std::uint32_t x =
      object.define("x", info, 0, 4, SymbolKind::data, Linkage::local);
  object.relocate(table, 0, r_amd64::addr32nb, f, 0);
  object.relocate(table, 4, r_amd64::addr32nb, f, 0x10);
  object.relocate(table, 8, r_amd64::addr32nb, x, 0);
  world.pre.add("a.obj", object);
  world.place(0, 0, text);
  world.base.put(made_up_rodata + 0x40, "01000000");
  world.base.image.unwind = {
      {.begin = text, .end = text + 0x10, .info = made_up_rodata + 0x40}};
  expect_placed(world.run().of(0, info), made_up_rodata + 0x40,
                PlacedBy::reference);
}

} // namespace
} // namespace hotpatch
