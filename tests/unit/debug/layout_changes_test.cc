#include "formats/debug/type_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TypeLayout record(std::uint64_t size, std::vector<TypeMember> members,
                  const std::string &name = "S") {
  return {.name = name, .size = size, .members = std::move(members)};
}

TypeLayout
enumeration(std::vector<std::pair<std::string, std::int64_t>> enumerators,
            std::string_view name = "E") {
  return {.name = std::string(name),
          .kind = TypeKind::enumeration,
          .size = 4,
          .enumerators = std::move(enumerators)};
}

TypeMember member(std::uint64_t offset_bytes, const std::string &type,
                  const std::string &name = "m") {
  return {.offset_bits = offset_bytes * 8, .type = type, .name = name};
}

ObjectTypes object(std::vector<TypeLayout> types) {
  std::ranges::sort(types);
  return {.has_types = true, .types = std::move(types), .signatures = {}};
}

std::vector<std::string> changes(const std::vector<ObjectTypes> &pre,
                                 const std::vector<ObjectTypes> &post) {
  std::vector<std::string> texts;
  for (const LayoutChange &change : changed_layouts(pre, post))
    texts.push_back(change.type + ": " + change.detail);
  return texts;
}

std::vector<std::string> changes(const TypeLayout &pre,
                                 const TypeLayout &post) {
  return changes(std::vector{object({pre})}, std::vector{object({post})});
}

TEST(LayoutChangesTest, EqualTypes) {
  const TypeLayout type = record(8, {member(0, "*")});
  EXPECT_THAT(changes(type, type), IsEmpty());
}

TEST(LayoutChangesTest, Size) {
  EXPECT_THAT(changes(record(64, {}), record(72, {})),
              ElementsAre("S: size 64 -> 72"));
}

TEST(LayoutChangesTest, TypeOfAMember) {
  EXPECT_THAT(changes(record(32, {member(24, "int")}),
                      record(32, {member(24, "long")})),
              ElementsAre("S: member at byte 24: int -> long"));
}

TEST(LayoutChangesTest, NameOfAMemberIsHarmless) {
  EXPECT_THAT(changes(record(4, {member(0, "int", "a")}),
                      record(4, {member(0, "int", "b")})),
              IsEmpty());
}

TEST(LayoutChangesTest, AMemberInFormerFill) {
  EXPECT_THAT(changes(record(8, {member(0, "int")}),
                      record(8, {member(0, "int"), member(4, "short")})),
              ElementsAre("S: member at byte 4: short added"));
}

TEST(LayoutChangesTest, AMemberGone) {
  EXPECT_THAT(changes(record(8, {member(0, "int"), member(4, "short")}),
                      record(8, {member(0, "int")})),
              ElementsAre("S: member at byte 4: short removed"));
}

TEST(LayoutChangesTest, BitRanges) {
  const TypeMember narrow = {
      .offset_bits = 3, .size_bits = 2, .type = "int", .name = {}};
  const TypeMember wide = {
      .offset_bits = 3, .size_bits = 4, .type = "int", .name = {}};
  EXPECT_THAT(changes(record(4, {narrow}), record(4, {wide})),
              ElementsAre("S: member at byte 0 bit 3: int:2 -> int:4"));
}

TEST(LayoutChangesTest, SignatureInATableOfFunctionPointers) {
  EXPECT_THAT(changes(record(8, {member(0, "int(*)(*)")}),
                      record(8, {member(0, "int(*)(*, int)")})),
              ElementsAre("S: member at byte 0: int(*)(*) -> int(*)(*, int)"));
}

TEST(LayoutChangesTest, EnumeratorAppendedIsHarmless) {
  EXPECT_THAT(
      changes(enumeration({{"a", 0}}), enumeration({{"a", 0}, {"b", 1}})),
      IsEmpty());
}

TEST(LayoutChangesTest, EnumeratorRenumbered) {
  EXPECT_THAT(changes(enumeration({{"a", 0}, {"last", 1}}),
                      enumeration({{"a", 0}, {"b", 1}, {"last", 2}})),
              ElementsAre("E: enumerator last: 1 -> 2"));
}

TEST(LayoutChangesTest, UnnamedEnumerationsAreOneListOfConstants) {
  const std::vector pre = {
      object({enumeration({{"a", 1}}, unnamed_enumeration)}),
      object({enumeration({{"limit", 8}}, unnamed_enumeration)})};
  const std::vector post = {
      object({enumeration({{"limit", 9}}, unnamed_enumeration)}),
      object({enumeration({{"a", 1}}, unnamed_enumeration)})};
  EXPECT_THAT(changes(pre, post),
              ElementsAre("(unnamed enumeration): enumerator limit: 8 -> 9"));
}

TEST(LayoutChangesTest, TypesOfOneSideAreNotCompared) {
  EXPECT_THAT(changes(record(4, {}, "Gone"), record(8, {}, "Came")), IsEmpty());
}

// Compilers leave complete types out of objects that do not need them.
TEST(LayoutChangesTest, EachSideIsTheUnionOfItsObjects) {
  const TypeLayout type = record(4, {});
  EXPECT_THAT(changes(std::vector{object({type}), object({})},
                      std::vector{object({}), object({type})}),
              IsEmpty());
  EXPECT_THAT(changes(std::vector{object({type}), object({})},
                      std::vector{object({}), object({record(8, {})})}),
              ElementsAre("S: size 4 -> 8"));
}

TEST(LayoutChangesTest, OneOfSeveralTypesOfAName) {
  EXPECT_THAT(
      changes(std::vector{object({record(4, {})}), object({record(6, {})})},
              std::vector{object({record(8, {})}), object({record(6, {})})}),
      ElementsAre("S: size 4 -> 8"));
}

TEST(LayoutChangesTest, ATypeSplitsInTwo) {
  EXPECT_THAT(
      changes(std::vector{object({record(4, {})}), object({record(4, {})})},
              std::vector{object({record(4, {})}), object({record(8, {})})}),
      ElementsAre("S: 1 layouts of this name -> 2"));
}

// `struct stat` and an enumeration of the same name are two types.
TEST(LayoutChangesTest, RecordsAndEnumerationsDoNotMix) {
  EXPECT_THAT(changes(record(8, {}, "T"), enumeration({{"a", 0}}, "T")),
              IsEmpty());
}

} // namespace
} // namespace hotpatch
