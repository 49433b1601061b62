// Code that ran when the image was loaded.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;

MadeUpObject with_initializer(bool is_listed, std::string_view section,
                              ObjectFormat format = ObjectFormat::elf) {
  MadeUpObject object(format);
  const std::uint32_t f = object.function("start_up", "e8 00000000 c3");
  if (is_listed) {
    const std::uint32_t table =
        object.section(section, SectionKind::writable, "0000000000000000", 8);
    object.relocate(table, 0,
                    format == ObjectFormat::elf
                        ? std::uint32_t{r_x86_64::abs64}
                        : std::uint32_t{r_amd64::addr64},
                    f, 0);
  }
  return object;
}

std::vector<Refusal> check(bool was_listed, bool is_listed, bool is_root,
                           std::string_view section = ".init_array",
                           ObjectFormat format = ObjectFormat::elf,
                           std::vector<Rva> known = {}) {
  MadeUpChange change(format);
  change.add_pre(with_initializer(was_listed, section, format));
  change.add_post(with_initializer(is_listed, section, format));
  change.place(0, text);
  change.image.name("start_up", text, PlaceKind::function);
  change.image.image.initializers = std::move(known);
  change.finish();
  Roots roots;
  if (is_root)
    roots.functions = {{0, 0, 0, 0}};
  return check_initializers(change.change(), roots);
}

TEST(InitializerChecks, AChangedInitializer) {
  for (std::string_view section :
       {".init_array", ".init_array.00100", ".preinit_array", ".ctors"}) {
    const std::vector<Refusal> refusals = check(true, true, true, section);
    ASSERT_EQ(refusals.size(), 1U) << section;
    EXPECT_EQ(refusals[0].reason, RefusalReason::already_ran);
    EXPECT_EQ(refusals[0].subject, "start_up");
  }
  EXPECT_EQ(check(true, true, true, ".CRT$XCU", ObjectFormat::coff).size(), 1U);
}

TEST(InitializerChecks, AnInitializerThatOnlyTheImageKnows) {
  EXPECT_EQ(check(false, false, true, "", ObjectFormat::elf, {text}).size(),
            1U);
}

TEST(InitializerChecks, ANewInitializer) {
  const std::vector<Refusal> refusals = check(false, true, false);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_THAT(refusals[0].detail, HasSubstr("is a new initialiser"));
}

// b.o is new.
TEST(InitializerChecks, AnObjectThatIsNewHasNewInitializersIfItIsTakenFrom) {
  MadeUpObject known, added = with_initializer(true, ".init_array");
  MadeUpChange change;
  change.add_pre(known);
  change.add_post(known);
  change.add_post(added, "b.o");
  change.finish();
  Selection selection;
  selection.objects = {0};
  EXPECT_TRUE(check_new_initializers(change.change(), selection).empty());
  selection.objects = {0, 1};
  const std::vector<Refusal> refusals =
      check_new_initializers(change.change(), selection);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::already_ran);
  EXPECT_EQ(refusals[0].subject, "start_up");
  EXPECT_EQ(refusals[0].object, "b.o");
  EXPECT_THAT(refusals[0].detail, HasSubstr("is a new initialiser"));
}

// The dynamic linker has asked the resolver which function to call.
TEST(InitializerChecks, AChangedResolverOfAnIndirectFunction) {
  for (bool is_indirect_before : {true, false}) {
    MadeUpChange change;
    MadeUpObject pre, post;
    for (MadeUpObject *object : {&pre, &post}) {
      const std::uint32_t f = object->function("resolve", "31c0 83c001 c3");
      if ((object == &pre) == is_indirect_before)
        object->symbol({.name = "f",
                        .section = object->section_of(f),
                        .kind = SymbolKind::function,
                        .linkage = Linkage::global,
                        .placement = Placement::in_section,
                        .is_indirect = true});
    }
    change.add_pre(pre);
    change.add_post(post);
    change.place(0, text);
    change.image.name("resolve", text, PlaceKind::function);
    change.finish();
    Roots roots;
    roots.functions = {{0, MadeUpChange::function(change.post, "resolve"), 0,
                        MadeUpChange::function(change.pre, "resolve")}};
    const std::vector<Refusal> refusals =
        check_initializers(change.change(), roots);
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].reason, RefusalReason::already_ran);
    EXPECT_THAT(refusals[0].detail, HasSubstr("which function to call"));
  }
}

TEST(InitializerChecks, WhatTheSystemCallsWhenItLoadsALibrary) {
  for (std::string_view name : {"DllMain", "start"}) {
    MadeUpChange change(ObjectFormat::coff);
    MadeUpObject object(ObjectFormat::coff);
    object.function(name, "31c0 83c001 c3");
    change.add_pre(object);
    change.add_post(object);
    change.place(0, text);
    change.image.name(name, text, PlaceKind::function);
    change.image.image.entry_point = name == "start" ? text : text + 0x80;
    change.finish();
    Roots roots;
    roots.functions = {{0, 0, 0, 0}};
    EXPECT_EQ(check_initializers(change.change(), roots).size(), 1U);
    change.image.image.is_library = false;
    EXPECT_TRUE(check_initializers(change.change(), roots).empty());
  }
}

// The initialiser start_up calls help, which calls fill; `other` makes the
// object's function g refer to fill as well.
enum class Other : std::uint8_t { none, calls, takes_address };
std::vector<Refusal> check_helper(Other other,
                                  Linkage linkage = Linkage::local) {
  MadeUpObject object = with_initializer(true, ".init_array");
  const std::uint32_t fill =
      object.function("fill", "8b4704 83c001 c3", linkage);
  const std::uint32_t help =
      object.function("help", "e8 00000000 c3", Linkage::local);
  object.relocate(object.section_of(help), 1, r_x86_64::plt32, fill, -4);
  object.relocate(0, 1, r_x86_64::plt32, help, -4);
  const std::uint32_t g = object.function(
      "g", other == Other::calls ? "e8 00000000 c3" : "488d05 00000000 c3");
  if (other != Other::none)
    object.relocate(object.section_of(g), other == Other::calls ? 1 : 3,
                    r_x86_64::pc32, fill, -4);
  MadeUpChange change;
  change.add_pre(object);
  change.add_post(object);
  change.place(object.section_of(fill), text);
  change.image.name("fill", text, PlaceKind::function);
  change.finish();
  const std::uint32_t f = MadeUpChange::function(change.pre, "fill");
  Roots roots;
  roots.functions = {{0, f, 0, f}};
  return check_initializers(change.change(), roots);
}

TEST(InitializerChecks, WhatOnlyInitializersCallRanToo) {
  const std::vector<Refusal> refusals = check_helper(Other::none);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].subject, "fill");
  EXPECT_THAT(refusals[0].detail, HasSubstr("only runs when"));
  EXPECT_TRUE(check_helper(Other::calls).empty());
  EXPECT_TRUE(check_helper(Other::takes_address).empty());
  // Who else calls it is in other objects, too.
  EXPECT_TRUE(check_helper(Other::none, Linkage::global).empty());
}

TEST(InitializerChecks, WhatDidNotChangeMayStayOne) {
  EXPECT_TRUE(check(true, true, false).empty());
  EXPECT_TRUE(check(false, false, true).empty());
}

} // namespace
} // namespace hotpatch
