// Who refers to a function or datum.
#include "hpcompile/users.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using Kind = Defined::Kind;

// g calls f and takes its address; table holds f's address; f calls itself.
struct World {
  MadeUpBuild build;
  MadeUpObject object, other;

  explicit World(Linkage linkage) {
    const std::uint32_t f = object.function("f", "e8 00000000 c3", linkage);
    const std::uint32_t g =
        object.function("g", "e8 00000000 488d05 00000000 c3");
    const std::uint32_t table = object.section(
        ".data.table", SectionKind::writable, "0000000000000000", 8);
    object.define("table", table, 0, 8, SymbolKind::data);
    object.relocate(object.section_of(f), 1, r_x86_64::plt32, f, -4);
    object.relocate(object.section_of(g), 1, r_x86_64::plt32, f, -4);
    object.relocate(object.section_of(g), 8, r_x86_64::pc32, f, -4);
    object.relocate(table, 0, r_x86_64::abs64, f, 0);
    const std::uint32_t h = other.function("h", "e8 00000000 c3");
    other.relocate(other.section_of(h), 1, r_x86_64::plt32,
                   other.undefined("f"), -4);
    build.add("a.o", object);
    build.add("b.o", other);
  }
  [[nodiscard]] Defined named(std::string_view name,
                              std::uint32_t in = 0) const {
    return {Kind::function, in, MadeUpChange::function(build, name, in)};
  }
};

TEST(Users, OfALocalFunctionAreInItsObject) {
  const World world(Linkage::local);
  Users users(world.build.build);
  const Defined g = world.named("g");
  EXPECT_EQ(
      users.of(world.named("f")),
      (std::vector<Use>{{g, false}, {g, true}, {{Kind::datum, 0, 0}, false}}));
}

TEST(Users, OfAGlobalFunctionAreInAllObjects) {
  const World world(Linkage::global);
  Users users(world.build.build);
  const Defined g = world.named("g");
  EXPECT_EQ(users.of(world.named("f")),
            (std::vector<Use>{{g, false},
                              {g, true},
                              {world.named("h", 1), true},
                              {{Kind::datum, 0, 0}, false}}));
  EXPECT_TRUE(users.of(g).empty());
}

} // namespace
} // namespace hotpatch
