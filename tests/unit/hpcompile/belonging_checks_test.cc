// Whether image, pre and post objects belong together.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;
constexpr std::string_view pre_code =
    "31c0 83c001 83c102 83c203 83c604 83c705 90 c3";
constexpr std::string_view post_code =
    "31c0 83c011 83c112 83c213 83c614 83c715 90 c3";

MadeUpObject with_function(std::string_view code,
                           std::string_view compiler = "") {
  MadeUpObject object;
  object.function("f", code);
  object.function("g", "31c9 83e801 83e902 83ea03 83ee04 83ef05 90 c3");
  if (!compiler.empty())
    object.section(".comment", SectionKind::other, compiler);
  return object;
}

std::vector<Refusal> check(MadeUpChange &change) {
  change.finish();
  const Witness witness = witness_of(change.pre.build, *change.base);
  return check_belonging(change.change(), change.image.image, "base.so",
                         witness);
}

TEST(BelongingChecks, ObjectsThatTheImageHolds) {
  MadeUpChange change;
  change.add_pre(with_function(pre_code));
  change.add_post(with_function(post_code));
  change.place(0, text);
  change.place(1, text + 0x40);
  EXPECT_TRUE(check(change).empty());
  const Witness witness = witness_of(change.pre.build, *change.base);
  EXPECT_EQ(witness.functions, 2U);
  EXPECT_EQ(witness.functions_in_image, 2U);
  EXPECT_EQ(witness.objects_in_image, 1U);
  EXPECT_TRUE(witness.absent_objects.empty());
}

TEST(BelongingChecks, AnImageOfOtherObjects) {
  MadeUpChange change;
  change.add_pre(with_function(pre_code));
  change.add_post(with_function(post_code));
  const std::vector<Refusal> refusals = check(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::wrong_base);
  EXPECT_EQ(refusals[0].subject, "base.so");
  EXPECT_THAT(refusals[0].detail, HasSubstr("0 of 2"));
  EXPECT_EQ(witness_of(change.pre.build, *change.base).absent_objects,
            std::vector<std::string>{"a.o"});
}

TEST(BelongingChecks, PreAndPostExchanged) {
  MadeUpChange change;
  MadeUpObject pre, post;
  pre.function("f", pre_code);
  post.function("f", post_code);
  change.add_pre(std::move(pre));
  change.add_post(std::move(post));
  change.image.put(text, post_code);
  const std::vector<Refusal> refusals = check(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_THAT(refusals[0].detail, HasSubstr("pre and post are swapped"));
}

TEST(BelongingChecks, AByteThatSomebodyChanged) {
  MadeUpChange change;
  change.add_pre(with_function(pre_code));
  change.add_post(with_function(post_code));
  change.place(0, text);
  change.place(1, text + 0x40);
  change.image.put(text + 0x43, "77");
  change.image.name("f", text, PlaceKind::function);
  change.image.name("g", text + 0x40, PlaceKind::function);
  const std::vector<Refusal> refusals = check(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::base_differs);
  EXPECT_EQ(refusals[0].subject, "g");
  EXPECT_THAT(refusals[0].detail, HasSubstr("image has 0x77 at 0x1043"));
}

TEST(BelongingChecks, AnotherCompiler) {
  MadeUpChange change;
  change.add_pre(with_function(pre_code, "47434300"));
  change.add_post(with_function(post_code, "636c616e6700"));
  change.place(0, text);
  change.place(1, text + 0x40);
  const std::vector<Refusal> refusals = check(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::foreign_rebuild);
  EXPECT_THAT(refusals[0].detail, HasSubstr("by clang, expected GCC"));
}

TEST(BelongingChecks, MoreThanAFixChanges) {
  MadeUpChange change;
  change.add_pre(with_function(pre_code));
  change.add_post(with_function(post_code));
  change.place(0, text);
  change.place(1, text + 0x40);
  auto &counts = change.report.totals.functions;
  counts[static_cast<std::size_t>(FunctionClass::identical)] = 10;
  counts[static_cast<std::size_t>(FunctionClass::code)] = 19;
  EXPECT_TRUE(check(change).empty()); // few in all
  counts[static_cast<std::size_t>(FunctionClass::code)] = 20;
  const std::vector<Refusal> refusals = check(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_THAT(refusals[0].detail, HasSubstr("20 of 30 functions changed"));
}

} // namespace
} // namespace hotpatch
