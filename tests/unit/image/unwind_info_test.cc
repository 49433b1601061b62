// Where return addresses are, by the unwind information of PE images.
#include "formats/image/unwind_info.h"
#include "tests/support/hex.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using Rows = std::vector<FrameRow>;

// The information lies at 0x10; what else there is follows it.
Rows rows_of(std::string_view hex) {
  constexpr Rva at = 0x10;
  const std::vector<std::byte> bytes = from_hex(hex);
  return read_unwind_info_rows(
      [&](Rva rva) {
        return rva < at || rva - at > bytes.size()
                   ? BytesView()
                   : BytesView(bytes).subspan(rva - at);
      },
      at);
}

const Rows unknown = {{0, std::nullopt}};

TEST(ReadUnwindInfoRows, NoPrologue) {
  EXPECT_EQ(rows_of("01000000"), (Rows{{0, 0}}));
}

TEST(ReadUnwindInfoRows, PushesAndAllocationsMoveTheReturnAddressAway) {
  // push rbp at 1, push rbx at 2, sub rsp, 40 at 6
  EXPECT_EQ(rows_of("01060300 0642 0230 0150"),
            (Rows{{0, 0}, {1, 8}, {2, 16}, {6, 56}}));
}

TEST(ReadUnwindInfoRows, LargeAllocations) {
  EXPECT_EQ(rows_of("01070200 0701 0002"), (Rows{{0, 0}, {7, 0x1000}}));
  EXPECT_EQ(rows_of("01070300 0711 00001000"), (Rows{{0, 0}, {7, 0x100000}}));
}

TEST(ReadUnwindInfoRows, SavedRegistersTakeNoRoomOfTheirOwn) {
  // movaps [rsp+16], xmm6 at 9 (2), far at 12 (3), mov at 15 (2) and 18 (3)
  EXPECT_EQ(rows_of("01120b00 1235 00000000 0f34 0000 0c69 00000000 0968 0100 "
                    "0442"),
            (Rows{{0, 0}, {4, 40}, {9, 40}, {12, 40}, {15, 40}, {18, 40}}));
}

TEST(ReadUnwindInfoRows, BehindAFramePointerNothingIsKnown) {
  EXPECT_EQ(rows_of("01040205 0403 0150"),
            (Rows{{0, 0}, {1, 8}, {4, std::nullopt}}));
}

TEST(ReadUnwindInfoRows, EpiloguesOfVersion2AreNoPartOfThePrologue) {
  EXPECT_EQ(rows_of("02040200 0506 0442"), (Rows{{0, 0}, {4, 40}}));
}

TEST(ReadUnwindInfoRows, APartBeginsWhereItsFunctionsPrologueEnded) {
  // Chained, without codes, to a record with its information at 0x20.
  EXPECT_EQ(rows_of("21000000 00000000 00000000 20000000 01040100 0442"),
            (Rows{{0, 40}}));
  // One code is filled up to two.
  EXPECT_EQ(rows_of("21010100 01300000 00000000 00000000 24000000 01040100 "
                    "0442"),
            (Rows{{0, 40}, {1, 48}}));
}

TEST(ReadUnwindInfoRows, WhatCannotBeReadIsUnknown) {
  EXPECT_EQ(rows_of("010000"), unknown);            // cut off
  EXPECT_EQ(rows_of("01040200 0442"), unknown);     // fewer codes than counted
  EXPECT_EQ(rows_of("01040100 040a"), unknown);     // a machine frame
  EXPECT_EQ(rows_of("01040100 040f"), unknown);     // no such operation
  EXPECT_EQ(rows_of("21000000 00000000"), unknown); // chained to nothing
  // Chained to itself.
  EXPECT_EQ(rows_of("21000000 00000000 00000000 10000000"), unknown);
}

// A stack: words from 0x1000 on.
class Unwinding : public ::testing::Test {
protected:
  std::vector<std::uint64_t> words_ = {10, 11, 12, 13, 14, 15, 16, 17};
  UnwindRegisters registers_ = [] {
    UnwindRegisters registers;
    for (std::size_t i = 0; i < registers.general.size(); ++i)
      registers.general[i] = 100 + i;
    registers.general[UnwindRegisters::stack] = 0x1000;
    return registers;
  }();
  ReadWord read_ = [this](std::uint64_t at) -> std::optional<std::uint64_t> {
    const std::uint64_t index = (at - 0x1000) / 8;
    if (index >= words_.size())
      return std::nullopt;
    return words_[index];
  };

  std::optional<UnwindRegisters> unwind(std::string_view hex,
                                        std::uint64_t offset) {
    const std::vector<std::byte> bytes = from_hex(hex);
    return unwind_frame(
        [&](Rva rva) {
          return rva < 0x10 || rva - 0x10 > bytes.size()
                     ? BytesView()
                     : BytesView(bytes).subspan(rva - 0x10);
        },
        0x10, offset, registers_, read_);
  }
  std::optional<UnwindRegisters> run(std::string_view code) {
    return unwind_epilogue(from_hex(code), registers_, read_);
  }
};

