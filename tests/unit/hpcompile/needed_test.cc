// What the image holds, whether or not its place is known.
#include "hpcompile/needed.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using State = SectionPlacement::State;

// f -> g -> v (bss), h -> w (global, defined by b.o).
struct World {
  MadeUpBuild build;
  MadeUpObject a, b;
  std::uint32_t f = 0, g = 0, h = 0, v = 0, table = 0;

  World() {
    f = a.function("f", "e8 00000000 c3");
    g = a.function("g", "8b05 00000000 c3", Linkage::local);
    h = a.function("h", "8b05 00000000 c3");
    v = a.zeros(".bss", SectionKind::bss, 4);
    table = a.section(".init_array", SectionKind::writable, "0000000000000000");
    a.relocate(0, 1, r_x86_64::plt32, g, -4);
    a.relocate(1, 2, r_x86_64::pc32,
               a.define("v", v, 0, 4, SymbolKind::data, Linkage::local), -4);
    a.relocate(2, 2, r_x86_64::pc32, a.undefined("w"), -4);
    a.relocate(table, 0, r_x86_64::abs64, h, 0);
    b.define("w", b.zeros(".bss", SectionKind::bss, 4), 0, 4, SymbolKind::data);
    build.add("a.o", a);
    build.add("b.o", b);
  }
  Needed run(std::uint32_t section, State state) const {
    std::vector<std::vector<SectionPlacement>> all(2);
    all[0].resize(5);
    all[1].resize(1);
    all[0][section].state = state;
    return {build.build, Placements(std::move(all)), Definitions(build.build)};
  }
};

TEST(Needed, WhatIsReferredToIsKept) {
  World world;
  const Needed needed = world.run(0, State::placed);
  for (std::uint32_t s : {0U, 1U, world.v})
    EXPECT_TRUE(needed.section(0, s)) << s;
}

TEST(Needed, WhatIsInTheImageInAnyFormCounts) {
  World world;
  for (State state : {State::differs, State::ambiguous})
    EXPECT_TRUE(world.run(0, state).section(0, world.v));
  EXPECT_FALSE(world.run(0, State::absent).section(0, world.v));
  EXPECT_FALSE(world.run(0, State::unused).section(0, world.v));
}

TEST(Needed, TablesOfInitialisersAreKeptWithTheirObject) {
  World world;
  const Needed needed = world.run(0, State::placed);
  EXPECT_TRUE(needed.section(0, 2)); // h
  EXPECT_TRUE(needed.name("w"));
  EXPECT_TRUE(needed.section(1, 0));
  EXPECT_FALSE(world.run(0, State::absent).name("w"));
}

} // namespace
} // namespace hotpatch
