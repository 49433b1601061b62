// Where symbols lead to, as the image's own fields say.
#include "hpcompile/bindings.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr Rva text = made_up_text;

struct World {
  MadeUpBuild pre;
  MadeUpBase base;

  // Places the object's first section, whose first symbol names it.
  std::uint32_t add(std::string_view label, const MadeUpObject &object,
                    Rva at) {
    const std::uint32_t o = pre.add(label, object);
    const ObjectFile &file = pre.build.objects[o].side.object();
    base.place(file, 0, at);
    base.name(file.symbols[0].name, at, PlaceKind::function);
    return o;
  }
  Bindings run() {
    base.link();
    const NameIndex names(base.symbols);
    return read_bindings(
        pre.build, place_sections(pre.build, base.image, names), base.image);
  }
};

// A function whose one field, at 2, gets at `target` by the relocation.
MadeUpObject user(std::string_view name, std::string_view code,
                  std::uint32_t type, std::string_view target,
                  std::uint64_t at = 2) {
  MadeUpObject object;
  const std::uint32_t f = object.function(name, code);
  object.relocate(object.section_of(f), at, type, object.undefined(target), -4);
  return object;
}

TEST(Bindings, OneSymbolHasAPlaceForEachAccess) {
  World world;
  const MadeUpObject a = user("a", "e8 00000000", r_x86_64::plt32, "s", 1);
  const MadeUpObject b = user("b", "8b05 00000000", r_x86_64::gotpcrelx, "s");
  const MadeUpObject c = user("c", "8b05 00000000", r_x86_64::pc32, "s");
  world.add("a.o", a, text);
  world.add("b.o", b, text + 0x10);
  world.add("c.o", c, text + 0x20);
  world.base.define("s", text + 0x300);
  world.base.slot("s", made_up_got);
  const Bindings bindings = world.run();
  EXPECT_EQ(bindings.named("s", Access::call)->value, text + 0x300);
  EXPECT_EQ(bindings.named("s", Access::slot)->value, made_up_got);
  EXPECT_EQ(bindings.named("s", Access::direct)->value, text + 0x300);
  EXPECT_EQ(bindings.named("s", Access::tls_slot), nullptr);
  EXPECT_EQ(bindings.named("t", Access::call), nullptr);
  EXPECT_EQ(bindings.reference_count(), 3U);
}

TEST(Bindings, AConflictKeepsBothSites) {
  World world;
  const MadeUpObject a = user("a", "8b05 00000000", r_x86_64::pc32, "s");
  const MadeUpObject b = user("b", "8b0d 00000000", r_x86_64::pc32, "s");
  world.add("a.o", a, text);
  world.add("b.o", b, text + 0x10);
  world.base.put(text + 2, "10000000");
  world.base.put(text + 0x12, "10000000");
  const Bindings bindings = world.run();
  const Binding *binding = bindings.named("s", Access::direct);
  ASSERT_TRUE(binding && binding->other_site);
  EXPECT_EQ(binding->value, text + 0x16);
  EXPECT_EQ(binding->site.object, 0U);
  EXPECT_EQ(binding->other_value, text + 0x26);
  EXPECT_EQ(binding->other_site->object, 1U);
  EXPECT_EQ(binding->other_site->offset, 2U);
}

TEST(Bindings, PlacesOutsideOfTheImageSayNothing) {
  World world;
  const MadeUpObject a = user("a", "8b05 00000000", r_x86_64::pc32, "s");
  world.add("a.o", a, text);
  world.base.put(text + 2, "00000070");
  EXPECT_EQ(world.run().named("s", Access::direct), nullptr);
}

TEST(Bindings, AnUndefinedWeakSymbolIsNoPlace) {
  World world;
  MadeUpObject a;
  a.function("a", "8b05 00000000");
  a.relocate(0, 2, r_x86_64::pc32, a.undefined("w", Linkage::weak), -4);
  world.add("a.o", a, text);
  world.base.put_number(text + 2, -std::int64_t{text} - 6, 4);
  EXPECT_EQ(world.run().named("w", Access::direct), nullptr);
}

TEST(Bindings, NumbersNeedNotBePlaces) {
  World world;
  MadeUpObject a;
  a.function("a", "64 8b0425 00000000");
  a.relocate(0, 4, r_x86_64::tpoff32, a.undefined("t"), 0);
  world.add("a.o", a, text);
  world.base.put(text + 4, "f8ffffff");
  EXPECT_EQ(world.run().named("t", Access::tls_offset)->value, -8);
}

TEST(Bindings, TheModulesOwnBlockIsNoSymbols) {
  World world;
  const MadeUpObject a =
      user("a", "48 8d3d 00000000 e8 00000000", r_x86_64::tlsld, "t", 3);
  world.add("a.o", a, text);
  world.base.put(text + 3, "10000000");
  const Bindings kept = world.run();
  EXPECT_EQ(kept.module(Access::tls_local)->value, text + 7 + 0x10);
  EXPECT_EQ(kept.module(Access::tls_direct), nullptr);
  EXPECT_EQ(kept.named("t", Access::tls_local), nullptr);
  world.base.put(text, "66 66 66 64 48 8b 04 25 00000000");
  const Bindings rewritten = world.run();
  EXPECT_EQ(rewritten.module(Access::tls_local), nullptr);
  EXPECT_TRUE(rewritten.module(Access::tls_direct));
}