constexpr std::size_t rbx = 3, rbp = 5, r12 = 12;

TEST_F(Unwinding, UndoesWhatThePrologueHasDoneSoFar) {
  // push rbx at 1, sub rsp, 16 at 5
  constexpr std::string_view info = "01050200 0512 0130";
  const auto behind = unwind(info, 20);
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->general[rbx], 12U);
  EXPECT_EQ(behind->instruction, 13U);
  EXPECT_EQ(behind->general[UnwindRegisters::stack], 0x1020U);
  EXPECT_EQ(unwind(info, 1)->instruction, 11U);
  EXPECT_EQ(unwind(info, 1)->general[rbx], 10U);
  EXPECT_EQ(unwind(info, 0)->instruction, 10U);
}

TEST_F(Unwinding, FindsTheStackByTheFramePointer) {
  // push rbp at 1; lea rbp, [rsp+16] at 6
  registers_.general[rbp] = 0x1020;
  const auto caller = unwind("01060215 0603 0150", 30);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[rbp], 12U);
  EXPECT_EQ(caller->instruction, 13U);
}

// As GCC does it; wherever the stack pointer is by now.
TEST_F(Unwinding, StackThatIsTakenBehindTheFramePointerCountsOnce) {
  // push rbp at 1; mov rbp, rsp at 4; sub rsp, 32 at 8
  registers_.general[rbp] = 0x1020;
  const auto caller = unwind("01080305 0832 0403 0150 0000", 30);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[rbp], 14U);
  EXPECT_EQ(caller->instruction, 15U);
}

TEST_F(Unwinding, PartsFindSavedRegistersByTheFramePointer) {
  // Chained, mov [frame+8], rbx; push rbp, mov rbp, rsp in the function.
  registers_.general[rbp] = 0x1010;
  const auto caller = unwind("21040205 0434 0100 00000000 00000000 24000000 "
                             "01040205 0403 0150",
                             30);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[rbx], 13U);
  EXPECT_EQ(caller->general[rbp], 12U);
  EXPECT_EQ(caller->instruction, 13U);
}

TEST_F(Unwinding, ReadsSavedRegistersFromTheFrame) {
  // sub rsp, 32 at 4; mov [rsp+8], r12 at 9; mov far [rsp+16], rbx at 14
  const auto caller = unwind("010e0600 0e35 10000000 09c4 0100 0432", 40);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[r12], 11U);
  EXPECT_EQ(caller->general[rbx], 12U);
  EXPECT_EQ(caller->instruction, 14U);
}

TEST_F(Unwinding, GoesOnWithWhatAPartIsChainedTo) {
  const auto caller =
      unwind("21000000 00000000 00000000 20000000 01040100 0412", 0);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->instruction, 12U);
}

TEST_F(Unwinding, EndsWhereNothingCanBeTold) {
  EXPECT_FALSE(unwind("01040100 040a", 8)); // a machine frame
  EXPECT_FALSE(unwind("0100", 8));          // cut off
  // The stack that it would be on is not there.
  EXPECT_FALSE(unwind("01070200 0701 0002", 8));
}

TEST_F(Unwinding, RunsEpiloguesToTheirEnd) {
  // add rsp, 8; pop rbx; pop r12; ret
  auto caller = run("4883c408 5b 415c c3");
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[rbx], 11U);
  EXPECT_EQ(caller->general[r12], 12U);
  EXPECT_EQ(caller->instruction, 13U);
  // lea rsp, [rbp-16]; pop rbp; ret
  registers_.general[rbp] = 0x1020;
  caller = run("488d65f0 5d c3");
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->general[rbp], 12U);
  EXPECT_EQ(caller->instruction, 13U);
  EXPECT_EQ(run("4881c410000000 c3")->instruction, 12U);
  EXPECT_EQ(run("f3c3")->instruction, 10U);
  registers_.general[UnwindRegisters::stack] = 0x2000;
  EXPECT_FALSE(run("c3"));
  EXPECT_FALSE(run("5bc3"));
}

TEST(EpilogueParts, AreToldFromOtherCode) {
  const auto part = [](std::string_view code) {
    return epilogue_part(from_hex(code));
  };
  EXPECT_EQ(part("c3"), EpiloguePart::end);
  EXPECT_EQ(part("c20800"), EpiloguePart::end);
  EXPECT_EQ(part("415f c3"), EpiloguePart::end);
  EXPECT_EQ(part("5b e900000000"), EpiloguePart::jump);
  EXPECT_EQ(part("eb05"), EpiloguePart::jump);
  EXPECT_EQ(part("48ff2500000000"), EpiloguePart::jump);
  EXPECT_EQ(part("ff25 00000000"), EpiloguePart::jump);
  EXPECT_EQ(part("4883c428"), EpiloguePart::none); // cut off
  EXPECT_EQ(part("4889c3 c3"), EpiloguePart::none);
  EXPECT_EQ(part("4883ec28"), EpiloguePart::none);
  EXPECT_EQ(part(""), EpiloguePart::none);
}

} // namespace
} // namespace hotpatch
