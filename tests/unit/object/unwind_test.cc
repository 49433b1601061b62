// Unwind entries and call frame instructions, from sections as plain values.
#include "formats/object/cfi.h"
#include "formats/object/unwind.h"
#include "tests/support/byte_string.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

// An object with code in section 0, symbol 0 for its start, and `unwind` in
// section 1 with one relocation to the code at each of `fields`.
ObjectFile object_with(std::string_view name, std::string_view unwind,
                       std::vector<std::pair<std::uint64_t, std::int64_t>>
                           fields, // offset, addend
                       ObjectFormat format = ObjectFormat::elf) {
  ObjectFile object;
  object.machine.format = format;
  object.machine.isa = Isa::x86_64;
  object.machine.address_bits = 64;
  object.sections.push_back(
      {.name = ".text", .kind = SectionKind::code, .size = 64});
  object.sections.push_back(
      {.name = name,
       .kind = SectionKind::unwind,
       .bytes = as_bytes(unwind),
       .size = unwind.size(),
       .relocation_count = static_cast<std::uint32_t>(fields.size())});
  object.symbols.push_back({.name = "f",
                            .section = 0,
                            .kind = SymbolKind::function,
                            .placement = Placement::in_section});
  for (auto [offset, addend] : fields)
    object.relocations.push_back(
        {.offset = offset, .addend = addend, .symbol = 0, .width = 4});
  return object;
}

// CIE "zR" with pcrel sdata4; then one FDE of 16 bytes of code at 0x18, whose
// field is at 0x20, with `instructions`.
std::string eh_frame(std::string_view instructions) {
  std::string bytes("\x14\0\0\0\0\0\0\0\1zR\0\1\x78\x10\1\x1b\x0c\x07\x08\x90\1"
                    "\0\0"sv);
  std::string fde("\x1c\0\0\0\0\0\0\0\x10\0\0\0\0"sv); // CIE, place, size, 0
  fde += instructions;
  bytes += static_cast<char>(fde.size());
  return bytes + "\0\0\0"s + fde;
}

TEST(ReadUnwind, FdeWithItsCieAndInstructions) {
  std::string bytes = eh_frame("\x41\x0e\x10\0\0\0\0"sv);
  std::vector<UnwindEntry> entries =
      read_unwind(object_with(".eh_frame", bytes, {{0x20, 8}}));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].section, 0U);
  EXPECT_EQ(entries[0].offset, 8U);
  EXPECT_EQ(entries[0].size, 16U);
  ASSERT_EQ(entries[0].parts.size(), 2U);
  EXPECT_EQ(entries[0].parts[0], (Extent{1, 4, 0x18}));
  EXPECT_EQ(entries[0].parts[1], (Extent{1, 0x28, 0x2c})) << "less nops";
}

TEST(ReadUnwind, LeavesOutWhatIsCutShort) {
  std::string bytes = eh_frame("\x41\x0e\x10\0\0\0\0"sv);
  bytes.pop_back();
  EXPECT_TRUE(
      read_unwind(object_with(".eh_frame", bytes, {{0x20, 0}})).empty());
}

TEST(ReadUnwind, LeavesOutAnFdeWhoseCieIsNone) {
  std::string bytes = eh_frame("\0\0\0"sv);
  bytes[0x1c] = 8; // into the CIE's middle
  EXPECT_TRUE(
      read_unwind(object_with(".eh_frame", bytes, {{0x20, 0}})).empty());
}

TEST(ReadUnwind, PdataEntriesNameBeginAndEnd) {
  std::string bytes(24, '\0');
  ObjectFile object = object_with(
      ".pdata", bytes, {{0, 16}, {4, 40}, {8, 0}, {12, 0}, {16, 16}, {20, 0}},
      ObjectFormat::coff);
  std::vector<UnwindEntry> entries = read_unwind(object);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].offset, 0U);
  EXPECT_EQ(entries[0].size, 16U);
  EXPECT_EQ(entries[1].offset, 16U);
  EXPECT_EQ(entries[1].size, 24U);
  EXPECT_EQ(entries[1].parts, (std::vector<Extent>{{1, 8, 12}}));
  EXPECT_EQ(read_unwound_ranges(object),
            (std::vector<Extent>{{0, 0, 16}, {0, 16, 40}}));
}

TEST(ReadUnwind, NoRangesOfElf) {
  std::string bytes(12, '\0');
  EXPECT_TRUE(
      read_unwound_ranges(object_with(".pdata", bytes, {{0, 0}, {4, 8}}))
          .empty());
}

std::optional<CfiProgram> program_of(
    const std::string &bytes,
    std::vector<std::pair<std::uint64_t, std::int64_t>> fields = {{0x20, 0}}) {
  ObjectFile object = object_with(".eh_frame", bytes, std::move(fields));
  std::vector<UnwindEntry> entries = read_unwind(object);
  return entries.size() == 1 ? read_cfi(object, entries[0]) : std::nullopt;
}

TEST(ReadCfi, AdvancesBecomePlaces) {
  // advance 1, def_cfa_offset 16, offset r3; advance1 200, restore r3;
  // advance2 256, remember
  std::optional<CfiProgram> program =
      program_of(eh_frame("\x41\x0e\x10\x83\x02\x02\xc8\xc3\x03\0\1\x0a\0"sv));
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(program->augmentation, (Extent{1, 0x28, 0x29}));
  EXPECT_EQ(program->steps, (std::vector<CfiStep>{{1, {1, 0x2a, 0x2c}},
                                                  {1, {1, 0x2c, 0x2e}},
                                                  {201, {1, 0x30, 0x31}},
                                                  {457, {1, 0x34, 0x35}}}));
}

TEST(ReadCfi, ZerosAtTheEndMayBeOperands) {
  std::optional<CfiProgram> program = program_of(eh_frame("\x0e\0\0"sv));
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(program->steps, (std::vector<CfiStep>{{0, {1, 0x29, 0x2b}}}));
}

TEST(ReadCfi, NoInstructionsAtAll) {
  std::optional<CfiProgram> program = program_of(eh_frame("\0\0\0"sv));
  ASSERT_TRUE(program.has_value());
  EXPECT_TRUE(program->steps.empty());
}

TEST(ReadCfi, ExpressionsAreSkippedWhole) {
  std::optional<CfiProgram> program =
      program_of(eh_frame("\x10\x03\x02\x76\x08\x41\x0b"sv));
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(program->steps,
            (std::vector<CfiStep>{{0, {1, 0x29, 0x2e}}, {1, {1, 0x2f, 0x30}}}));
}

TEST(ReadCfi, UnknownOpcode) {
  EXPECT_FALSE(program_of(eh_frame("\x3f\x01\x01"sv)).has_value());
}

TEST(ReadCfi, AddressesAreNotFollowed) {
  EXPECT_FALSE(program_of(eh_frame("\x01\x01\x01\x01\x01\x01\x01\x01\x01"sv))
                   .has_value());
  EXPECT_FALSE(
      program_of(eh_frame("\x0e\x10\x0e\x20\x0e\x10"sv), {{0x20, 0}, {0x2a, 0}})
          .has_value());
}

TEST(ReadCfi, BlockPastTheSectionsEnd) {
  EXPECT_FALSE(program_of(eh_frame("\x0f\x7f\x01"sv)).has_value());
}

} // namespace
} // namespace hotpatch