TEST(Bindings, LocalSymbolsAreTheirObjects) {
  World world;
  MadeUpObject a, b;
  for (MadeUpObject *object : {&a, &b}) {
    object->function(object == &a ? "a" : "b", "64 8b0425 00000000");
    const std::uint32_t tls = object->zeros(".tbss", SectionKind::tls_bss, 4);
    object->relocate(
        0, 4, r_x86_64::tpoff32,
        object->define("t", tls, 0, 4, SymbolKind::tls, Linkage::local), 0);
  }
  world.add("a.o", a, text);
  world.add("b.o", b, text + 0x10);
  world.base.put(text + 4, "f8ffffff");
  world.base.put(text + 0x14, "fcffffff");
  const Bindings bindings = world.run();
  EXPECT_EQ(bindings.local(0, 1, Access::tls_offset)->value, -8);
  EXPECT_EQ(bindings.local(1, 1, Access::tls_offset)->value, -4);
  EXPECT_EQ(bindings.local(1, 0, Access::tls_offset), nullptr);
}

// A function that takes the address of a piece of a merged section.
MadeUpObject text_user(std::string_view name, std::string_view strings,
                       std::int64_t offset) {
  MadeUpObject object;
  const std::uint32_t f = object.function(name, "8d05 00000000");
  const std::uint32_t where =
      object.section(".rodata.str1.1", SectionKind::read_only, strings, 1);
  object[where].is_mergeable = object[where].is_strings = true;
  object[where].entry_size = 1;
  object.relocate(object.section_of(f), 2, r_x86_64::pc32,
                  object.symbol({.section = where,
                                 .kind = SymbolKind::section,
                                 .placement = Placement::in_section}),
                  offset - 4);
  return object;
}

TEST(Bindings, PiecesOfMergedSectionsByTheirOffset) {
  World world;
  const MadeUpObject a = text_user("a", "61 00 62 63 00", 2);
  world.add("a.o", a, text);
  world.base.put(made_up_rodata + 0x11, "62 63 00");
  world.base.put_number(text + 2, made_up_rodata + 0x11 - (text + 6), 4);
  const Bindings bindings = world.run();
  ASSERT_TRUE(bindings.piece(0, 1, 2));
  EXPECT_EQ(bindings.piece(0, 1, 2)->value, made_up_rodata + 0x11);
  EXPECT_EQ(bindings.piece(0, 1, 0), nullptr);
}

TEST(Bindings, APieceWithOtherContentIsNone) {
  World world;
  const MadeUpObject a = text_user("a", "61 00 62 63 00", 2);
  world.add("a.o", a, text);
  world.base.put(made_up_rodata + 0x11, "62 64 00");
  world.base.put_number(text + 2, made_up_rodata + 0x11 - (text + 6), 4);
  EXPECT_EQ(world.run().piece(0, 1, 2), nullptr);
}

// A COMDAT function in which each object has its own symbol.
MadeUpObject inline_user(std::string_view target, Linkage linkage) {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", "8b05 00000000", Linkage::weak);
  object[0].comdat_symbol = f;
  std::uint32_t symbol = no_index;
  if (linkage == Linkage::local)
    symbol = object.define(
        target, object.section(".data", SectionKind::writable, "00000000"), 0,
        4, SymbolKind::data, linkage);
  else
    symbol = object.undefined(target);
  object.relocate(0, 2, r_x86_64::pc32, symbol, -4);
  return object;
}

TEST(Bindings, SharedCopiesCountWhereAllObjectsAgree) {
  World world;
  const MadeUpObject a = inline_user("s", Linkage::global);
  const MadeUpObject b = inline_user("s", Linkage::global);
  world.add("a.o", a, text);
  world.add("b.o", b, text);
  world.base.define("s", made_up_data);
  EXPECT_EQ(world.run().named("s", Access::direct)->value, made_up_data);
}

TEST(Bindings, SharedCopiesSayNothingWhereObjectsDisagree) {
  World world;
  const MadeUpObject a = inline_user("s", Linkage::global);
  const MadeUpObject b = inline_user("t", Linkage::global);
  world.add("a.o", a, text);
  world.add("b.o", b, text);
  world.base.put(text + 2, "10000000");
  const Bindings bindings = world.run();
  EXPECT_EQ(bindings.named("s", Access::direct), nullptr);
  EXPECT_EQ(bindings.named("t", Access::direct), nullptr);
}

TEST(Bindings, WhatIsCertainGoesBeforeSharedCopies) {
  World world;
  const MadeUpObject a = inline_user("s", Linkage::global);
  const MadeUpObject b = inline_user("s", Linkage::global);
  const MadeUpObject c = user("c", "8b0d 00000000", r_x86_64::pc32, "s");
  world.add("a.o", a, text);
  world.add("b.o", b, text);
  world.add("c.o", c, text + 0x40);
  world.base.put(text + 2, "10000000");
  world.base.put(text + 0x42, "20000000");
  const Bindings bindings = world.run();
  EXPECT_EQ(bindings.named("s", Access::direct)->value, text + 0x46 + 0x20);
  EXPECT_FALSE(bindings.named("s", Access::direct)->other_site);
}

TEST(Bindings, LocalSymbolsOfSharedCopiesSayNothing) {
  World world;
  const MadeUpObject a = inline_user("s", Linkage::local);
  const MadeUpObject b = inline_user("s", Linkage::local);
  world.add("a.o", a, text);
  world.add("b.o", b, text);
  world.base.put_number(text + 2, made_up_data - (text + 6), 4);
  const Bindings bindings = world.run();
  EXPECT_EQ(bindings.local(0, 1, Access::direct), nullptr);
  EXPECT_EQ(bindings.local(1, 1, Access::direct), nullptr);
}

} // namespace
} // namespace hotpatch
