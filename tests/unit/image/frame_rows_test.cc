#include "formats/image/frame_rows.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;
using Rows = std::vector<FrameRow>;

std::string record(std::string_view content) {
  const auto size = static_cast<char>(content.size());
  return std::string{size, 0, 0, 0}.append(content);
}

// A CIE as compilers make it, the frame's address 8 above the stack pointer,
// and a FDE behind it.
Rows rows_of(std::string_view program,
             std::string_view initial = "\x0c\x07\x08\x90\x01\0\0"sv) {
  const std::string cie = record(
      std::string("\0\0\0\0\x01zR\0\x01\x78\x10\x01\x1b"sv).append(initial));
  const auto distance = static_cast<char>(cie.size() + 4);
  const std::string fde = record(std::string{distance, 0, 0, 0}
                                     .append("\0\0\0\0\x40\0\0\0\0"sv)
                                     .append(program));
  return read_frame_rows(as_bytes(cie + fde), cie.size());
}

TEST(ReadFrameRows, PushesMoveTheReturnAddressAway) {
  // advance 1, def_cfa_offset 16; advance 3, def_cfa_offset 48
  EXPECT_EQ(rows_of("\x41\x0e\x10\x43\x0e\x30"sv),
            (Rows{{0, 0}, {1, 8}, {4, 40}}));
}

TEST(ReadFrameRows, AnEpilogueComesBackToWhatWasRemembered) {
  // def_cfa_offset 16 at 1; remember, def_cfa_offset 8 at 2; restore at 3
  EXPECT_EQ(rows_of("\x41\x0e\x10\x41\x0a\x0e\x08\x41\x0b"sv),
            (Rows{{0, 0}, {1, 8}, {2, 0}, {3, 8}}));
}

TEST(ReadFrameRows, NothingIsToldOfAFramePointer) {
  // def_cfa_offset 16 at 1; def_cfa_register rbp at 4; def_cfa rsp 8 at 9
  EXPECT_EQ(rows_of("\x41\x0e\x10\x43\x0d\x06\x45\x0c\x07\x08"sv),
            (Rows{{0, 0}, {1, 8}, {4, std::nullopt}, {9, 0}}));
}

TEST(ReadFrameRows, NothingIsToldOfAnExpression) {
  EXPECT_EQ(rows_of("\x41\x0f\x01\x30"sv), (Rows{{0, 0}, {1, std::nullopt}}));
}

TEST(ReadFrameRows, NothingIsToldOfAStacksFirstFunction) {
  EXPECT_EQ(rows_of("\x07\x10"sv), (Rows{{0, std::nullopt}})); // undefined
  EXPECT_EQ(rows_of("\x90\x02"sv), (Rows{{0, std::nullopt}})); // elsewhere
  EXPECT_EQ(rows_of("\x07\x03"sv), (Rows{{0, 0}})); // another register
}

TEST(ReadFrameRows, NothingIsToldOfWhatCannotBeRead) {
  const Rows unknown = {{0, std::nullopt}};
  EXPECT_EQ(rows_of("\x3f\x01"sv), unknown);     // an opcode
  EXPECT_EQ(rows_of("", "\x3f\x01"sv), unknown); // in the CIE
  EXPECT_EQ(rows_of("\x0b"sv), unknown);         // nothing was remembered
  EXPECT_EQ(read_frame_rows({}, 0), unknown);    // no record
  EXPECT_EQ(read_frame_rows(as_bytes("\xff\xff\xff\xff\0\0\0\0"sv), 0),
            unknown);
  // A distance that leads to before the section.
  EXPECT_EQ(read_frame_rows(as_bytes("\x08\0\0\0\x40\0\0\0\0\0\0\0"sv), 0),
            unknown);
}

TEST(ToReturnAt, TakesTheRowThatAPlaceIsIn) {
  const Rows rows = {{0, 0}, {4, 40}};
  EXPECT_EQ(to_return_at(rows, 0), 0U);
  EXPECT_EQ(to_return_at(rows, 3), 0U);
  EXPECT_EQ(to_return_at(rows, 4), 40U);
  EXPECT_EQ(to_return_at(rows, 1000), 40U);
  EXPECT_EQ(to_return_at({}, 0), std::nullopt);
}

} // namespace
} // namespace hotpatch
