#include "hpapply/windows_command.h"

#include <gtest/gtest.h>
#include <vector>

namespace hotpatch {
namespace {

std::string line_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "x");
  return command_line(arguments);
}

TEST(WindowsCommand, PlainWordsStayAsTheyAre) {
  EXPECT_EQ(line_of({"a", R"(C:\b\c)", "--d=e"}), R"(x a C:\b\c --d=e)");
}

TEST(WindowsCommand, WhatHasSpacesOrNothingIsQuoted) {
  EXPECT_EQ(line_of({"a b", "", "c\td"}), "x \"a b\" \"\" \"c\td\"");
}

TEST(WindowsCommand, QuotesAreEscaped) {
  EXPECT_EQ(line_of({R"(a"b)"}), R"(x "a\"b")");
}

TEST(WindowsCommand, BackslashesAreDoubledBeforeAQuoteOnly) {
  EXPECT_EQ(line_of({R"(a\b c\)", R"(a\\"b)"}), R"(x "a\b c\\" "a\\\\\"b")");
}

TEST(WindowsCommand, AProgramsPathMayHaveSpaces) {
  EXPECT_EQ(command_line(std::vector<std::string>{R"(C:\a b\c.exe)", "d"}),
            R"("C:\a b\c.exe" d)");
}

} // namespace
} // namespace hotpatch
