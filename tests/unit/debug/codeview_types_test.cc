// Records written by hand: what clang does not write, and what is broken.
#include "formats/debug/type_layout.h"

#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/expected.h"
#include "tests/unit/debug/types_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;

std::string record(std::uint16_t kind, const std::string &bytes) {
  return number(bytes.size() + 2, 2) + number(kind, 2) + bytes;
}

std::string text(const std::string &characters) { return characters + '\0'; }

std::string field_list(const std::string &fields) {
  return record(0x1203, fields);
}

std::string member(std::uint32_t type, std::uint16_t offset,
                   const std::string &name) {
  return number(0x150d, 2) + number(3, 2) + number(type, 4) +
         number(offset, 2) + text(name);
}

std::string structure(std::uint32_t fields, std::uint16_t size,
                      const std::string &name, std::uint16_t properties = 0) {
  return record(0x1505, number(1, 2) + number(properties, 2) +
                            number(fields, 4) + number(0, 8) + number(size, 2) +
                            text(name));
}

Expected<ObjectTypes> read(const std::string &types,
                           const std::string &symbols = "") {
  std::string debug_s;
  if (!symbols.empty())
    debug_s =
        number(4, 4) + number(0xf1, 4) + number(symbols.size(), 4) + symbols;
  const std::string object =
      build_coff({.sections = {{.name = ".debug$T",
                                .flags = 0x42100040,
                                .bytes = number(4, 4) + types},
                               {.name = ".debug$S",
                                .flags = 0x42100040,
                                .bytes = debug_s}}})
          .bytes;
  return read_types(as_bytes(object));
}

std::vector<std::string> lines(const std::string &types,
                               const std::string &name,
                               const std::string &symbols = "") {
  const auto result = read(types, symbols);
  return result ? lines_of(*result, name) : std::vector{result.error().message};
}

TEST(CodeViewTypesTest, BitFieldsAndPointersWithoutRecords) {
  EXPECT_THAT(lines(record(0x1205, number(0x75, 4) + "\x03\x05") +
                        field_list(member(0x1000, 4, "bits") +
                                   member(0x670, 8, "text")) +
                        structure(0x1001, 16, "S"),
                    "S"),
              ElementsAre("size 16", "37:3 unsigned bits", "64 * text"));
}

TEST(CodeViewTypesTest, ArraysOfArraysAndOfDeclaredTypes) {
  const std::string index = number(0x23, 4);
  EXPECT_THAT(
      lines(record(0x1503, number(0x74, 4) + index + number(12, 2) + text("")) +
                record(0x1503,
                       number(0x1000, 4) + index + number(24, 2) + text("")) +
                structure(0, 0, "T", 0x80) +
                record(0x1503,
                       number(0x1002, 4) + index + number(32, 2) + text("")) +
                field_list(member(0x1001, 0, "grid") +
                           member(0x1003, 24, "parts")) +
                structure(0x1004, 56, "S") + structure(0, 8, "T"),
            "S"),
      ElementsAre("size 56", "0 int[2][3] grid", "192 T[4] parts"));
}

// More than 64 KiB of members: the list goes on in another record.
TEST(CodeViewTypesTest, FieldListsGoOn) {
  EXPECT_THAT(
      lines(field_list(member(0x74, 4, "second")) +
                field_list(member(0x74, 0, "first") + number(0x1404, 2) +
                           number(0, 2) + number(0x1000, 4)) +
                structure(0x1001, 8, "S"),
            "S"),
      ElementsAre("size 8", "0 int first", "32 int second"));
}

TEST(CodeViewTypesTest, SkipsWhatHasNoPlace) {
  const std::string fill = "\xf2\xf1";
  EXPECT_THAT(
      lines(field_list(number(0x150e, 2) + number(3, 2) + number(0x74, 4) +
                       text("shared") + // static member
                       number(0x1511, 2) + number(0x10, 2) + number(0, 4) +
                       number(0, 4) + text("introducing") + fill +
                       number(0x1511, 2) + number(3, 2) + number(0, 4) +
                       text("method") + number(0x150f, 2) + number(2, 2) +
                       number(0, 4) + text("methods") + number(0x1510, 2) +
                       number(0, 2) + number(0, 4) + text("Nested") +
                       number(0x140a, 2) + number(0, 2) + number(0, 4) +
                       member(0x74, 0, "only")) +
                structure(0x1000, 4, "S"),
            "S"),
      ElementsAre("size 4", "0 int only"));
}

