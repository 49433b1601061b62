// Which functions are redirected, and which cannot be.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;
constexpr std::string_view code = "31c0 83c001 83c102 c3";

// f changed; in the image there is `found` at text, with f's name.
std::unique_ptr<MadeUpChange> changed(FunctionClass cls,
                                      std::string_view found = code,
                                      bool is_comdat = false) {
  auto change = std::make_unique<MadeUpChange>();
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    const std::uint32_t f =
        object.function("f", is_pre ? code : "31c0 83c002 83c102 c3");
    if (is_comdat)
      object[object.section_of(f)].comdat_symbol = f;
    is_pre ? change->add_pre(std::move(object))
           : change->add_post(std::move(object));
  }
  change->differs("f", cls);
  change->image.put(text, found);
  change->image.name("f", text, PlaceKind::function);
  change->finish();
  return change;
}

TEST(ChooseRoots, ChangedFunctionsThatTheImageHolds) {
  for (FunctionClass cls : {FunctionClass::constant, FunctionClass::code}) {
    auto change = changed(cls);
    const ChosenRoots chosen = choose_roots(change->change(), false);
    ASSERT_EQ(chosen.roots.functions.size(), 1U);
    EXPECT_TRUE(chosen.refusals.empty());
  }
}

TEST(ChooseRoots, NoiseIsTakenOnDemandOnly) {
  for (FunctionClass cls :
       {FunctionClass::line_only, FunctionClass::layout_only}) {
    auto change = changed(cls);
    EXPECT_TRUE(choose_roots(change->change(), false).roots.functions.empty());
    EXPECT_EQ(choose_roots(change->change(), true).roots.functions.size(), 1U);
  }
  auto change = changed(FunctionClass::line_only);
  EXPECT_EQ(choose_roots(change->change(), false).line_only,
            std::vector<Rva>{text});
}

TEST(ChooseRoots, CodeThatTheImageHasOtherwiseIsRefusedWithThePlace) {
  auto change = changed(FunctionClass::code, "31c0 83c009 83c102 c3");
  const ChosenRoots chosen = choose_roots(change->change(), false);
  EXPECT_TRUE(chosen.roots.functions.empty());
  ASSERT_EQ(chosen.refusals.size(), 1U);
  EXPECT_EQ(chosen.refusals[0].reason, RefusalReason::base_differs);
  EXPECT_THAT(chosen.refusals[0].detail,
              HasSubstr(".text.f+0x4: image has 0x9 at 0x1004, expected 0x1"));
}

TEST(ChooseRoots, AnotherObjectsCopyOfAnInlineFunction) {
  auto change = changed(FunctionClass::code, "31c0 83c009 83c102 c3", true);
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.refusals.size(), 1U);
  EXPECT_EQ(chosen.refusals[0].reason, RefusalReason::comdat_differs);
}

TEST(ChooseRoots, SeveralPlacesAreRefused) {
  auto change = std::make_unique<MadeUpChange>();
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    object.function("f", code, Linkage::local);
    is_pre ? change->add_pre(std::move(object))
           : change->add_post(std::move(object));
  }
  change->differs("f");
  for (Rva at : {text, text + 0x40}) {
    change->image.put(at, code);
    change->image.name("f", at, PlaceKind::function, true);
  }
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.refusals.size(), 1U);
  EXPECT_EQ(chosen.refusals[0].reason, RefusalReason::ambiguous_binding);
}

// Two objects define f, a.o also under the name `a`, and b.o changes it.  In
// the image a.o's is at text and b.o's at `at`, whose name is f.
struct TwoDefinitions {
  Linkage first, second;
  Rva at = text + 0x40;

  [[nodiscard]] bool is_comdat() const { return at == text; }
  [[nodiscard]] std::unique_ptr<MadeUpChange> make() const {
    auto change = std::make_unique<MadeUpChange>();
    for (bool is_pre : {true, false}) {
      MadeUpObject a = object("31c0 83c001 83c102 c3", first);
      a.define("a", 0, 0, 9, SymbolKind::function);
      MadeUpObject b = object(is_comdat() && is_pre ? "31c0 83c001 83c102 c3"
                              : is_pre              ? "31c9 83c101 83c003 c3"
                                                    : "31c9 83c101 83c004 c3",
                              second);
      is_pre ? change->add_pre(std::move(a), "a.o")
             : change->add_post(std::move(a), "a.o");
      is_pre ? change->add_pre(std::move(b), "b.o")
             : change->add_post(std::move(b), "b.o");
    }
    change->differs("f", FunctionClass::code, 1);
    change->place(0, text);
    change->place(0, at, 1);
    change->image.name("a", text, PlaceKind::function);
    change->image.name("f", at, PlaceKind::function, second == Linkage::local);
    if (first == Linkage::global)
      change->image.name("f", text, PlaceKind::function);
    change->finish();
    return change;
  }
  [[nodiscard]] MadeUpObject object(std::string_view hex,
                                    Linkage linkage) const {
    MadeUpObject object;
    const std::uint32_t f = object.function("f", hex, linkage);
    if (is_comdat())
      object[object.section_of(f)].comdat_symbol = f;
    return object;
  }
};

