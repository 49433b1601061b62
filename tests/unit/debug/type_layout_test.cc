// Every input was compiled from inputs/types.c or inputs/types.cc.  What the
// compilers write differs in base types' names and in how much they leave out;
// offsets and sizes were checked with pahole-like dumps of llvm-dwarfdump and
// llvm-pdbutil.
#include "formats/debug/type_layout.h"

#include "formats/core/file.h"
#include "tests/support/expected.h"
#include "tests/unit/debug/types_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

ObjectTypes types_of(const std::string &name) {
  const auto file = MappedFile::open(HP_DEBUG_INPUTS + name + ".o");
  if (!file)
    return {};
  auto types = read_types(file->bytes());
  EXPECT_TRUE(types.has_value()) << types.error().message;
  return types ? std::move(*types) : ObjectTypes();
}

// DWARF of any compiler and version; the names of base types are gcc's.
void expect_dwarf_of_c(const ObjectTypes &types, const std::string &short_name,
                       const std::string &long_name) {
  const std::string pair = "{8; 0 int; 32:3 unsigned int; 35:5 unsigned int}";
  EXPECT_TRUE(types.has_types);
  EXPECT_THAT(names_of(types),
              ElementsAre("(unnamed enumeration)", "Pair", "colour", "node"));
  EXPECT_THAT(lines_of(types, "(unnamed enumeration)"),
              ElementsAre("size 4", "limit = 42"));
  EXPECT_THAT(lines_of(types, "Pair"),
              ElementsAre("size 8", "0 int first", "32:3 unsigned int flag",
                          "35:5 unsigned int rest"));
  EXPECT_THAT(lines_of(types, "colour"),
              ElementsAre("size 4", "blue = -1", "green = 5", "red = 0"));
  EXPECT_THAT(
      lines_of(types, "node"),
      ElementsAre("size 104", "0 * next", "64 * name", "128 double real",
                  "128 int number", "192 " + short_name + " at.x",
                  "208 " + short_name + " at.y", "224 int[2][3] grid",
                  "416 colour colour", "448 " + pair + "[2] pairs",
                  "576 int inside.first", "608:3 unsigned int inside.flag",
                  "611:5 unsigned int inside.rest",
                  "640 int(*)(*, " + long_name + ", ...) compare",
                  "704 * table", "768 * hidden"));
}

TEST(TypeLayoutTest, ReadsDwarf5OfGcc) {
  expect_dwarf_of_c(types_of("types_dwarf5_gcc"), "short int", "long int");
}

// Bit fields count from the most significant bit, offsets are expressions.
TEST(TypeLayoutTest, ReadsDwarf2) {
  expect_dwarf_of_c(types_of("types_dwarf2_gcc"), "short int", "long int");
}

TEST(TypeLayoutTest, ReadsDwarf4OfClang) {
  expect_dwarf_of_c(types_of("types_dwarf4_clang"), "short", "long");
}

TEST(TypeLayoutTest, ReadsDwarfInCoff) {
  expect_dwarf_of_c(types_of("types_dwarf4_mingw"), "short", "long");
}

// -fdebug-types-section: types in COMDAT units, referred to by signature.
TEST(TypeLayoutTest, ReadsTypeUnits) {
  expect_dwarf_of_c(types_of("types_units_gcc"), "short int", "long int");
}

TEST(TypeLayoutTest, ReadsCodeView) {
  const ObjectTypes types = types_of("types_codeview");
  EXPECT_TRUE(types.has_types);
  EXPECT_THAT(names_of(types), ElementsAre("Pair", "colour", "node"));
  EXPECT_THAT(lines_of(types, "Pair"),
              ElementsAre("size 8", "0 int first", "32:3 unsigned flag",
                          "35:5 unsigned rest"));
  EXPECT_THAT(lines_of(types, "node"),
              ElementsAre("size 104", "0 * next", "64 * name",
                          "128 double real", "128 int number", "192 short at.x",
                          "208 short at.y", "224 int[2][3] grid",
                          "416 colour colour", "448 Pair[2] pairs",
                          "576 Pair inside", "640 int(*)(*, long, ...) compare",
                          "704 * table", "768 * hidden"));
}

TEST(TypeLayoutTest, ReadsSignatures) {
  EXPECT_THAT(signatures_of(types_of("types_codeview")),
              ElementsAre("nothing: void()", "static sum: int(*, Pair)",
                          "visit: int(*, unsigned long, float)"));
  EXPECT_THAT(signatures_of(types_of("types_dwarf5_gcc")),
              Contains("visit: int(*, long unsigned int, float)"));
}

TEST(TypeLayoutTest, ReadsCppFromDwarf) {
  const ObjectTypes types = types_of("types_cc_dwarf5_gcc");
  EXPECT_THAT(names_of(types),
              ElementsAre("(anonymous namespace)::Mode",
                          "(anonymous namespace)::Secret", "Keeper", "ns::Base",
                          "ns::Derived",
                          "ns::Holder<(anonymous namespace)::Secret>",
                          "ns::Other", "use::Local"));
  EXPECT_THAT(lines_of(types, "ns::Derived"),
              ElementsAre("size 64", "0 ns::Base", "0 virtual ns::Other",
                          "128 int(ns::Derived::*)(*, int) method",
                          "256 ns::Derived::* field", "320 * reference",
                          "384 (anonymous namespace)::Mode mode"));
  EXPECT_THAT(signatures_of(types),
              ElementsAre("_Z3useRN2ns7DerivedE: int(*)",
                          "_ZNK2ns7Derived3getEi: int(*, int)"));
}

TEST(TypeLayoutTest, ReadsCppFromCodeView) {
  const ObjectTypes types = types_of("types_cc_codeview");
  EXPECT_THAT(lines_of(types, "ns::Base"),
              ElementsAre("size 16", "0 *", "64 int base"));
  EXPECT_THAT(lines_of(types, "ns::Derived"),
              ElementsAre("size 72", "0 ns::Base", "128 virtual ns::Other",
                          "192 int(ns::Derived::*)(*, int) method",
                          "320 ns::Derived::* field", "384 * reference",
                          "448 (anonymous namespace)::Mode mode"));
  EXPECT_THAT(signatures_of(types),
              ElementsAre("ns::Derived::get: int(*, int)", "use: int(*)"));
}

// The compiler numbers lambdas; what holds one is compared by its captures.
TEST(TypeLayoutTest, LambdasCountByTheirMembers) {
  EXPECT_THAT(lines_of(types_of("types_cc_codeview"), "Keeper"),
              ElementsAre("size 8", "0 int kept.x", "32 short after"));
  EXPECT_THAT(lines_of(types_of("types_cc_dwarf5_gcc"), "Keeper"),
              ElementsAre("size 8", "0 int kept.__x", "32 short int after"));
  for (const char *input : {"types_cc_codeview", "types_cc_dwarf5_gcc"})
    EXPECT_THAT(names_of(types_of(input)),
                Not(Contains(testing::HasSubstr("lambda"))));
}

TEST(TypeLayoutTest, AnObjectWithoutTypesSaysSo) {
  const std::string header = std::string("\x64\x86", 2) + std::string(18, '\0');
  const auto types = read_types(as_bytes(header));
  ASSERT_OK(types);
  EXPECT_FALSE(types->has_types);
}

TEST(TypeLayoutTest, NoObject) {
  EXPECT_ERROR(read_types(as_bytes("\177ELF")), malformed, "ELF");
}

} // namespace
} // namespace hotpatch
