#include "cli/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

TEST(Glob, Matches) {
  EXPECT_TRUE(matches_glob("*", ""));
  EXPECT_TRUE(matches_glob("a*b*c", "aXXbYYc"));
  EXPECT_TRUE(matches_glob("?.o", "a.o"));
  EXPECT_TRUE(matches_glob("[a-c]x", "bx"));
  EXPECT_TRUE(matches_glob("[!a]x", "bx"));
  EXPECT_TRUE(matches_glob("[]]", "]"));
  EXPECT_TRUE(matches_glob("[", "["));
  EXPECT_TRUE(matches_glob("*[0-9].o", "file1a2.o"));
  EXPECT_FALSE(matches_glob("a*b", "ac"));
  EXPECT_FALSE(matches_glob("?", ""));
  EXPECT_FALSE(matches_glob("[a-c]", "d"));
  EXPECT_FALSE(matches_glob("", "a"));
}

TEST(Glob, ManyStarsEnd) {
  std::string glob;
  for (int i = 0; i < 100; ++i)
    glob += "a*";
  EXPECT_FALSE(matches_glob(glob + "b", std::string(5000, 'a')));
}

} // namespace
} // namespace hotpatch
