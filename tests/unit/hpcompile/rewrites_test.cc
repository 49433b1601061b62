// Fields of linked images, and what linkers do to the code around them.
#include "hpcompile/rewrites.h"

#include "tests/support/made_up_build.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr Rva at = made_up_text + 0x40;

// One section with one relocation, at made_up_text + 0x40 of an image.
struct Placed {
  MadeUpObject object;
  std::uint32_t section = 0;
  ObjectFile file;
  MadeUpBase base;

  Placed(std::string_view object_code, std::string_view image_code,
         std::uint64_t field, std::uint32_t type, std::int64_t addend = -4,
         ObjectFormat format = ObjectFormat::elf,
         SectionKind kind = SectionKind::code)
      : object(format), base(format) {
    section = object.section(".text", kind, object_code);
    object.relocate(section, field, type, object.undefined("s"), addend);
    file = object.file();
    base.put(at, image_code);
  }

  std::optional<Mismatch> compare() const {
    const Section &where = file.sections[section];
    return compare_placed(file, where, 0, where.bytes.size(), base.image, at);
  }
  std::optional<FieldReading> read() const {
    return read_field(file, file.sections[section], file.relocations.front(),
                      base.image, at);
  }
};

void expect_reading(const Placed &placed, Access access, std::int64_t value) {
  std::optional<Mismatch> mismatch = placed.compare();
  EXPECT_FALSE(mismatch) << "mismatch at " << mismatch->offset;
  std::optional<FieldReading> reading = placed.read();
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->access, access);
  EXPECT_EQ(reading->value, value);
}

void expect_mismatch(const Placed &placed, std::uint64_t offset) {
  std::optional<Mismatch> mismatch = placed.compare();
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->offset, offset);
  EXPECT_FALSE(mismatch->is_missing);
  EXPECT_FALSE(placed.read());
}

// mov slot(%rip), %rbx; mov slot(%rip), %r12
constexpr std::string_view load_rbx = "90 48 8b 1d 00000000 c3";
constexpr std::string_view load_r12 = "90 4c 8b 25 00000000 c3";

TEST(Rewrites, ASlotThatWasKept) {
  expect_reading(
      {load_rbx, "90 48 8b 1d 10000000 c3", 4, r_x86_64::rex_gotpcrelx},
      Access::slot, at + 8 + 0x10);
}

TEST(Rewrites, ALoadMadeLea) {
  expect_reading(
      {load_rbx, "90 48 8d 1d 10000000 c3", 4, r_x86_64::rex_gotpcrelx},
      Access::direct, at + 8 + 0x10);
}

TEST(Rewrites, ALoadMadeImmediateMovesTheRegister) {
  Placed low{load_rbx, "90 48 c7 c3 34124000 c3", 4, r_x86_64::rex_gotpcrelx};
  low.base.image.preferred_base = 0x400000;
  expect_reading(low, Access::direct, 0x1234);
  Placed high{load_r12, "90 49 c7 c4 34120000 c3", 4, r_x86_64::rex_gotpcrelx};
  expect_reading(high, Access::direct, 0x1234);
}

TEST(Rewrites, ATestMadeImmediate) {
  expect_reading({"90 48 85 1d 00000000 c3", "90 48 f7 c3 34120000 c3", 4,
                  r_x86_64::rex_gotpcrelx},
                 Access::direct, 0x1234);
}

TEST(Rewrites, EveryBinaryOperationMadeImmediate) {
  for (unsigned operation = 0; operation < 8; ++operation) {
    Placed placed{"90 48 03 1d 00000000 c3", "90 48 81 c3 34120000 c3", 4,
                  r_x86_64::rex_gotpcrelx};
    std::vector<std::byte> code(placed.file.sections[0].bytes.begin(),
                                placed.file.sections[0].bytes.end());
    code[2] = static_cast<std::byte>(operation << 3 | 3);
    placed.file.sections[0].bytes = code;
    placed.base.put_number(at + 3, 0xc3 | operation << 3, 1);
    expect_reading(placed, Access::direct, 0x1234);
  }
}

TEST(Rewrites, AnImmediateOfAnotherOperationIsAMismatch) {
  // cmp became add.
  expect_mismatch({"90 48 3b 1d 00000000 c3", "90 48 81 c3 34120000 c3", 4,
                   r_x86_64::rex_gotpcrelx},
                  2);
}

TEST(Rewrites, AnImmediateForAnotherRegisterIsAMismatch) {
  expect_mismatch(
      {load_rbx, "90 48 c7 c2 34120000 c3", 4, r_x86_64::rex_gotpcrelx}, 2);
  expect_mismatch(
      {load_r12, "90 4c c7 c4 34120000 c3", 4, r_x86_64::rex_gotpcrelx}, 2);
  expect_mismatch(
      {load_rbx, "90 48 8d 15 34120000 c3", 4, r_x86_64::rex_gotpcrelx}, 2);
}

