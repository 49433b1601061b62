#include "hpdiff/text.h"

#include "tests/unit/hpdiff/made_up_report.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(Similarity, IsOneOnlyIfItIsOne) {
  EXPECT_EQ(to_similarity(1.0, 4), "1.0000");
  EXPECT_EQ(to_similarity(0.999999, 4), "0.9999");
  EXPECT_EQ(to_similarity(0.5, 2), "0.50");
  EXPECT_EQ(to_similarity(0.00001, 4), "0.0000");
  EXPECT_EQ(to_similarity(-1.0, 2), "0.00");
  EXPECT_EQ(to_similarity(0.0 / 1.0, 2), "0.00");
}

TEST(Letters, OnePerFlag) {
  EXPECT_EQ(to_letters({}), "-------");
  EXPECT_EQ(to_letters({0x7f}), "GIOSCDU");
  EXPECT_EQ(to_letters(ChangeFlags().with(ChangeFlag::calls)), "----C--");
}

TEST(DisplayName, SaysWhereAFunctionComesFrom) {
  const DiffReport report = made_up_report();
  EXPECT_EQ(display_name(report.functions[0]), "grown(int)");
  EXPECT_EQ(display_name(report.functions[2]), "after (was before)");
  EXPECT_EQ(display_object(report.functions[2]), "b.o (from a.o)");
}

} // namespace
} // namespace hotpatch
