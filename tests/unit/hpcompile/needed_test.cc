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

  explicit World(std::string_view tables = ".init_array") {
    f = a.function("f", "e8 00000000 c3");
    g = a.function("g", "8b05 00000000 c3", Linkage::local);
    h = a.function("h", "8b05 00000000 c3");
    v = a.zeros(".bss", SectionKind::bss, 4);
    table = a.section(tables, SectionKind::writable, "0000000000000000");
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
  for (std::string_view name :
       {".init_array", ".preinit_array", ".init", ".ctors.00001", ".CRT$XCU",
        ".tls_cb", ".fini_array", ".fini", ".dtors"}) {
    const World world(name);
    EXPECT_TRUE(world.run(0, State::placed).section(0, 2)) << name;
  }
  World world;
  const Needed needed = world.run(0, State::placed);
  EXPECT_TRUE(needed.section(0, 2)); // h
  EXPECT_TRUE(needed.name("w"));
  EXPECT_TRUE(needed.section(1, 0));
  EXPECT_FALSE(world.run(0, State::absent).name("w"));
}

// a.o refers to w, b.o and c.o define it: a tree may have the objects
// of several images.
TEST(Needed, OfSeveralDefinitionsTheOneThatIsThere) {
  MadeUpBuild build;
  MadeUpObject user, first, second;
  const std::uint32_t f = user.function("f", "e8 00000000 c3");
  user.relocate(user.section_of(f), 1, r_x86_64::plt32, user.undefined("w"),
                -4);
  first.function("w", "31c0 c3");
  second.function("w", "31c0 90 c3");
  build.add("a.o", user);
  build.add("b.o", first);
  build.add("c.o", second);
  std::vector<std::vector<SectionPlacement>> all(
      3, std::vector<SectionPlacement>(1));
  all[0][0].state = State::placed;
  const Definitions definitions(build.build);
  const Needed nobody_knows(build.build, Placements(all), definitions);
  EXPECT_TRUE(nobody_knows.section(1, 0) && nobody_knows.section(2, 0));
  all[2][0].state = State::placed;
  const Needed known(build.build, Placements(all), definitions);
  EXPECT_FALSE(known.section(1, 0));
  EXPECT_TRUE(known.section(2, 0));
}

} // namespace
} // namespace hotpatch