TEST(Rewrites, CallsThroughASlotMadeDirect) {
  constexpr std::string_view call = "90 ff 15 00000000 c3";
  for (std::string_view made : {"90 67 e8 10000000 c3", "90 90 e8 10000000 c3"})
    expect_reading({call, made, 3, r_x86_64::gotpcrelx}, Access::call,
                   at + 7 + 0x10);
  expect_reading({call, "90 e8 10000000 90 c3", 3, r_x86_64::gotpcrelx},
                 Access::call, at + 6 + 0x10);
  expect_reading(
      {"90 ff 25 00000000 c3", "90 e9 10000000 90 c3", 3, r_x86_64::gotpcrelx},
      Access::call, at + 6 + 0x10);
}

TEST(Rewrites, ACallIsNotMadeAJump) {
  constexpr std::string_view call = "90 ff 15 00000000 c3";
  expect_mismatch({call, "90 e9 10000000 90 c3", 3, r_x86_64::gotpcrelx}, 1);
  expect_mismatch({call, "90 e8 10000000 cc c3", 3, r_x86_64::gotpcrelx}, 1);
}

TEST(Rewrites, AnUnmarkedSlotOfEitherWidth) {
  expect_reading({load_rbx, "90 48 8d 1d 10000000 c3", 4, r_x86_64::gotpcrel},
                 Access::direct, at + 8 + 0x10);
  expect_reading(
      {"8b 1d 00000000 c3", "8d 1d 10000000 c3", 2, r_x86_64::gotpcrel},
      Access::direct, at + 6 + 0x10);
  expect_reading(
      {"90 ff 15 00000000 c3", "90 67 e8 10000000 c3", 3, r_x86_64::gotpcrel},
      Access::call, at + 7 + 0x10);
  // The byte before a call without REX may look like one, but stays.
  expect_mismatch(
      {"90 41 ff 15 00000000", "90 40 67 e8 10000000", 4, r_x86_64::gotpcrel},
      1);
}

TEST(Rewrites, InitialExecMadeLocalExec) {
  expect_reading({load_rbx, "90 48 c7 c3 f8ffffff c3", 4, r_x86_64::gottpoff},
                 Access::tls_offset, -8);
  expect_reading({"90 4c 03 05 00000000 c3", "90 4d 8d 80 f8ffffff c3", 4,
                  r_x86_64::gottpoff},
                 Access::tls_offset, -8);
  // add to r12 cannot be lea without a SIB byte.
  expect_reading({"90 4c 03 25 00000000 c3", "90 49 81 c4 f8ffffff c3", 4,
                  r_x86_64::gottpoff},
                 Access::tls_offset, -8);
  expect_reading({load_rbx, "90 48 8b 1d 10000000 c3", 4, r_x86_64::gottpoff},
                 Access::tls_slot, at + 8 + 0x10);
}

TEST(Rewrites, ALoadOfAnOffsetIsNeverMadeLea) {
  expect_mismatch({load_rbx, "90 48 8d 1d 10000000 c3", 4, r_x86_64::gottpoff},
                  2);
}

constexpr std::string_view general =
    "66 48 8d 3d 00000000 66 66 48 e8 00000000 c3";

TEST(Rewrites, GeneralDynamicMadeShorter) {
  expect_reading({general, "64 48 8b 04 25 00000000 48 03 05 10000000 c3", 4,
                  r_x86_64::tlsgd},
                 Access::tls_slot, at + 16 + 0x10);
  expect_reading({general, "64 48 8b 04 25 00000000 48 8d 80 f8ffffff c3", 4,
                  r_x86_64::tlsgd},
                 Access::tls_offset, -8);
}

TEST(Rewrites, GeneralDynamicThatWasKept) {
  Placed placed{general, "66 48 8d 3d 10000000 66 66 48 e8 11223344 c3", 4,
                r_x86_64::tlsgd};
  const std::uint32_t call = 12;
  placed.object.relocate(placed.section, call, r_x86_64::plt32,
                         placed.object.undefined("__tls_get_addr"), -4);
  placed.file = placed.object.file();
  expect_reading(placed, Access::tls_general, at + 8 + 0x10);
}

TEST(Rewrites, LocalDynamicMadeDirectAfterEitherCall) {
  expect_reading({"48 8d 3d 00000000 e8 00000000 c3",
                  "66 66 66 64 48 8b 04 25 00000000 c3", 3, r_x86_64::tlsld},
                 Access::tls_direct, 0);
  expect_reading({"48 8d 3d 00000000 ff 15 00000000 c3",
                  "66 66 66 66 64 48 8b 04 25 00000000 c3", 3, r_x86_64::tlsld},
                 Access::tls_direct, 0);
}

TEST(Rewrites, LocalDynamicOfAnotherSegmentIsAMismatch) {
  expect_mismatch({"48 8d 3d 00000000 e8 00000000 c3",
                   "66 66 66 65 48 8b 04 25 00000000 c3", 3, r_x86_64::tlsld},
                  0);
}

TEST(Rewrites, OffsetsAreNumbers) {
  expect_reading(
      {"64 8b 04 25 00000000", "64 8b 04 25 fcffffff", 4, r_x86_64::tpoff32, 4},
      Access::tls_offset, -8);
  expect_reading({"8b 80 00000000", "8b 80 08000000", 2, r_x86_64::dtpoff32, 4},
                 Access::tls_block, 4);
}

