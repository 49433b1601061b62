// Resolutions that contradict the base image.
#include "hpcompile/witness_check.h"

#include "tests/unit/hpcompile/made_up_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using test::MadeUpParts;
using testing::HasSubstr;

constexpr Rva text = made_up_text, bss = made_up_bss;

std::vector<Refusal> refusals_of(MadeUpChange &change,
                                 std::vector<Link> *links = nullptr) {
  change.finish();
  MadeUpParts parts(change);
  const std::vector<Part> built = build_function(
      parts.context, 0, MadeUpChange::function(change.post, "f"), {0});
  if (links)
    *links = built.front().links;
  return parts.refusals;
}

// f calls a static function.
MadeUpObject caller(std::string_view more) {
  MadeUpObject object;
  const std::uint32_t f =
      object.function("f", "e8 00000000 " + std::string(more) + " c3");
  const std::uint32_t g = object.function("g", "31c0 c3", Linkage::local);
  object.relocate(object.section_of(f), 1, r_x86_64::plt32, g, -4);
  return object;
}

TEST(WitnessCheck, AReferenceThatLeadsElsewhereInTheImageIsRefused) {
  MadeUpChange change;
  change.add_pre(caller(""));
  change.add_post(caller("90"));
  change.place(0, text);
  change.place(1, text + 0x40);
  // The symbols name one copy of the static function, the code calls another.
  change.image.put(text + 0x80, "31c0 c3");
  change.image.name("f", text, PlaceKind::function);
  change.image.name("g", text + 0x80, PlaceKind::function, true);
  const std::vector<Refusal> refusals = refusals_of(change);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::ambiguous_binding);
  EXPECT_THAT(refusals[0].detail,
              HasSubstr("leads to 0x1080, but in the pre function to 0x1040"));
}

TEST(WitnessCheck, AReferenceThatAgreesIsBound) {
  MadeUpChange change;
  change.add_pre(caller(""));
  change.add_post(caller("90"));
  change.place(0, text);
  change.place(1, text + 0x40);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("g", text + 0x40, PlaceKind::function, true);
  EXPECT_TRUE(refusals_of(change).empty());
}

TEST(WitnessCheck, TheCopyThatPrevailedSaysWhatItUses) {
  MadeUpChange change;
  for (std::string_view label : {"a.o", "b.o"}) {
    MadeUpObject pre = caller("");
    pre[0].comdat_symbol = 0;
    change.add_pre(std::move(pre), label);
  }
  change.add_post(caller("90"));
  change.place(0, text, 1);
  change.place(1, text + 0x40, 1); // b.o's copies
  change.place(1, text + 0x80, 0);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("g", text + 0x40, PlaceKind::function, true,
                    change.image.object_name("b.c"));
  change.image.name("g", text + 0x80, PlaceKind::function, true,
                    change.image.object_name("a.c"));
  change.report.functions.clear();
  std::vector<Link> links;
  EXPECT_TRUE(refusals_of(change, &links).empty());
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].base, text + 0x40);
}

// f takes the address of .bss+8 by the section's symbol; `first` is there and
// `array` behind it, and with `has_more` a variable between the two.
MadeUpObject indexer(bool has_more, std::string_view code,
                     std::uint64_t array_size) {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", code);
  const std::uint32_t zeros = object.zeros(".bss", SectionKind::bss, 0x80);
  const std::uint32_t start =
      object.symbol({.section = zeros,
                     .kind = SymbolKind::section,
                     .placement = Placement::in_section});
  auto define = [&](std::string_view name, std::uint64_t at,
                    std::uint64_t size) {
    object.define(name, zeros, at, size, SymbolKind::data, Linkage::local);
  };
  define("zero", 0, 8);
  define("first", 8, 8);
  if (has_more)
    define("more", 16, 8);
  define("array", has_more ? 24 : 16, array_size);
  object.relocate(object.section_of(f), 3, r_x86_64::pc32, start,
                  (has_more ? 16 : 8) - 4);
  return object;
}

constexpr std::string_view takes_address = "488d05 00000000 c3";
constexpr std::string_view reads = "488b05 00000000 c3";

std::vector<Refusal> refusals_of_indexer(std::string_view code,
                                         std::uint64_t array_size,
                                         bool has_more = true) {
  MadeUpChange change;
  change.add_pre(indexer(false, takes_address, array_size));
  change.add_post(indexer(has_more, code, array_size));
  change.place(0, text);
  change.place(1, bss);
  change.image.name("f", text, PlaceKind::function);
  return refusals_of(change);
}

TEST(WitnessCheck, APlaceBeforeAnArrayMayBeTheArrays) {
  // `array - 8`, which in the pre object is `first`.
  const std::vector<Refusal> refusals = refusals_of_indexer(takes_address, 64);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::ambiguous_binding);
  EXPECT_THAT(refusals[0].detail, HasSubstr("may mean what follows"));
}

TEST(WitnessCheck, WhatIsReadIsMeant) {
  for (const Refusal &refusal : refusals_of_indexer(reads, 64))
    EXPECT_THAT(refusal.detail, testing::Not(HasSubstr("may mean")));
}

TEST(WitnessCheck, NobodyCountsBackFromASingleElement) {
  for (const Refusal &refusal : refusals_of_indexer(takes_address, 8))
    EXPECT_THAT(refusal.detail, testing::Not(HasSubstr("may mean")));
}

TEST(WitnessCheck, WhereTheDataAreTheSameItDoesNotMatter) {
  EXPECT_TRUE(refusals_of_indexer(takes_address, 64, false).empty());
}

} // namespace
} // namespace hotpatch
