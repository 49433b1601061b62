#include "formats/debug/pdb.h"

#include "tests/support/expected.h"
#include "tests/support/pdb_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;

constexpr std::uint16_t local_procedure = 0x110f, global_procedure_id = 0x1147;
constexpr std::uint16_t local_data = 0x110c, global_data = 0x110d;

const std::vector<Rva> sections = {0x1000, 0x5000};

// "1010 f 16 function a.obj"
std::string text_of(const ImageSymbols &symbols, const NamedPlace &place) {
  constexpr std::array kinds = {"function", "data", "unknown"};
  std::string text = std::to_string(place.rva) + " " + place.name + " " +
                     std::to_string(place.size) + " " +
                     kinds[static_cast<std::size_t>(place.kind)];
  if (place.is_local)
    text += " local";
  return text + " " +
         (place.object == no_object ? "-" : symbols.objects[place.object]);
}

std::vector<std::string> places_of(const PdbSpec &spec) {
  const std::string bytes = build_pdb(spec);
  const auto pdb = read_pdb(as_bytes(bytes), sections);
  if (!pdb)
    return {pdb.error().message};
  std::vector<std::string> texts;
  for (const NamedPlace &place : pdb->symbols.places)
    texts.push_back(text_of(pdb->symbols, place));
  return texts;
}

TEST(PdbTest, ReadsIdentity) {
  const std::string bytes = build_pdb({.guid = "ABCDEFGHIJKLMNOP", .age = 3});
  const auto pdb = read_pdb(as_bytes(bytes), sections);
  ASSERT_OK(pdb);
  EXPECT_EQ(as_text(pdb->guid), "ABCDEFGHIJKLMNOP");
  EXPECT_EQ(pdb->age, 3U);
  EXPECT_EQ(pdb->symbols.source, "pdb");
}

TEST(PdbTest, NamesModulesAndMembers) {
  const std::string bytes =
      build_pdb({.modules = {{.name = "a.obj", .file = "a.obj"},
                             {.name = "b.obj", .file = "lib.lib"},
                             {.name = "* Linker *"}}});
  const auto pdb = read_pdb(as_bytes(bytes), sections);
  ASSERT_OK(pdb);
  EXPECT_THAT(pdb->symbols.objects,
              ElementsAre("a.obj", "lib.lib(b.obj)", "* Linker *"));
}

TEST(PdbTest, SortsContributionsAndDropsEmptyOnes) {
  const std::string bytes =
      build_pdb({.modules = {{.name = "a.obj"}, {.name = "b.obj"}},
                 .contributions = {{.section = 2, .offset = 8, .size = 4},
                                   {.section = 1, .size = 0},
                                   {.section = 1, .size = 32, .module = 1}}});
  const auto pdb = read_pdb(as_bytes(bytes), sections);
  ASSERT_OK(pdb);
  EXPECT_THAT(pdb->symbols.contributions,
              ElementsAre(Contribution{.rva = 0x1000, .size = 32, .object = 1},
                          Contribution{.rva = 0x5008, .size = 4, .object = 0}));
}

TEST(PdbTest, JoinsPublicsWithModuleSymbols) {
  EXPECT_THAT(
      places_of({.publics = {pdb_public("?f@@YAXXZ", 1, 16)},
                 .modules = {{.name = "a.obj",
                              .symbols = pdb_procedure("f", 1, 16, 7)}}}),
      ElementsAre("4112 ?f@@YAXXZ 7 function a.obj"));
}

TEST(PdbTest, ReadsStaticFunctionsAndIds) {
  EXPECT_THAT(
      places_of({.modules = {{.name = "a.obj",
                              .symbols =
                                  pdb_procedure("s", 1, 0, 5, local_procedure) +
                                  pdb_procedure("g", 1, 16, 6,
                                                global_procedure_id)}}}),
      ElementsAre("4096 s 5 function local a.obj", "4112 g 6 function a.obj"));
}

// Data of the globals stream takes its module from the contributions; static
// data stands there too, but its module has it.
TEST(PdbTest, ReadsData) {
  EXPECT_THAT(
      places_of({.globals = {pdb_data("g", 2, 4, global_data),
                             pdb_data("s", 2, 8, local_data)},
                 .modules = {{.name = "a.obj"},
                             {.name = "b.obj",
                              .symbols = pdb_data("s", 2, 8, local_data)}},
                 .contributions =
                     {{.section = 2, .offset = 4, .size = 4, .module = 0}}}),
      ElementsAre("20484 g 0 data a.obj", "20488 s 0 data local b.obj"));
}

TEST(PdbTest, ReadsThunks) {
  const std::string thunk =
      std::string(12, '\0') + std::string("\x20\0\0\0\x01\0\x06\0\0", 9);
  EXPECT_THAT(places_of({.modules = {{.name = "Import:k.dll",
                                      .symbols = pdb_record(
                                          0x1102, thunk + "Sleep" + '\0')}}}),
              ElementsAre("4128 Sleep 6 function Import:k.dll"));
}

// Assembler without CodeView has publics only, perhaps without a type.
TEST(PdbTest, PublicsAloneTakeTheContributionsObject) {
  EXPECT_THAT(
      places_of({.publics = {pdb_public("f", 1, 0), pdb_public("x", 1, 8, 0),
                             pdb_public("y", 2, 0, 0)},
                 .modules = {{.name = "a.obj"}},
                 .contributions = {{.section = 1, .size = 16}}}),
      ElementsAre("4096 f 0 function a.obj", "4104 x 0 unknown a.obj",
                  "20480 y 0 unknown -"));
}

TEST(PdbTest, LeavesOutAbsoluteAndDroppedSymbols) {
  EXPECT_THAT(places_of({.publics = {pdb_public("absolute", 3, 0x10),
                                     pdb_public("dropped", 0, 0)}}),
              ElementsAre());
}

// A linker that updates a PDB leaves records behind that nothing refers to.
TEST(PdbTest, LeavesOutDeadRecords) {
  std::vector<std::string> streams = pdb_streams(
      {.publics = {pdb_public("dead", 1, 0), pdb_public("live", 1, 16)}});
  std::string &publics = streams[pdb_publics];
  publics.erase(28, 4); // the first offset
  publics[4] = 4;       // bytes of offsets
  const std::string bytes = build_msf(streams);
  const auto pdb = read_pdb(as_bytes(bytes), sections);
  ASSERT_OK(pdb);
  ASSERT_EQ(pdb->symbols.places.size(), 1U);
  EXPECT_EQ(pdb->symbols.places[0].name, "live");
}

TEST(PdbTest, ReadsStreamsOfManyBlocks) {
  PdbSpec spec;
  for (std::uint32_t i = 0; i < 1000; ++i)
    spec.publics.push_back(pdb_public("function" + std::to_string(i), 1, i));
  EXPECT_EQ(places_of(spec).size(), 1000U);
}

} // namespace
} // namespace hotpatch