TEST(ChooseRoots, AStaticFunctionWithAGlobalNamesake) {
  auto change = TwoDefinitions{Linkage::global, Linkage::local}.make();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.roots.functions.size(), 1U);
  EXPECT_EQ(chosen.roots.functions[0].pre_object, 1U);
}

TEST(ChooseRoots, AFunctionThatPrevailsOverAWeakOne) {
  auto change = TwoDefinitions{Linkage::weak, Linkage::global}.make();
  EXPECT_EQ(choose_roots(change->change(), false).roots.functions.size(), 1U);
}

TEST(ChooseRoots, OneCopyOfAnInlineFunctionSpeaksForAll) {
  auto change = TwoDefinitions{Linkage::weak, Linkage::weak, text}.make();
  ChosenRoots chosen = choose_roots(change->change(), false);
  EXPECT_TRUE(chosen.roots.functions.empty());
  EXPECT_THAT(chosen.notes, testing::ElementsAre(
                                "f (b.o) changed, but the image's copy "
                                "counts as that of a.o, which needs no patch"));
  change->differs("f", FunctionClass::code, 0);
  chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.roots.functions.size(), 1U);
  EXPECT_EQ(chosen.roots.functions[0].pre_object, 0U);
  EXPECT_TRUE(chosen.notes.empty());
}

// f calls a static function that was renamed and changed.
std::unique_ptr<MadeUpChange> renamed() {
  auto change = std::make_unique<MadeUpChange>();
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    const std::uint32_t f = object.function("f", "e8 00000000 83c002 c3");
    const std::uint32_t g = object.function(
        is_pre ? "check" : "check_it",
        is_pre ? code : "31c0 83c001 83c103 83c104 c3", Linkage::local);
    object.relocate(object.section_of(f), 1, r_x86_64::plt32, g, -4);
    is_pre ? change->add_pre(std::move(object))
           : change->add_post(std::move(object));
  }
  change->place(0, text);
  change->place(1, text + 0x20);
  change->image.name("f", text, PlaceKind::function);
  change->guessed("check", "check_it");
  return change;
}

TEST(ChooseRoots, AGuessIsARootIfItsUsersStay) {
  auto change = renamed();
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.roots.functions.size(), 1U);
  EXPECT_EQ(chosen.roots.functions[0].pre_function,
            MadeUpChange::function(change->pre, "check"));
}

TEST(ChooseRoots, AGuessIsNewIfItsUsersAreReplaced) {
  auto change = renamed();
  change->differs("f");
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.roots.functions.size(), 1U);
  EXPECT_EQ(chosen.roots.functions[0].pre_function,
            MadeUpChange::function(change->pre, "f"));
}

TEST(ChooseRoots, AGuessThatDiffersInLinesOnlyIsNoise) {
  auto change = renamed();
  change->report.functions[0].cls = FunctionClass::line_only;
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  EXPECT_TRUE(chosen.roots.functions.empty());
  EXPECT_EQ(chosen.line_only, std::vector<Rva>{text + 0x20});
}

TEST(ChooseRoots, WhatIsNotInTheImageIsNoted) {
  auto change = std::make_unique<MadeUpChange>();
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    object.function("f", code);
    is_pre ? change->add_pre(std::move(object))
           : change->add_post(std::move(object));
  }
  change->differs("f");
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  EXPECT_TRUE(chosen.roots.functions.empty());
  EXPECT_TRUE(chosen.refusals.empty());
  ASSERT_EQ(chosen.notes.size(), 1U);
  EXPECT_THAT(chosen.notes[0], HasSubstr("not in the image"));
}

