#include "hpdiff/line_rules.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(BuiltinLineRules, AreSortedAndOnePerFunction) {
  const std::vector<LineRule> rules = builtin_line_rules();
  EXPECT_TRUE(std::ranges::is_sorted(rules));
  EXPECT_EQ(std::ranges::adjacent_find(rules, {}, &LineRule::callee),
            rules.end());
  EXPECT_THAT(rules, Contains(LineRule{"ERR_set_debug", 2}));
  EXPECT_THAT(rules, Contains(LineRule{"__assert_fail", 3}));
  EXPECT_THAT(rules, Contains(LineRule{"CRYPTO_clear_realloc", 5}));
}

TEST(ParseLineRules, TakesCommentsBlanksAndAnyLineEnd) {
  EXPECT_THAT(*parse_line_rules("# mine\n\nMyAssert:3\r\n  log_at : 2 # why\n"
                                "ns::fail:1"),
              ElementsAre(LineRule{"MyAssert", 3}, LineRule{"log_at", 2},
                          LineRule{"ns::fail", 1}));
  EXPECT_TRUE(parse_line_rules("")->empty());
}

TEST(ParseLineRules, NamesTheBadLine) {
  for (std::string_view line :
       {"MyAssert", "MyAssert:", "MyAssert:0", ":3", "MyAssert:256",
        "MyAssert:x", "a:1 2", "MyAssert:-1"}) {
    const auto rules = parse_line_rules("ok:1\n" + std::string(line) + "\n");
    ASSERT_FALSE(rules) << line;
    EXPECT_THAT(rules.error().message, HasSubstr("line 2: found '"));
    EXPECT_EQ(rules.error().code, ErrorCode::malformed);
  }
}

TEST(ReadLineRules, NamesTheFile) {
  const auto rules = read_line_rules("/nonexistent/rules");
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().code, ErrorCode::io);
  EXPECT_THAT(rules.error().message, HasSubstr("/nonexistent/rules: "));
}

} // namespace
} // namespace hotpatch
