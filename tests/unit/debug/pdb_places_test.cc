#include "formats/debug/pdb_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;

NamedPlace entry(const std::string &name) {
  return {.name = name, .rva = 16, .kind = PlaceKind::function, .object = 9};
}

NamedPlace procedure(const std::string &name, std::uint32_t size,
                     std::uint32_t object, bool is_local = false) {
  return {.name = name,
          .rva = 16,
          .size = size,
          .kind = PlaceKind::function,
          .is_local = is_local,
          .object = object};
}

std::vector<std::string> names_of(const std::vector<NamedPlace> &places) {
  std::vector<std::string> names;
  for (const NamedPlace &place : places)
    names.push_back(place.name + " " + std::to_string(place.size) + " of " +
                    std::to_string(place.object));
  return names;
}

TEST(PdbPlacesTest, FoldedFunctionsOfCKeepTheirObjects) {
  EXPECT_THAT(
      names_of(join_publics({entry("a"), entry("b")},
                            {procedure("b", 8, 2), procedure("a", 8, 1)})),
      ElementsAre("a 8 of 1", "b 8 of 2"));
}

TEST(PdbPlacesTest, FoldedFunctionsOfCppHaveTheirSizeOnly) {
  EXPECT_THAT(
      names_of(join_publics({entry("?a@@YAXXZ"), entry("?b@@YAXXZ")},
                            {procedure("a", 8, 1), procedure("b", 8, 2)})),
      ElementsAre("?a@@YAXXZ 8 of 9", "?b@@YAXXZ 8 of 9"));
}

TEST(PdbPlacesTest, AStaticFunctionFoldedWithAPublicStaysItself) {
  EXPECT_THAT(names_of(join_publics(
                  {entry("?a@@YAXXZ")},
                  {procedure("a", 8, 1), procedure("helper", 8, 2, true)})),
              ElementsAre("?a@@YAXXZ 8 of 1", "helper 8 of 2"));
}

TEST(PdbPlacesTest, TwoSizesTellNothing) {
  EXPECT_THAT(
      names_of(join_publics({entry("?a@@YAXXZ")},
                            {procedure("a", 8, 1), procedure("b", 4, 2)})),
      ElementsAre("?a@@YAXXZ 0 of 9"));
}

TEST(PdbPlacesTest, ASymbolAloneIsAPlace) {
  EXPECT_THAT(names_of(join_publics({}, {procedure("a", 8, 1)})),
              ElementsAre("a 8 of 1"));
}

TEST(PdbPlacesTest, DuplicatesAreOne) {
  EXPECT_THAT(names_of(join_publics({entry("a"), entry("a")}, {})),
              ElementsAre("a 0 of 9"));
}

} // namespace
} // namespace hotpatch
