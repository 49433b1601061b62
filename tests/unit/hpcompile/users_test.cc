// Who refers to a function or datum.
#include "hpcompile/users.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

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

// Who refers to an object's function f, by name.
std::vector<std::string> users_of_f(const MadeUpObject &object,
                                    std::string_view name = "f") {
  MadeUpBuild build;
  build.add("a.o", object);
  std::vector<std::string> names;
  for (const Use &use :
       Users(build.build)
           .of({Kind::function, 0, MadeUpChange::function(build, name)}))
    names.push_back(name_of(build.build, use.user));
  return names;
}

// f and g; `user` loads the address of the third entry on in ".rodata", after
// one of a table that `other` uses.
struct Tables {
  MadeUpObject object;
  std::uint32_t f, g, table, start;

  explicit Tables(std::string_view content,
                  ObjectFormat format = ObjectFormat::elf)
      : object(format), f(object.function("f", "8b07 c3", Linkage::local)),
        g(object.function("g", "8b0f c3")),
        table(object.section(".rodata", SectionKind::read_only, content)),
        start(object.define("", table, 0, 0, SymbolKind::section,
                            Linkage::local)) {}
  void use(std::string_view name, std::uint64_t place) {
    const std::uint32_t user = object.function(name, "488d05 00000000 c3");
    const bool is_elf = object.file().machine.format == ObjectFormat::elf;
    object.relocate(object.section_of(user), 3,
                    is_elf ? std::uint32_t{r_x86_64::pc32}
                           : std::uint32_t{r_amd64::rel32},
                    start, static_cast<std::int64_t>(place) - (is_elf ? 4 : 0));
  }
};

TEST(Users, WhoRefersToUnnamedDataUsesWhatThatLeadsTo) {
  Tables tables("0000000000000000 0000000000000000 0000000000000000");
  tables.object.relocate(tables.table, 0, r_x86_64::abs64, tables.g, 0);
  tables.object.relocate(tables.table, 8, r_x86_64::abs64, tables.g, 0);
  tables.object.relocate(tables.table, 16, r_x86_64::abs64, tables.f, 0);
  tables.use("other", 0);
  tables.use("user", 8);
  EXPECT_EQ(users_of_f(tables.object), std::vector<std::string>{"user"});
}

TEST(Users, UnnamedDataMayLeadToOtherUnnamedData) {
  Tables tables("0000000000000000 0000000000000000");
  tables.object.relocate(tables.table, 0, r_x86_64::abs64, tables.start, 8);
  tables.object.relocate(tables.table, 8, r_x86_64::abs64, tables.f, 0);
  tables.use("user", 0);
  EXPECT_EQ(users_of_f(tables.object), std::vector<std::string>{"user"});
}

// Entries are target - table: relocations whose addends grow with their place.
TEST(Users, TablesOfDistancesCountFromTheirStart) {
  Tables elf("00000000 00000000 00000000");
  for (std::uint64_t at : {4U, 8U})
    elf.object.relocate(elf.table, at, r_x86_64::pc32, elf.f,
                        static_cast<std::int64_t>(at) - 4);
  elf.use("user", 4);
  EXPECT_EQ(users_of_f(elf.object), std::vector<std::string>{"user"});

  Tables coff("00000000 00000000 00000000", ObjectFormat::coff);
  coff.object.relocate(coff.table, 8, r_amd64::rel32, coff.f, 8);
  coff.use("user", 4);
  EXPECT_EQ(users_of_f(coff.object), std::vector<std::string>{"user"});
}

// The second label of a jump table of f is in f; the user only reads along.
TEST(Users, LabelsOfAJumpTableAreNoUses) {
  Tables tables("0000000000000000");
  tables.object.relocate(tables.table, 0, r_x86_64::abs64, tables.f, 2);
  tables.use("user", 0);
  EXPECT_TRUE(users_of_f(tables.object).empty());
}

TEST(Users, WhoRefersToAnAliasRefersToTheFunction) {
  MadeUpObject object, other;
  const std::uint32_t f = object.function("f", "8b07 c3");
  for (auto [name, linkage] :
       {std::pair{"seen", Linkage::weak}, std::pair{"own", Linkage::local}})
    object.define(name, object.section_of(f), 0, 3, SymbolKind::function,
                  linkage);
  const std::uint32_t near = object.function("near", "e8 00000000 c3");
  object.relocate(object.section_of(near), 1, r_x86_64::plt32, near - 1, -4);
  const std::uint32_t far = other.function("far", "e8 00000000 c3");
  other.relocate(other.section_of(far), 1, r_x86_64::plt32,
                 other.undefined("seen"), -4);
  MadeUpBuild build;
  build.add("a.o", object);
  build.add("b.o", other);
  for (std::string_view name : {"f", "seen", "own"}) {
    std::vector<std::string> names;
    for (const Use &use :
         Users(build.build)
             .of({Kind::function, 0, MadeUpChange::function(build, name)}))
      names.push_back(name_of(build.build, use.user));
    EXPECT_EQ(names, (std::vector<std::string>{"near", "far"})) << name;
  }
}

// A table of distances that has a name.
TEST(Users, NamedTablesOfDistancesCountFromTheirStartToo) {
  Tables tables("00000000 00000000 00000000");
  tables.object.define("table", tables.table, 0, 12, SymbolKind::data,
                       Linkage::local);
  const std::uint32_t code =
      tables.object.define("", tables.object.section_of(tables.f), 0, 0,
                           SymbolKind::section, Linkage::local);
  tables.object.relocate(tables.table, 8, r_x86_64::pc32, code, 8);
  EXPECT_EQ(users_of_f(tables.object), std::vector<std::string>{"table"});
}

} // namespace
} // namespace hotpatch
