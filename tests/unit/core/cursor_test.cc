#include "formats/core/cursor.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

TEST(CursorTest, ReadsIntegersOfBothByteOrders) {
  Cursor little(as_bytes("\x01\x02\x03\x04"));
  EXPECT_EQ(little.u32(), 0x04030201U);
  Cursor big(as_bytes("\x01\x02\x03\x04"), std::endian::big);
  EXPECT_EQ(big.u16(), 0x0102U);
  EXPECT_EQ(big.u8(), 3U);
  EXPECT_FALSE(big.failed());
}

TEST(CursorTest, StaysFailedAfterAReadPastTheEnd) {
  Cursor cursor(as_bytes("\x01"));
  EXPECT_EQ(cursor.u32(), 0U);
  EXPECT_TRUE(cursor.failed());
  EXPECT_EQ(cursor.u8(), 0U);
  EXPECT_TRUE(cursor.at_end());
}

TEST(CursorTest, TakesNoMoreThanThereIs) {
  Cursor cursor(as_bytes("abc"));
  EXPECT_EQ(cursor.take(~std::uint64_t{0}).size(), 0U);
  EXPECT_TRUE(cursor.failed());
}

// Examples of DWARF 5, tables 7.5 and 7.6.
TEST(CursorTest, ReadsLeb128) {
  Cursor cursor(as_bytes("\x02\x7f\x80\x01\xb9\x64"));
  EXPECT_EQ(cursor.uleb(), 2U);
  EXPECT_EQ(cursor.uleb(), 127U);
  EXPECT_EQ(cursor.uleb(), 128U);
  EXPECT_EQ(cursor.uleb(), 12857U);
  Cursor negative(as_bytes("\x7e\x80\x7f\xff\x00"sv));
  EXPECT_EQ(negative.sleb(), -2);
  EXPECT_EQ(negative.sleb(), -128);
  EXPECT_EQ(negative.sleb(), 127);
  EXPECT_FALSE(cursor.failed() || negative.failed());
}

TEST(CursorTest, RefusesLeb128OfMoreThan64Bits) {
  const std::string long_zero = std::string(20, '\x80') + '\0';
  Cursor zero(as_bytes(long_zero));
  EXPECT_EQ(zero.uleb(), 0U);
  EXPECT_FALSE(zero.failed());
  const std::string too_large = std::string(9, '\xff') + '\x02';
  Cursor large(as_bytes(too_large));
  large.uleb();
  EXPECT_TRUE(large.failed());
}

TEST(CursorTest, ReadsTextUpToItsNul) {
  Cursor cursor(as_bytes("ab\0c"sv));
  EXPECT_EQ(cursor.text(), "ab");
  EXPECT_EQ(cursor.text(), "");
  EXPECT_TRUE(cursor.failed());
}

TEST(TextAtTest, NeedsOffsetAndNulInside) {
  EXPECT_EQ(text_at(as_bytes("ab\0c"sv), 1), "b");
  EXPECT_EQ(text_at(as_bytes("ab\0c"sv), 3), std::nullopt);
  EXPECT_EQ(text_at(as_bytes("ab\0c"sv), 4), std::nullopt);
}

} // namespace
} // namespace hotpatch
