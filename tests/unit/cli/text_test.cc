#include "cli/text.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(Printable, KeepsTextAndUtf8) {
  EXPECT_EQ(printable("foo@plt?A0x"), "foo@plt?A0x");
  EXPECT_EQ(printable("größe λ 漢 \U0001F600"), "größe λ 漢 \U0001F600");
}

TEST(Printable, ControlCharactersNeverPass) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1b[31mb");
  EXPECT_EQ(printable("a\nb\tc\rd"), "a\\x0ab\\x09c\\x0dd");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\x7f"), "\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b"); // C1: CSI
}

TEST(Printable, WhatReordersOrHidesTextNeverPasses) {
  EXPECT_EQ(printable("a\u202eb"), "a\\xe2\\x80\\xaeb"); // right-to-left
  EXPECT_EQ(printable("\u2066"), "\\xe2\\x81\\xa6");
  EXPECT_EQ(printable("\ufeff"), "\\xef\\xbb\\xbf");
  EXPECT_EQ(printable("\u2028"), "\\xe2\\x80\\xa8");
  EXPECT_EQ(printable("\uffff"), "\\xef\\xbf\\xbf"); // not in XML
}

TEST(Printable, InvalidUtf8IsShown) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("a\xc3"), "a\\xc3");                 // cut short
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");          // overlong
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80"); // surrogate
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(printable("\xe2\x82x"), "\\xe2\\x82x");
}

TEST(FitMiddle, KeepsBothEnds) {
  EXPECT_EQ(fit_middle("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(fit_middle("abcdefghij", 8), "abc...ij");
  EXPECT_EQ(fit_middle("abcdefghij", 3), "abc");
  EXPECT_EQ(fit_middle("äöüßäöüßäö", 7), "äö...äö");
}

TEST(Numbers, AreGroupedWhenAsked) {
  EXPECT_EQ(to_decimal(1234567, Grouping::thousands), "1,234,567");
  EXPECT_EQ(to_decimal(123, Grouping::thousands), "123");
  EXPECT_EQ(to_decimal(1234567, Grouping::none), "1234567");
}

TEST(Numbers, DeltasBearTheirSign) {
  EXPECT_EQ(to_delta(10, 4138, Grouping::thousands), "+4,128");
  EXPECT_EQ(to_delta(4138, 10, Grouping::none), "-4128");
  EXPECT_EQ(to_delta(7, 7, Grouping::none), "0");
  EXPECT_EQ(to_delta(~std::uint64_t{0}, 0, Grouping::none),
            "-18446744073709551615");
}

TEST(ShellQuoted, OnlyWhatNeedsIt) {
  EXPECT_EQ(shell_quoted("a/b-c.o"), "a/b-c.o");
  EXPECT_EQ(shell_quoted("a b"), "'a b'");
  EXPECT_EQ(shell_quoted("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_quoted(""), "''");
}

TEST(Wrapped, BreaksAtSpaces) {
  EXPECT_EQ(wrapped("one two three", 2, 9), "one two\n  three");
  EXPECT_EQ(wrapped("one two three", 2, 0), "one two three");
  EXPECT_EQ(wrapped("one", 0, 1), "one");
  EXPECT_EQ(wrapped("a verylongword b", 1, 5), "a\n verylongword\n b");
  EXPECT_EQ(wrapped("", 4, 10), "");
}

TEST(Counted, IsPluralUnlessOne) {
  EXPECT_EQ(counted(1, "byte", Grouping::none), "1 byte");
  EXPECT_EQ(counted(1000, "byte", Grouping::thousands), "1,000 bytes");
}

} // namespace
} // namespace hotpatch
