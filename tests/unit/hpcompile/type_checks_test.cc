// Types that cannot be compared.  What layouts and signatures say is tested
// with type_layout.h; hpcompile over compiled objects is in tests/lit.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

TEST(TypeChecks, AnObjectWithoutTypesIsRefusedIfOneOfItsFunctionsChanges) {
  MadeUpChange change;
  for (std::string_view label : {"a.o", "b.o"}) {
    MadeUpObject object;
    object.function(label == "a.o" ? "f" : "g", "31c0 c3");
    change.add_pre(object, label);
    change.add_post(std::move(object), label);
  }
  change.finish();
  Roots roots;
  EXPECT_TRUE(check_types(change.change(), roots).empty());
  roots.functions = {{0, 0, 0, 0}};
  const std::vector<Refusal> refusals = check_types(change.change(), roots);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::no_type_information);
  EXPECT_EQ(refusals[0].subject, "a.o");
  EXPECT_THAT(refusals[0].detail, HasSubstr("no type records"));
}

// The source file was renamed: b.o is new, and its function replaces a.o's.
TEST(TypeChecks, ObjectsThatOnlyAFunctionConnectsAreLookedAtToo) {
  MadeUpChange change;
  for (bool is_pre : {true, false}) {
    MadeUpObject moved, other;
    moved.function("f", "31c0 c3");
    other.function("g", "31c0 c3");
    is_pre ? change.add_pre(std::move(moved), "a.o")
           : change.add_post(std::move(moved), "b.o");
    is_pre ? change.add_pre(std::move(other), "c.o")
           : change.add_post(std::move(other), "c.o");
  }
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  const std::vector<Refusal> refusals = check_types(change.change(), roots);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].subject, "b.o");
}

} // namespace
} // namespace hotpatch