TEST(CodeViewTypesTest, NumbersOfEveryLength) {
  const auto enumerator = [](const std::string &value, const char *name) {
    return number(0x1502, 2) + number(3, 2) + value + text(name);
  };
  EXPECT_THAT(
      lines(
          field_list(enumerator(number(7, 2), "a") +
                     enumerator(number(0x8000, 2) + "\xff", "b") +
                     enumerator(number(0x8001, 2) + "\xfe\xff", "c") +
                     enumerator(number(0x8002, 2) + "\xff\xff", "d") +
                     enumerator(number(0x8003, 2) + "\xfd\xff\xff\xff", "e") +
                     enumerator(number(0x8004, 2) + number(1U << 31, 4), "f") +
                     enumerator(number(0x8009, 2) + number(9, 8), "g")) +
              record(0x1507, number(7, 2) + number(0, 2) + number(0x74, 4) +
                                 number(0x1000, 4) + text("E")),
          "E"),
      ElementsAre("size 4", "a = 7", "b = -1", "c = -2", "d = 65535", "e = -3",
                  "f = 2147483648", "g = 9"));
}

// cl.exe writes <unnamed-tag> for `typedef struct { ... } Name;` in C.
TEST(CodeViewTypesTest, AliasesNameUnnamedTypes) {
  EXPECT_THAT(lines(field_list(member(0x74, 0, "m")) +
                        structure(0x1000, 4, "<unnamed-tag>"),
                    "Name", record(0x1108, number(0x1001, 4) + text("Name"))),
              ElementsAre("size 4", "0 int m"));
}

TEST(CodeViewTypesTest, TypesInAnotherFileAreNone) {
  const auto server =
      read(record(0x1515, std::string(20, '\0') + text("a.pdb")));
  ASSERT_OK(server);
  EXPECT_FALSE(server->has_types);
  const auto precompiled = read(record(0x1509, std::string(12, '\0')));
  ASSERT_OK(precompiled);
  EXPECT_FALSE(precompiled->has_types);
}

TEST(CodeViewTypesTest, ReferencesToNoTypeAreUnknown) {
  EXPECT_THAT(
      lines(field_list(member(0x2000, 0, "m")) + structure(0x1000, 4, "S"),
            "S"),
      ElementsAre("size 4", "0 ? m"));
}

TEST(CodeViewTypesTest, RecordCutShort) {
  EXPECT_ERROR(read(number(40, 2) + number(0x1505, 2)), malformed,
               "record at 0x0 is cut short");
}

TEST(CodeViewTypesTest, StructureCutShort) {
  EXPECT_ERROR(read(record(0x1505, number(0, 8))), malformed,
               "type 0x1000: record of kind 0x1505 is cut short");
}

TEST(CodeViewTypesTest, NameWithoutEnd) {
  EXPECT_ERROR(read(record(0x1505, number(0, 18) + "name")), malformed,
               "type 0x1000: record of kind 0x1505 is cut short");
}

TEST(CodeViewTypesTest, UnknownLeafInAFieldList) {
  EXPECT_ERROR(read(field_list(number(0x1599, 2) + number(0, 20)) +
                    structure(0x1000, 4, "S")),
               malformed, "type 0x1001: field list: leaf 0x1599");
}

TEST(CodeViewTypesTest, UnknownNumber) {
  EXPECT_ERROR(read(record(0x1505, number(0, 16) + number(0x8055, 2) +
                                       number(0, 8) + text("S"))),
               malformed, "cut short");
}

TEST(CodeViewTypesTest, FieldListThatContinuesItself) {
  EXPECT_ERROR(
      read(field_list(number(0x1404, 2) + number(0, 2) + number(0x1001, 4)) +
           field_list(number(0x1404, 2) + number(0, 2) + number(0x1001, 4)) +
           structure(0x1000, 4, "S")),
      malformed, "field list 0x1001 continues two others");
}

TEST(CodeViewTypesTest, MoreArgumentsThanBytes) {
  EXPECT_ERROR(
      read(record(0x1201, number(1000, 4)) +
           record(0x1008, number(0x74, 4) + number(0, 4) + number(0x1000, 4))),
      malformed, "type 0x1001: list of 1000 arguments in 4 bytes");
}

TEST(CodeViewTypesTest, SymbolCutShort) {
  EXPECT_ERROR(read(structure(0, 4, "S"), record(0x1108, number(0x1000, 4))),
               malformed, "symbol of kind 0x1108 is cut short");
}

} // namespace
} // namespace hotpatch
