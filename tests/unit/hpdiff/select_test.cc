#include "hpdiff/select.h"

#include "hpdiff/exit_status.h"
#include "tests/unit/hpdiff/made_up_report.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The names of the functions selected.
std::vector<std::string> names(const ListingOptions &options) {
  const DiffReport report = made_up_report();
  const Expected<Listing> listing = select_rows(report, options);
  std::vector<std::string> result;
  if (listing)
    for (std::size_t index : listing->functions)
      result.push_back(report.functions[index].name);
  return result;
}

TEST(Select, EverythingInTheReportsOrderByDefault) {
  EXPECT_THAT(names({}),
              ElementsAre("_Z5growni", "lines", "after", "gone", "fresh"));
}

TEST(Select, ByClass) {
  EXPECT_THAT(names({.classes = *parse_classes("line_only,removed")}),
              ElementsAre("lines", "gone"));
  EXPECT_THAT(names({.classes = *parse_classes("any")}),
              ElementsAre("_Z5growni", "after", "gone", "fresh"));
  EXPECT_THAT(names({.classes = *parse_classes("data")}), ElementsAre());
}

TEST(Select, BySortKey) {
  EXPECT_THAT(names({.sort = SortKey::delta}),
              ElementsAre("_Z5growni", "fresh", "gone", "lines", "after"));
  EXPECT_THAT(names({.sort = SortKey::size}),
              ElementsAre("_Z5growni", "after", "fresh", "lines", "gone"));
  EXPECT_THAT(names({.sort = SortKey::similarity}),
              ElementsAre("_Z5growni", "after", "lines", "gone", "fresh"));
  EXPECT_THAT(names({.sort = SortKey::name}),
              ElementsAre("_Z5growni", "after", "fresh", "gone", "lines"));
  EXPECT_THAT(names({.sort = SortKey::object}),
              ElementsAre("_Z5growni", "lines", "gone", "fresh", "after"));
  EXPECT_THAT(names({.sort = SortKey::consequence}),
              ElementsAre("_Z5growni", "after", "fresh", "gone", "lines"));
}

TEST(Select, ByPatternInEitherName) {
  EXPECT_THAT(names({.name_pattern = "^gr.*\\(int"}), ElementsAre("_Z5growni"));
  EXPECT_THAT(names({.name_pattern = "^_Z5"}), ElementsAre("_Z5growni"));
  EXPECT_THAT(names({.name_pattern = "e"}),
              ElementsAre("lines", "after", "gone", "fresh"));
}

TEST(Select, ByObject) {
  EXPECT_THAT(names({.object_glob = "b.*"}), ElementsAre("after"));
  EXPECT_THAT(names({.object_glob = "nothing"}), ElementsAre());
}

TEST(Select, LimitSaysWhatItLeavesOut) {
  const DiffReport report = made_up_report();
  const Listing listing = *select_rows(report, {.limit = 2});
  EXPECT_EQ(listing.functions.size(), 2U);
  EXPECT_EQ(listing.functions_over_limit, 3U);
  EXPECT_EQ(listing.data_over_limit, 0U);
}

TEST(Select, BadPatternsAreErrors) {
  const DiffReport report;
  for (std::string pattern : {"(", "[a", "*", "\\", "(a)\\1", "a)(b"}) {
    const Expected<Listing> listing =
        select_rows(report, {.name_pattern = pattern});
    ASSERT_FALSE(listing) << pattern;
    EXPECT_EQ(listing.error().code, ErrorCode::malformed);
    EXPECT_THAT(listing.error().message, HasSubstr("no regular expression"));
  }
  EXPECT_FALSE(select_rows(report, {.name_pattern = std::string(2000, 'a')}));
}

// Backtracking would take until the end of the world, or of the stack.
TEST(Select, HostilePatternsAndNamesEnd) {
  DiffReport report;
  add(report,
      made_up_function(std::string(200000, 'a'), FunctionClass::code, 1, 2));
  const auto begin = std::chrono::steady_clock::now();
  for (std::string pattern : {"(a+)+b", "(a|aa)+$b", "(.*)(.*)(.*)(.*)x"})
    EXPECT_TRUE(select_rows(report, {.name_pattern = pattern}));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(ParseClasses, UnknownWordsAreErrors) {
  for (std::string_view list : {"", "code,", ",", "cod", "code,foo"})
    EXPECT_FALSE(parse_classes(list)) << list;
  EXPECT_TRUE(parse_classes("added")->has(DataClass::added));
  EXPECT_FALSE(parse_sort_key("report"));
}

TEST(Select, ObjectsByPathFileOrMember) {
  DiffReport report;
  FunctionDiff function = made_up_function("f", FunctionClass::code, 1, 2);
  function.object = "lib/libx.a(member.o)";
  add(report, function);
  for (std::string glob : {"member.o", "lib/*", "libx.a(*)", "m*"})
    EXPECT_EQ(select_rows(report, {.object_glob = glob})->functions.size(), 1U)
        << glob;
  EXPECT_TRUE(select_rows(report, {.object_glob = "x.o"})->functions.empty());
}

TEST(ExitStatus, DifferencesThatMatter) {
  DiffReport report;
  EXPECT_EQ(exit_status_of(report, {}, SkippedPolicy::trouble),
            ExitStatus::same);
  add(report, made_up_function("lines", FunctionClass::line_only, 4, 4));
  EXPECT_EQ(exit_status_of(report, {}, SkippedPolicy::trouble),
            ExitStatus::same);
  add(report, made_up_function("code", FunctionClass::code, 4, 4));
  EXPECT_EQ(exit_status_of(report, {}, SkippedPolicy::trouble),
            ExitStatus::differs);
}

TEST(ExitStatus, TroubleOutranksDifferences) {
  const DiffReport report = made_up_report();
  EXPECT_EQ(exit_status_of(report, {}, SkippedPolicy::trouble),
            ExitStatus::trouble);
  EXPECT_EQ(exit_status_of(report, {}, SkippedPolicy::allowed),
            ExitStatus::differs);
}

TEST(FailOn, OnlyWhatIsListed) {
  const DiffReport report = made_up_report();
  const auto status = [&](std::string_view list) {
    return exit_status_of(report, *parse_fail_on(list), SkippedPolicy::allowed);
  };
  for (std::string_view list : {"any", "data", "added", "removed", "skipped",
                                "line_only", "layout_only,code", "resized"})
    EXPECT_EQ(status(list), ExitStatus::differs) << list;
  for (std::string_view list :
       {"layout_only", "identical", "changed_readonly,changed_initializer"})
    EXPECT_EQ(status(list), ExitStatus::same) << list;
  EXPECT_FALSE(parse_fail_on("code,nonsense"));
}

TEST(FailOn, ObjectsOnOneSideCountAsAddedAndRemoved) {
  DiffReport report;
  report.totals.objects_added = 1;
  EXPECT_TRUE(occurs(*parse_fail_on("added"), report));
  EXPECT_FALSE(occurs(*parse_fail_on("removed"), report));
  EXPECT_TRUE(occurs(*parse_fail_on("any"), report));
}

} // namespace
} // namespace hotpatch
