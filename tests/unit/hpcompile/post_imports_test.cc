// What new imports of PE are called.
#include "hpcompile/post_imports.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;

constexpr Rva text = made_up_text, slot = made_up_rodata + 0x20;

// The post image: f calls `read` by its thunk, or `__imp_read` by its slot.
NamedImports name_them(bool by_slot, std::string_view wanted) {
  MadeUpObject object(ObjectFormat::coff);
  object.function("f", by_slot ? "ff15 00000000 c3" : "e8 00000000 9090 c3");
  object.relocate(0, by_slot ? 2 : 1, r_amd64::rel32,
                  object.undefined(by_slot ? "__imp_read" : "read"), 0);
  MadeUpBuild build;
  build.add("a.obj", object);
  MadeUpBase base(ObjectFormat::coff);
  base.place(build.build.objects[0].side.object(), 0, text);
  base.name("f", text, PlaceKind::function);
  base.define("__imp_read", slot);
  base.define("read", text + 0x100);
  base.image.thunks = {{.rva = text + 0x100, .size = 6, .slot = slot}};
  base.slot("_read", slot); // as the DLL calls it
  base.image.slots[0].module = "ucrtbase.dll";
  base.link();
  const LinkedBuild linked{build.build, base.image, base.symbols};
  return name_imports({{.slot = 0x2000, .name = std::string(wanted)}}, &linked);
}

TEST(PostImports, ThePostImageTellsTheModuleAndItsName) {
  for (bool by_slot : {true, false}) {
    const NamedImports named = name_them(by_slot, "read");
    EXPECT_TRUE(named.refusals.empty());
    ASSERT_EQ(named.imports.size(), 1U);
    EXPECT_EQ(named.imports[0].module, "ucrtbase.dll");
    EXPECT_EQ(named.imports[0].name, "_read");
    EXPECT_EQ(named.imports[0].slot, 0x2000U);
  }
}

TEST(PostImports, WhatThePostImageDoesNotImportIsRefused) {
  const NamedImports named = name_them(true, "write");
  EXPECT_TRUE(named.imports.empty());
  ASSERT_EQ(named.refusals.size(), 1U);
  EXPECT_EQ(named.refusals[0].reason, RefusalReason::unbound);
  EXPECT_EQ(named.refusals[0].subject, "write");
}

TEST(PostImports, WithoutAPostImageNobodyKnows) {
  const NamedImports named = name_imports({{.name = "read"}}, nullptr);
  ASSERT_EQ(named.refusals.size(), 1U);
  EXPECT_THAT(named.refusals[0].detail, HasSubstr("--post-image"));
  EXPECT_TRUE(name_imports({}, nullptr).refusals.empty());
}

} // namespace
} // namespace hotpatch
