// Unwind information of ELF objects, as it is carried into a payload.
#include "hpcompile/carried_unwind.h"

#include "tests/support/expected.h"
#include "tests/unit/hpcompile/made_up_elf.h"

namespace hotpatch {
namespace {

using namespace test_elf;
using Form = UnwindPiece::FieldForm;
using Range = CarriedUnwind::Range;

Expected<CarriedUnwind> carry(const Spec &spec, std::string_view name = "f") {
  return Object(spec).carry(name);
}

UnwindPiece::Field field(std::uint32_t at, Form form, const Target &target) {
  UnwindPiece::Field made;
  made.at = at;
  made.form = form;
  made.target = target;
  return made;
}

Target code_of(std::uint32_t function, std::int64_t offset) {
  return {Target::Kind::code, function, offset};
}

// Index of a symbol in ObjectFile::symbols.
constexpr Target symbol(SymbolNumber number) {
  return {Target::Kind::symbol, number - 1, 0};
}

std::string text_of(const std::vector<std::byte> &bytes) {
  return std::string(as_text(bytes));
}

TEST(CarriedElf, AnFdeComesWithItsCie) {
  const std::string common = cie("zR", "1b");
  const std::string own = fde(common.size(), 0x20);
  Object object({.frames = common + own,
                 .frame_fields = {{common.size() + 8, text_symbol}}});
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  EXPECT_EQ(carried->ranges, (std::vector<Range>{{0, 0x20, 0}}));
  ASSERT_EQ(carried->pieces.size(), 1U);
  EXPECT_EQ(text_of(carried->pieces[0].bytes), patched(own, 4, number(0, 4)));
  EXPECT_EQ(
      carried->pieces[0].fields,
      (std::vector{field(8, Form::rel32, code_of(object.function("f"), 0))}));
  ASSERT_EQ(carried->cies.size(), 1U);
  EXPECT_EQ(text_of(carried->cies[0].bytes), common);
  EXPECT_TRUE(carried->cies[0].fields.empty());
  EXPECT_EQ(carried->cie_of_piece, std::vector<std::uint32_t>{0});
  EXPECT_FALSE(carried->has_handler);
}

TEST(CarriedElf, PiecesHaveFdesOfTheirOwnAndShareACie) {
  const std::string common = cie("zR", "1b");
  const std::size_t second = common.size() + fde(common.size(), 0x20).size();
  Object object(
      {.frames = common + fde(common.size(), 0x20) + fde(second, 0x10),
       .frame_fields = {{common.size() + 8, f},
                        {second + 8, text_symbol, r_pc32, 0x30}}});
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  EXPECT_EQ(carried->ranges,
            (std::vector<Range>{{0, 0x20, 0}, {0x20, 0x30, 1}}));
  ASSERT_EQ(carried->pieces.size(), 2U);
  EXPECT_EQ(carried->pieces[1].fields[0].target,
            code_of(object.function("f"), 0x20));
  EXPECT_EQ(carried->cies.size(), 1U);
  EXPECT_EQ(carried->cie_of_piece, (std::vector<std::uint32_t>{0, 0}));
}

TEST(CarriedElf, AFunctionWithoutAnFdeHasNothing) {
  const std::string common = cie("zR", "1b");
  Spec spec{.frames = common + fde(common.size(), 0x20),
            .frame_fields = {{common.size() + 8, f}}};
  Expected<CarriedUnwind> carried = carry(spec, "g");
  ASSERT_OK(carried);
  EXPECT_EQ(*carried, CarriedUnwind());
}

TEST(CarriedElf, EndMarksAndFdesOfRemovedCodeArePassedOver) {
  const std::string common = cie("zR", "1b") + number(0, 4);
  const std::string removed = fde(common.size(), 0x20);
  const std::size_t own = common.size() + removed.size();
  ASSERT_OK(carry({.frames = common + removed + fde(own, 0x20),
                   .frame_fields = {{own + 8, f}}}));
}

// A CIE with a personality and exception tables, and one FDE of f, whose table
// is at the table section's start.
struct Thrower {
  std::string common;
  Spec spec;
};

Thrower thrower(std::string_view encodings, std::string table,
                std::uint32_t type = r_pc32) {
  Thrower made;
  made.common = cie("zPLR", encodings);
  const std::size_t at = made.common.size();
  made.spec.frames = made.common + fde(at, 0x20, "04 00000000");
  made.spec.tables = std::move(table);
  made.spec.frame_fields = {
      {0x13, slots_symbol, type}, {at + 8, f}, {at + 17, tables_symbol, type}};
  return made;
}

// Type 1 of two is at 16; the other is "any".
std::string typed_table(std::string_view encoding) {
  return hex("ff") + hex(encoding) +
         hex("11 01 04  00 05 10 01  01 00 00  00000000 00000000");
}

TEST(CarriedElf, ExceptionTablesFollowTheFdes) {
  Thrower made = thrower("9b 00000000 1b 1b", typed_table("9b"));
  made.spec.table_fields = {{16, slots_symbol}};
  Object object(made.spec);
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  EXPECT_TRUE(carried->has_handler);
  ASSERT_EQ(carried->pieces.size(), 2U);
  EXPECT_EQ(carried->cie_of_piece, (std::vector<std::uint32_t>{0, no_index}));
  UnwindPiece::Field table = field(17, Form::rel32, {});
  table.piece = 1;
  EXPECT_EQ(
      carried->pieces[0].fields,
      (std::vector{field(8, Form::rel32, code_of(object.function("f"), 0)),
                   table}));
  EXPECT_EQ(text_of(carried->pieces[1].bytes), typed_table("9b"));
  // Through the slot to what it holds.
  UnwindPiece::Field type = field(16, Form::rel32, symbol(personality));
  type.is_slot = true;
  EXPECT_EQ(carried->pieces[1].fields, std::vector{type});
  UnwindPiece::Field handler = field(0x13, Form::rel32, symbol(personality));
  handler.is_slot = true;
  ASSERT_EQ(carried->cies.size(), 1U);
  EXPECT_EQ(carried->cies[0].fields, std::vector{handler});
}

TEST(CarriedElf, ATableKeepsItsAlignment) {
  Thrower made = thrower("9b 00000000 1b 1b", "xx" + hex("ff ff 01 00"));
  made.spec.frame_fields[2].addend = 2;
  Expected<CarriedUnwind> carried = carry(made.spec);
  ASSERT_OK(carried);
  EXPECT_EQ(text_of(carried->pieces[1].bytes), hex("ff ff 01 00"));
  EXPECT_EQ(carried->pieces[1].alignment, 1U);
}

TEST(CarriedElf, AnFdeWithoutATableHasNoHandler) {
  Thrower made = thrower("9b 00000000 1b 1b", hex("ff ff 01 00"));
  made.spec.frame_fields.pop_back();
  Expected<CarriedUnwind> carried = carry(made.spec);
  ASSERT_OK(carried);
  EXPECT_FALSE(carried->has_handler);
  EXPECT_EQ(carried->pieces.size(), 1U);
}

TEST(CarriedElf, FixedAddressesBecomeRelativeOnes) {
  Thrower made = thrower("03 00000000 03 1b", typed_table("03"), r_32);
  made.spec.frame_fields[0].symbol = personality;
  made.spec.table_fields = {{16, personality, r_32}};
  Expected<CarriedUnwind> carried = carry(made.spec);
  ASSERT_OK(carried);
  EXPECT_EQ(text_of(carried->cies[0].bytes), cie("zPLR", "9b 00000000 1b 1b"));
  EXPECT_EQ(text_of(carried->pieces[1].bytes), typed_table("9b"));
  for (const UnwindPiece::Field &made_field :
       {carried->cies[0].fields[0], carried->pieces[1].fields[0]}) {
    EXPECT_EQ(made_field.target, symbol(personality));
    EXPECT_TRUE(made_field.is_slot);
  }
}

TEST(CarriedElf, EightByteAddressesStay) {
  const std::string common = cie("", "");
  const std::size_t at = common.size();
  const std::string own = record(static_cast<std::uint32_t>(at + 4),
                                 number(0, 8) + number(0x20, 8));
  Object object({.frames = common + own, .frame_fields = {{at + 8, f, r_64}}});
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  EXPECT_EQ(carried->pieces[0].fields,
            (std::vector{
                field(8, Form::absolute, code_of(object.function("f"), 0))}));
}

TEST(CarriedElf, SignalFramesAreTold) {
  const std::string common = cie("zRS", "1b");
  ASSERT_OK(carry({.frames = common + fde(common.size(), 0x20),
                   .frame_fields = {{common.size() + 8, f}}}));
}

// f's FDE behind the CIE.
Expected<CarriedUnwind> with_cie(const std::string &common,
                                 std::vector<Field> fields = {},
                                 std::uint32_t type = r_pc32) {
  fields.push_back({common.size() + 8, f, type});
  return carry({.frames = common + fde(common.size(), 0x20),
                .frame_fields = std::move(fields)});
}

TEST(CarriedElf, UnknownCiesAreRefused) {
  EXPECT_ERROR(with_cie(cie("zRX", "1b 00")), unsupported,
               "augmentation \"X\"");
  EXPECT_ERROR(with_cie(cie("eh", "")), unsupported, "augmentation \"eh\"");
  EXPECT_ERROR(with_cie(cie("zR", "1b", 4)), unsupported, "version 4");
  EXPECT_ERROR(with_cie(cie("zR", "1a")), unsupported, "encoded as 0x1a");
  EXPECT_ERROR(with_cie(cie("zR", "9b")), unsupported, "indirect");
  EXPECT_ERROR(with_cie(cie("zR", "1b"), {}, r_32), unsupported,
               "R_X86_64_32, which is not what pointers encoded as 0x1b need");
}

TEST(CarriedElf, CutOffCiesAreMalformed) {
  EXPECT_ERROR(with_cie(cie("zPR", "9b 00000000 1b")), malformed,
               "no address of a personality function");
  // Its augmentation has no end.
  EXPECT_ERROR(with_cie(record(0, "\1zRRR")), malformed, "is cut off");
  EXPECT_ERROR(with_cie(record(0, hex("01 7a52 00 01 78 10 ff"))), malformed,
               "is cut off");
}

TEST(CarriedElf, RelocationsThatNobodyExplainsAreRefused) {
  const std::string common = cie("zR", "1b");
  EXPECT_ERROR(with_cie(common, {{12, g}}), unsupported,
               "is in no field that is known");
  EXPECT_ERROR(with_cie(common, {{common.size() + 4, g}}), unsupported,
               "distance to a CIE is relocated");
}

TEST(CarriedElf, IndirectPointersLeadToASlotOfTheObject) {
  Thrower made = thrower("9b 00000000 1b 1b", hex("ff ff 01 00"));
  made.spec.has_slot = false;
  EXPECT_ERROR(carry(made.spec), unsupported,
               "does not lead to an address in the object");
  made.spec.has_slot = true;
  made.spec.frame_fields[0].symbol = personality;
  EXPECT_ERROR(carry(made.spec), unsupported,
               "does not lead to an address in the object");
}

TEST(CarriedElf, ExceptionTablesAreInTheObject) {
  Thrower made = thrower("9b 00000000 1b 1b", hex("ff ff 01 00"));
  made.spec.frame_fields[2].symbol = personality;
  EXPECT_ERROR(carry(made.spec), unsupported, "outside of the object");
  made.spec.frame_fields[2].symbol = slots_symbol;
  EXPECT_ERROR(carry(made.spec), unsupported, "where none can be");
}

TEST(CarriedElf, RelocationsWithinATableAreThoseOfTypes) {
  Thrower made = thrower("9b 00000000 1b 1b", typed_table("9b"));
  made.spec.table_fields = {{5, slots_symbol}};
  EXPECT_ERROR(carry(made.spec), unsupported, "is in no field that is known");
}

TEST(CarriedElf, RangesAreTheFunctionsOwn) {
  const std::string common = cie("zR", "1b");
  const std::size_t at = common.size();
  EXPECT_ERROR(
      carry({.frames = common + fde(at, 0x24), .frame_fields = {{at + 8, f}}}),
      unsupported, "[0x0, 0x24) goes on behind the function");
  EXPECT_ERROR(
      carry({.frames = common + fde(at, 0x24), .frame_fields = {{at + 8, f}}},
            "g"),
      unsupported, "[0x0, 0x24) begins before the function");
}

TEST(CarriedElf, BrokenRecordsAreMalformed) {
  const std::string common = cie("zR", "1b");
  const std::size_t at = common.size();
  const std::string own = fde(at, 0x20);
  const std::vector<Field> fields = {{at + 8, f}};
  auto with = [&](const std::string &frames) {
    return carry({.frames = frames, .frame_fields = fields});
  };
  EXPECT_ERROR(with(common + own + "x"), malformed, "is cut off");
  EXPECT_ERROR(with(common + own + number(8, 4)), malformed, "is cut off");
  EXPECT_ERROR(with(common + own + number(2, 4) + "xx"), malformed,
               "shorter than its header");
  EXPECT_ERROR(with(common + own + number(0xffffffff, 4)), unsupported,
               "64-bit length");
  EXPECT_ERROR(with(common + patched(own, 4, number(4, 4))), malformed,
               "names no CIE");
  EXPECT_ERROR(with(common + patched(own, 4, number(0xffff, 4))), malformed,
               "names no CIE");
  EXPECT_ERROR(with(common + fde(at, 0x41)), malformed,
               "code that is not in its section");
  EXPECT_ERROR(with(common + fde(at, 0x20, "09")), malformed,
               "FDE at 0x14 is cut off");
  EXPECT_ERROR(with(common + fde(at, 0x20, "")), malformed,
               "FDE at 0x14 is cut off");
}

TEST(CarriedElf, TwoFdesOfOneByteAreMalformed) {
  const std::string common = cie("zR", "1b");
  const std::size_t at = common.size();
  const std::size_t second = at + fde(at, 0x20).size();
  EXPECT_ERROR(
      carry({.frames = common + fde(at, 0x20) + fde(second, 0x20),
             .frame_fields = {{at + 8, f},
                              {second + 8, text_symbol, r_pc32, 0x10}}}),
      malformed, "which another one is about too");
}

} // namespace
} // namespace hotpatch
