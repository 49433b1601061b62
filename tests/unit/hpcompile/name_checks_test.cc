// Names that contradict where the objects are.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;

// f reads v, which is at 0x4040; the names say `named`.
std::vector<Refusal> check(Rva named, Linkage linkage,
                           const std::vector<std::string> &files) {
  MadeUpChange change;
  MadeUpObject pre;
  pre.function("f", "8b05 00000000 83c001 83c102 83c203 83c604 83c705 90 c3");
  const std::uint32_t bss = pre.zeros(".bss", SectionKind::bss, 8);
  pre.relocate(0, 2, r_x86_64::pc32,
               pre.define("v", bss, 0, 4, SymbolKind::data, linkage), -4);
  change.add_pre(std::move(pre));
  change.add_post(MadeUpObject());
  change.place(0, text);
  change.place(bss, made_up_bss + 0x40);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("v", named, PlaceKind::data, linkage == Linkage::local);
  change.finish();
  return check_names(change.pre.build, *change.base, files);
}

TEST(NameChecks, ANameElsewhereIsOfAnotherBuild) {
  for (Linkage linkage : {Linkage::global, Linkage::local}) {
    const std::vector<Refusal> refusals =
        check(made_up_bss + 0x80, linkage, {"x.map"});
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].reason, RefusalReason::symbols_mismatch);
    EXPECT_EQ(refusals[0].subject, "x.map");
    EXPECT_THAT(refusals[0].detail,
                HasSubstr("v at 0x4080, but code refers to 0x4040"));
  }
}

TEST(NameChecks, NamesThatAgree) {
  for (Linkage linkage : {Linkage::global, Linkage::local})
    EXPECT_TRUE(check(made_up_bss + 0x40, linkage, {"x.map"}).empty());
}

TEST(NameChecks, WhatIsProvenIsNotAsked) {
  EXPECT_TRUE(check(made_up_bss + 0x80, Linkage::global, {}).empty());
}

} // namespace
} // namespace hotpatch
