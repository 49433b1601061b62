// How far unnamed read-only data reaches.
#include "hpcompile/literal.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

std::optional<std::uint64_t> size_at(const MadeUpObject &object,
                                     std::uint64_t offset) {
  const Side side(object.file(), nullptr);
  std::optional<BytesView> literal = literal_at(side, 0, offset);
  return literal ? std::optional<std::uint64_t>(literal->size()) : std::nullopt;
}

MadeUpObject merged(std::string_view hex, bool is_strings,
                    std::uint32_t entry_size) {
  MadeUpObject object;
  Section &section =
      object[object.section(".rodata", SectionKind::read_only, hex)];
  section.is_mergeable = true;
  section.is_strings = is_strings;
  section.entry_size = entry_size;
  return object;
}

TEST(Literal, StringsReachToTheirTerminator) {
  const MadeUpObject object = merged("61 62 00 63 00 64", true, 1);
  EXPECT_EQ(size_at(object, 0), 3U);
  EXPECT_EQ(size_at(object, 1), 2U); // the tail of the first
  EXPECT_EQ(size_at(object, 3), 2U);
  EXPECT_FALSE(size_at(object, 5)); // never ends
  EXPECT_FALSE(size_at(object, 6)); // behind the section
}

TEST(Literal, WideStringsEndInAWideZero) {
  const MadeUpObject object = merged("61 00 00 01 00 00 62 00", true, 2);
  EXPECT_EQ(size_at(object, 0), 6U);
}

TEST(Literal, ConstantsAreEntries) {
  const MadeUpObject object =
      merged("0102030405060708 1112131415161718", false, 8);
  EXPECT_EQ(size_at(object, 8), 8U);
  EXPECT_FALSE(size_at(object, 4)); // the middle of one
}

TEST(Literal, PlainSectionsDoNotTell) {
  MadeUpObject object;
  object.section(".rodata", SectionKind::read_only, "61 00");
  EXPECT_FALSE(size_at(object, 0));
}

TEST(Literal, RelocatedSectionsAreNoLiterals) {
  MadeUpObject object = merged("0000000000000000", false, 8);
  object.relocate(0, 0, r_x86_64::abs64, object.undefined("s"), 0);
  EXPECT_FALSE(size_at(object, 0));
}

TEST(Literal, CoffNamesThemAfterTheirContent) {
  MadeUpObject object(ObjectFormat::coff);
  const std::uint32_t section =
      object.section(".rdata", SectionKind::read_only, "61 62 00");
  object[section].comdat_symbol = object.define(
      "??_C@_02JBFEEJCG@ab?$AA@", section, 0, 3, SymbolKind::data);
  EXPECT_EQ(size_at(object, 0), 3U);
  MadeUpObject named(ObjectFormat::coff);
  const std::uint32_t other =
      named.section(".rdata", SectionKind::read_only, "61 62 00");
  named[other].comdat_symbol =
      named.define("table", other, 0, 3, SymbolKind::data);
  EXPECT_FALSE(size_at(named, 0));
}

TEST(Literal, AlignmentIsWhatThePlaceHasForCertain) {
  Section section{.alignment = 16};
  EXPECT_EQ(alignment_at(section, 0), 16U);
  EXPECT_EQ(alignment_at(section, 4), 4U);
  EXPECT_EQ(alignment_at(section, 32), 16U);
  EXPECT_EQ(alignment_at(section, 5), 1U);
}

} // namespace
} // namespace hotpatch
