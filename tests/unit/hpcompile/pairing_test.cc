// Which objects and functions of the two builds are each other's.
#include "hpcompile/pairing.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;

MadeUpObject with_function(std::string_view name,
                           std::string_view code = "31c0 c3") {
  MadeUpObject object;
  object.function(name, code);
  return object;
}

TEST(Pairing, ByTheReport) {
  MadeUpChange change;
  change.add_pre(with_function("f"), "pre/a.o");
  change.add_pre(with_function("g"), "pre/b.o");
  change.add_post(with_function("g", "31c9 c3"), "post/b.o");
  change.add_post(with_function("f"), "post/a.o");
  FunctionDiff diff;
  diff.pre = diff.post = FunctionSide{};
  diff.pre->object_number = 1;
  change.report.functions = {diff};
  change.finish();
  EXPECT_EQ(change.pairing->pre_of(0), 1U);
  EXPECT_EQ(change.pairing->pre_of(1), no_index);
  EXPECT_EQ(change.pairing->of_post(1), nullptr);
}

TEST(Pairing, ByLabelsInTheirOrder) {
  MadeUpChange change;
  for (std::string_view label : {"x.o", "lib.a(m.o)", "lib.a(m.o)"})
    change.add_pre(with_function("f"), label);
  for (std::string_view label : {"lib.a(m.o)", "lib.a(m.o)", "x.o", "new.o"})
    change.add_post(with_function("f"), label);
  change.finish();
  EXPECT_EQ(change.pairing->pre_of(0), 1U);
  EXPECT_EQ(change.pairing->pre_of(1), 2U);
  EXPECT_EQ(change.pairing->pre_of(2), 0U);
  EXPECT_EQ(change.pairing->pre_of(3), no_index);
}

TEST(Pairing, OneObjectEachWhateverTheirNames) {
  MadeUpChange change;
  change.add_pre(with_function("f"), "before.o");
  change.add_post(with_function("f"), "after.o");
  change.finish();
  EXPECT_EQ(change.pairing->pre_of(0), 0U);
}

// f calls a static function of this name and code.
MadeUpObject caller(std::string_view name, std::string_view code) {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", "e8 00000000 90 90 c3");
  object.relocate(object.section_of(f), 1, r_x86_64::plt32,
                  object.function(name, code, Linkage::local), -4);
  return object;
}

TEST(Pairing, WhatIsPairedByItsPlaceAndDiffersIsNew) {
  MadeUpChange change;
  change.add_pre(caller("check", "8d4701 c3"));
  change.add_post(caller("log_it", "8d4702 83c003 c3"));
  change.finish();
  PairedObject *pair = change.pairing->of_post(0);
  ASSERT_TRUE(pair);
  const std::uint32_t pre = MadeUpChange::function(change.pre, "check");
  const std::uint32_t post = MadeUpChange::function(change.post, "log_it");
  EXPECT_EQ(pair->matched.post_function[pre], no_index);
  EXPECT_EQ(pair->matched.pre_function[post], no_index);
}

TEST(Pairing, WhatWasRenamedOnlyIsTheSame) {
  MadeUpChange change;
  change.add_pre(caller("check", "8d4701 c3"));
  change.add_post(caller("check_it", "8d4701 c3"));
  change.finish();
  PairedObject *pair = change.pairing->of_post(0);
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->matched
                .pre_function[MadeUpChange::function(change.post, "check_it")],
            MadeUpChange::function(change.pre, "check"));
}

} // namespace
} // namespace hotpatch