TEST(Rewrites, CallsByThePltMayGoDirectly) {
  expect_reading({"e8 00000000", "e8 10000000", 1, r_x86_64::plt32},
                 Access::call, at + 5 + 0x10);
  expect_reading({"e8 00000000", "e8 10000000", 1, r_x86_64::pc32},
                 Access::call, at + 5 + 0x10);
  expect_reading({"0f 84 00000000", "0f 84 10000000", 2, r_x86_64::pc32},
                 Access::call, at + 6 + 0x10);
}

TEST(Rewrites, OperandsAreNoCalls) {
  // cmpl $1, s(%rip): the addend tells of the byte behind.
  expect_reading(
      {"83 3d 00000000 01", "83 3d 10000000 01", 2, r_x86_64::pc32, -5},
      Access::direct, at + 7 + 0x10);
}

TEST(Rewrites, AbsoluteFields) {
  Placed narrow{"bf 00000000", "bf 34124000", 1, r_x86_64::abs32, 4};
  narrow.base.image.preferred_base = 0x400000;
  expect_reading(narrow, Access::direct, 0x1230);
  expect_reading({"48 b8 0000000000000000", "48 b8 3412000000000000", 2,
                  r_x86_64::abs64, 0},
                 Access::direct, 0x1234);
}

TEST(Rewrites, PointersOfSlotsSayWhatTheLoaderDoes) {
  Placed placed{"0000000000000000", "0000000000000000",   0, r_x86_64::abs64, 8,
                ObjectFormat::elf,  SectionKind::writable};
  placed.base.image.slots = {
      {.rva = at, .kind = SlotKind::relative, .target = 0x1238}};
  std::optional<FieldReading> reading = placed.read();
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->value, 0x1230);
  placed.base.image.slots.front().kind = SlotKind::symbol;
  EXPECT_FALSE(placed.read());
}

TEST(Rewrites, CoffDistancesCountFromBehindTheField) {
  expect_reading(
      {"e8 00000000", "e8 10000000", 1, r_amd64::rel32, 0, ObjectFormat::coff},
      Access::call, at + 5 + 0x10);
  for (std::uint32_t trailing = 1; trailing <= 5; ++trailing)
    expect_reading({"c7 05 00000000 01000000 9090",
                    "c7 05 10000000 01000000 9090", 2,
                    r_amd64::rel32 + trailing, 2, ObjectFormat::coff},
                   Access::direct, at + 6 + trailing + 0x10 - 2);
}

TEST(Rewrites, CoffAddresses) {
  expect_reading({"8d 80 00000000", "8d 80 38120000", 2, r_amd64::addr32nb, 4,
                  ObjectFormat::coff},
                 Access::direct, 0x1234);
  Placed wide{
      "48 b8 0000000000000000", "48 b8 3812008001000000", 2, r_amd64::addr64, 4,
      ObjectFormat::coff};
  wide.base.image.preferred_base = 0x180000000;
  expect_reading(wide, Access::direct, 0x1234);
  expect_reading({"8b 80 00000000", "8b 80 18000000", 2, r_amd64::secrel, 8,
                  ObjectFormat::coff},
                 Access::tls_block, 0x10);
}

TEST(Rewrites, CoffLinkersRewriteNothing) {
  Placed placed{load_rbx, "90 48 8d 1d 10000000 c3", 4, r_amd64::rel32,
                0,        ObjectFormat::coff};
  ASSERT_TRUE(placed.compare());
  EXPECT_EQ(placed.compare()->offset, 2U);
}

TEST(Rewrites, AByteThatIsNoneOfTheseIsAMismatchWithItsPlace) {
  Placed placed{load_rbx, "90 48 8d 1d 10000000 cb", 4,
                r_x86_64::rex_gotpcrelx};
  std::optional<Mismatch> mismatch = placed.compare();
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(*mismatch, (Mismatch{8, std::byte{0xcb}, std::byte{0xc3}, false}));
}

TEST(Rewrites, WhatTheImageDoesNotHoldIsMissing) {
  Placed placed{load_rbx, load_rbx, 4, r_x86_64::rex_gotpcrelx};
  const Section &where = placed.file.sections[0];
  std::optional<Mismatch> mismatch =
      compare_placed(placed.file, where, 0, where.bytes.size(),
                     placed.base.image, made_up_text + 0xffc);
  ASSERT_TRUE(mismatch);
  EXPECT_TRUE(mismatch->is_missing);
}

TEST(Rewrites, APartOfASectionIsComparedByItself) {
  Placed placed{load_rbx, "91 48 8d 1d 10000000 c3", 4,
                r_x86_64::rex_gotpcrelx};
  const Section &where = placed.file.sections[0];
  EXPECT_FALSE(compare_placed(placed.file, where, 1, 9, placed.base.image, at));
  EXPECT_TRUE(compare_placed(placed.file, where, 0, 9, placed.base.image, at));
  EXPECT_FALSE(compare_placed(placed.file, where, 3, 3, placed.base.image, at));
}

} // namespace
} // namespace hotpatch
