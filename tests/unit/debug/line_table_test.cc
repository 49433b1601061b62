// Every input was compiled from inputs/inline.c; the line numbers are its own.
// The chains agree with llvm-symbolizer --inlines and llvm-readobj --codeview.
#include "formats/debug/line_table.h"

#include "formats/core/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t whole = 0x1000; // longer than any section

MappedFile open_input(const std::string &name) {
  auto file = MappedFile::open(HP_DEBUG_INPUTS + name + ".o");
  return file ? std::move(*file) : MappedFile();
}

// "begin: function:line<function:line" with the innermost call first.
std::vector<std::string> chains(const std::vector<LineRow> &rows) {
  std::vector<std::string> texts;
  for (const LineRow &row : rows) {
    std::string text = std::to_string(row.begin) + ":";
    for (const SourceFrame &frame : row.frames)
      text += (text.ends_with(':') ? " " : "<") + frame.function + ":" +
              std::to_string(frame.line);
    texts.push_back(text);
  }
  return texts;
}

std::vector<std::string> chains_of(const std::string &name,
                                   const CodeRange &range) {
  const MappedFile file = open_input(name);
  const auto rows = read_lines(file.bytes(), std::vector{range});
  if (!rows)
    return {rows.error().message};
  return chains(rows->at(0));
}

CodeRange section(std::uint32_t index) {
  return {.section = index, .begin = 0, .end = whole};
}

TEST(LineTableTest, ReadsDwarf5OfGcc) {
  EXPECT_THAT(chains_of("dwarf5_gcc", section(1)),
              ElementsAre("0: outer:15", "3: middle:12<outer:16",
                          "6: leaf:6<middle:12<outer:16",
                          "11: leaf:7<middle:12<outer:16",
                          "29: leaf:8<middle:12<outer:16",
                          "34: middle:12<outer:16", "36: outer:18",
                          "37: outer:17", "40: outer:18"));
}

// Every section begins at 0 in an object; their rows are kept apart.
TEST(LineTableTest, KeepsSectionsApart) {
  EXPECT_THAT(chains_of("dwarf5_gcc", section(3)),
              ElementsAre("0: leaf:6<seldom:21", "5: leaf:7<seldom:21",
                          "23: leaf:8<seldom:21"));
}

TEST(LineTableTest, ReadsFunctionSectionsOfClang) {
  EXPECT_THAT(chains_of("dwarf4_clang", section(4)),
              ElementsAre("0: leaf:6<seldom:21", "5: leaf:7<seldom:21",
                          "23: leaf:8<seldom:21"));
}

TEST(LineTableTest, ReadsDwarfInCoff) {
  EXPECT_THAT(chains_of("dwarf4_mingw", section(4)),
              ElementsAre("0: leaf:6<seldom:21", "5: leaf:7<seldom:21",
                          "25: leaf:8<seldom:21"));
}

// RISC-V leaves label differences to the linker: ADD and SUB relocations.
TEST(LineTableTest, ReadsRelocatedDifferences) {
  EXPECT_THAT(chains_of("dwarf4_riscv", section(3)),
              ElementsAre("0: seldom:20", "2: leaf:6<seldom:21",
                          "6: leaf:7<seldom:21", "30: leaf:8<seldom:21"));
}

// Code of no line has a row that says so, instead of the line before.
TEST(LineTableTest, KeepsLineZero) {
  EXPECT_THAT(chains_of("dwarf4_riscv", {.section = 1, .begin = 52, .end = 60}),
              ElementsAre("52: outer:17", "54: outer:0", "58: outer:17"));
}

TEST(LineTableTest, ReadsBigEndian) {
  EXPECT_THAT(chains_of("dwarf2_s390x", section(3)),
              ElementsAre("0: leaf:6<seldom:21", "6: leaf:7<seldom:21",
                          "28: leaf:8<seldom:21"));
}

TEST(LineTableTest, ReadsCodeView) {
  EXPECT_THAT(chains_of("codeview", section(3)),
              ElementsAre("0: outer:15", "7: middle:12<outer:16",
                          "10: leaf:6<middle:12<outer:16",
                          "15: leaf:7<middle:12<outer:16",
                          "34: leaf:8<middle:12<outer:16",
                          "39: middle:12<outer:16", "41: outer:17"));
}

TEST(LineTableTest, ReadsCodeViewOfAnotherComdat) {
  EXPECT_THAT(chains_of("codeview", section(4)),
              ElementsAre("0: leaf:6<seldom:21", "5: leaf:7<seldom:21",
                          "24: leaf:8<seldom:21"));
}

TEST(LineTableTest, NamesFilesAndDeclarations) {
  const MappedFile file = open_input("dwarf5_gcc");
  const auto rows = read_lines(
      file.bytes(), std::vector{CodeRange{.section = 1, .begin = 7, .end = 8}});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_THAT(rows->at(0),
              ElementsAre(LineRow{.begin = 7,
                                  .frames = {{"leaf", "inline.c", 6, 5},
                                             {"middle", "inline.c", 12, 11},
                                             {"outer", "inline.c", 16, 15}}}));
}

TEST(LineTableTest, AnswersEachRangeInItsPlace) {
  const MappedFile file = open_input("codeview");
  const auto rows =
      read_lines(file.bytes(),
                 std::vector{CodeRange{.section = 4, .begin = 6, .end = 8},
                             CodeRange{.section = 1, .begin = 0, .end = 8},
                             CodeRange{.section = 9999, .begin = 0, .end = 8},
                             CodeRange{.section = 3, .begin = 8, .end = 4},
                             CodeRange{.section = 3, .begin = 0, .end = 1}});
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 5U);
  EXPECT_THAT(chains(rows->at(0)), ElementsAre("6: leaf:7<seldom:21"));
  EXPECT_THAT(rows->at(1), IsEmpty());
  EXPECT_THAT(rows->at(2), IsEmpty());
  EXPECT_THAT(rows->at(3), IsEmpty());
  EXPECT_THAT(chains(rows->at(4)), ElementsAre("0: outer:15"));
}

// Cut at every length, an object gives an Error or rows, and nothing worse.
TEST(LineTableTest, SurvivesTruncation) {
  for (const char *name : {"dwarf5_gcc", "dwarf4_mingw", "codeview"}) {
    const MappedFile file = open_input(name);
    ASSERT_FALSE(file.bytes().empty());
    for (std::size_t size = 0; size < file.bytes().size(); size += 7)
      if (const auto rows = read_lines(file.bytes().first(size),
                                       std::vector{section(1), section(3)})) {
        EXPECT_EQ(rows->size(), 2U);
      }
  }
}

TEST(LineTableTest, SurvivesChangedBytes) {
  for (const char *name : {"dwarf4_clang", "dwarf4_mingw", "codeview"}) {
    const MappedFile file = open_input(name);
    std::vector<std::byte> bytes(file.bytes().begin(), file.bytes().end());
    ASSERT_FALSE(bytes.empty());
    for (std::size_t i = 0; i < bytes.size(); i += 5) {
      const std::byte original = bytes[i];
      bytes[i] = ~original;
      if (const auto rows =
              read_lines(bytes, std::vector{section(1), section(3)})) {
        EXPECT_EQ(rows->size(), 2U);
      }
      bytes[i] = original;
    }
  }
}

TEST(LineTableTest, RefusesWhatIsNoObject) {
  EXPECT_FALSE(read_lines(as_bytes("\177ELF"), std::vector{section(0)}));
  EXPECT_FALSE(read_lines(as_bytes("text"), std::vector{section(0)}));
}

} // namespace
} // namespace hotpatch