// f runs when the image is loaded, but is too small to be found.
TEST(ChooseRoots, WhatTheImageHoldsSomewhereIsRefused) {
  auto change = std::make_unique<MadeUpChange>();
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    object.function("g", code);
    const std::uint32_t table = object.section(
        ".init_array", SectionKind::writable, "0000000000000000", 8);
    object.relocate(
        table, 0, r_x86_64::abs64,
        object.function("f", is_pre ? "90 c3" : "c3", Linkage::local), 0);
    is_pre ? change->add_pre(std::move(object))
           : change->add_post(std::move(object));
  }
  change->differs("f");
  change->place(0, text);
  change->image.name("g", text, PlaceKind::function);
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  EXPECT_TRUE(chosen.notes.empty());
  ASSERT_EQ(chosen.refusals.size(), 1U);
  EXPECT_EQ(chosen.refusals[0].reason, RefusalReason::unbound);
  EXPECT_THAT(chosen.refusals[0].detail, HasSubstr("nothing tells where"));
}

// a.o defines f in the image; b.o, which is new, defines it, too.
std::vector<Refusal>
with_new_definition(Linkage linkage, bool stays,
                    LinkageKind now = LinkageKind::global) {
  MadeUpChange change;
  MadeUpObject pre, post, added;
  pre.function("f", code, linkage);
  post.function(stays ? "f" : "g", code, linkage);
  added.function("f", "31c0 83c002 83c102 c3");
  change.add_pre(std::move(pre));
  change.add_post(std::move(post));
  change.add_post(std::move(added), "b.o");
  FunctionDiff diff;
  diff.name = "f";
  diff.object = "b.o";
  diff.cls = FunctionClass::added;
  diff.linkage = now;
  diff.post = FunctionSide{};
  diff.post->object_number = 1;
  change.report.functions = {diff};
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  change.finish();
  return choose_roots(change.change(), false).refusals;
}

TEST(ChooseRoots, ANewDefinitionInTheStead) {
  for (bool stays : {true, false}) {
    const std::vector<Refusal> refusals =
        with_new_definition(Linkage::weak, stays);
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].reason, RefusalReason::unexplained_copy);
    EXPECT_EQ(refusals[0].detail,
              "the image has that of a.o at 0x1000, which would stay in force");
  }
  EXPECT_EQ(with_new_definition(Linkage::global, false).size(), 1U);
  // Of another image.
  EXPECT_TRUE(with_new_definition(Linkage::global, true).empty());
}

// Only where nothing else is left.
TEST(ChooseRoots, ANewWeakDefinitionInTheStead) {
  for (Linkage before : {Linkage::global, Linkage::weak}) {
    EXPECT_EQ(with_new_definition(before, false, LinkageKind::weak).size(), 1U);
    EXPECT_TRUE(with_new_definition(before, true, LinkageKind::weak).empty());
  }
}

// f runs when the image is loaded, but is too small to be found.
TEST(ChooseRoots, ANewDefinitionInTheSteadOfOneThatIsSomewhere) {
  MadeUpChange change;
  MadeUpObject pre, post, added;
  pre.function("g", code);
  const std::uint32_t table =
      pre.section(".init_array", SectionKind::writable, "0000000000000000", 8);
  pre.relocate(table, 0, r_x86_64::abs64, pre.function("f", "90 c3"), 0);
  post.function("g", code);
  added.function("f", "31c0 83c002 83c102 c3");
  change.add_pre(std::move(pre));
  change.add_post(std::move(post));
  change.add_post(std::move(added), "b.o");
  FunctionDiff diff;
  diff.name = "f";
  diff.object = "b.o";
  diff.cls = FunctionClass::added;
  diff.post = FunctionSide{};
  diff.post->object_number = 1;
  change.report.functions = {diff};
  change.place(0, text);
  change.image.name("g", text, PlaceKind::function);
  change.finish();
  const std::vector<Refusal> refusals =
      choose_roots(change.change(), false).refusals;
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].reason, RefusalReason::unbound);
  EXPECT_THAT(refusals[0].detail, HasSubstr("nothing tells where"));
}

TEST(ChooseRoots, HooksOfThePostObjects) {
  auto change = std::make_unique<MadeUpChange>();
  change->add_pre(MadeUpObject());
  MadeUpObject post;
  post.function("hotpatch_pre_apply", "c3");
  post.function("hotpatch_post_rollback", "c3");
  change->add_post(std::move(post));
  change->finish();
  const ChosenRoots chosen = choose_roots(change->change(), false);
  ASSERT_EQ(chosen.roots.hooks.size(), 2U);
  EXPECT_EQ(chosen.roots.hooks[0].kind, HookKind::pre_apply);
  EXPECT_EQ(chosen.roots.hooks[1].kind, HookKind::post_rollback);
}

} // namespace
} // namespace hotpatch
