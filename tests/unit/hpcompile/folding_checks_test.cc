// Several functions in one place, and one in several.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;
constexpr std::string_view code = "8b4704 83c001 c3";

// Pre: f and g have the same code, in one place of the image.
struct Folded {
  MadeUpChange change;

  Folded(std::string_view post_f, std::string_view post_g) {
    MadeUpObject pre, post;
    pre.function("f", code);
    pre.function("g", code);
    post.function("f", post_f);
    post.function("g", post_g);
    change.add_pre(std::move(pre));
    change.add_post(std::move(post));
    change.image.put(text, code);
    for (std::string_view name : {"f", "g"})
      change.image.name(name, text, PlaceKind::function);
  }
  FoldVerdict check() {
    change.finish();
    Roots roots;
    for (std::string_view name : {"f", "g"}) {
      const std::uint32_t pre = MadeUpChange::function(change.pre, name);
      const std::uint32_t post = MadeUpChange::function(change.post, name);
      if (!equal_bytes(change.pre.build.objects[0].side.bytes(pre),
                       change.post.build.objects[0].side.bytes(post)))
        roots.functions.push_back({0, post, 0, pre});
    }
    return check_folding(change.change(), roots);
  }
};

void expect_folded(const FoldVerdict &verdict, std::string_view detail) {
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_EQ(verdict.refusals[0].reason, RefusalReason::folded_function);
  EXPECT_THAT(verdict.refusals[0].detail, HasSubstr(detail));
}

TEST(FoldingChecks, OneOfTwoChanged) {
  Folded folded("8b4704 83c002 c3", code);
  expect_folded(folded.check(), "g, which did not change");
}

TEST(FoldingChecks, BothChangedAlikeAndOneIsRedirected) {
  Folded folded("8b4704 83c002 c3", "8b4704 83c002 c3");
  const FoldVerdict verdict = folded.check();
  EXPECT_TRUE(verdict.refusals.empty());
  EXPECT_EQ(verdict.roots.size(), 1U);
}

TEST(FoldingChecks, BothChangedOtherwise) {
  Folded folded("8b4704 83c002 c3", "8b4704 83c003 c3");
  expect_folded(folded.check(), "g, which changed otherwise");
}

// f calls s and g calls t: the bytes of both are the same.
TEST(FoldingChecks, EqualBytesThatLeadElsewhereAreAnotherChange) {
  MadeUpChange change;
  for (bool is_pre : {true, false}) {
    MadeUpObject object;
    for (std::string_view name : {"f", "g"}) {
      const std::uint32_t f = object.function(
          name, is_pre ? "e8 00000000 c3" : "90 e8 00000000 c3");
      object.relocate(object.section_of(f), is_pre ? 1 : 2, r_x86_64::plt32,
                      object.undefined(is_pre || name == "f" ? "s" : "t"), -4);
    }
    is_pre ? change.add_pre(std::move(object))
           : change.add_post(std::move(object));
  }
  change.image.put(text, "e8 10000000 c3");
  for (std::string_view name : {"f", "g"})
    change.image.name(name, text, PlaceKind::function);
  change.finish();
  Roots roots;
  for (std::string_view name : {"f", "g"})
    roots.functions.push_back({0, MadeUpChange::function(change.post, name), 0,
                               MadeUpChange::function(change.pre, name)});
  expect_folded(check_folding(change.change(), roots),
                "g, which changed otherwise");
}

// One function of each of two objects, in one place of the image; that of the
// first one changes.
FoldVerdict check_of_two_objects(Linkage linkage, bool is_comdat,
                                 std::string_view second = "f") {
  MadeUpObject a, b;
  MadeUpChange change;
  for (MadeUpObject *object : {&a, &b}) {
    const std::uint32_t f =
        object->function(object == &a ? "f" : second, code, linkage);
    if (is_comdat)
      (*object)[object->section_of(f)].comdat_symbol = object->undefined("key");
    change.add_pre(*object, object == &a ? "a.o" : "b.o");
    change.add_post(*object, object == &a ? "a.o" : "b.o");
  }
  change.image.put(text, code);
  for (std::string_view name : {std::string_view("f"), second})
    change.image.name(name, text, PlaceKind::function,
                      linkage == Linkage::local);
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  return check_folding(change.change(), roots);
}

TEST(FoldingChecks, StaticFunctionsOfOneNameAreTwo) {
  expect_folded(check_of_two_objects(Linkage::local, false),
                "f of b.o, which did not change");
}

// As of two programs whose objects are in one tree.
TEST(FoldingChecks, GlobalFunctionsOfOneNameAreTwo) {
  expect_folded(check_of_two_objects(Linkage::global, false),
                "f of b.o, which did not change");
}

TEST(FoldingChecks, CopiesOfAnInlineFunctionAreOne) {
  EXPECT_TRUE(check_of_two_objects(Linkage::weak, true).refusals.empty());
  // As the two names of a C++ constructor.
  EXPECT_TRUE(check_of_two_objects(Linkage::weak, true, "g").refusals.empty());
}

// Two objects have a static function f; the image says so, but only one of them
// was given.
TEST(FoldingChecks, ANamesakeThatNoObjectExplains) {
  MadeUpChange change;
  MadeUpObject object;
  object.function("f", code, Linkage::local);
  change.add_pre(object);
  change.add_post(object);
  change.image.put(text, code);
  for (std::string_view file : {"a.c", "hidden.c"})
    change.image.name("f", text, PlaceKind::function, true,
                      change.image.object_name(file));
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  expect_folded(check_folding(change.change(), roots),
                "another f, which no given object explains");
}

TEST(FoldingChecks, AnotherNameAtThePlaceThatNoObjectExplains) {
  MadeUpChange change;
  MadeUpObject object;
  object.function("f", code);
  change.add_pre(object);
  change.add_post(object);
  change.image.put(text, code);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("hidden", text, PlaceKind::function);
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  expect_folded(check_folding(change.change(), roots),
                "hidden, which no given object explains");
}

TEST(FoldingChecks, AliasesAreOneFunction) {
  MadeUpChange change;
  MadeUpObject object;
  const std::uint32_t f = object.function("f", code);
  object.define("alias", object.section_of(f), 0, 7, SymbolKind::function,
                Linkage::weak);
  change.add_pre(object);
  change.add_post(object);
  change.image.put(text, code);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("alias", text, PlaceKind::function);
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  EXPECT_TRUE(check_folding(change.change(), roots).refusals.empty());
}

TEST(FoldingChecks, ACopyThatNoObjectExplains) {
  MadeUpChange change;
  MadeUpObject object;
  object.function("f", code);
  change.add_pre(object);
  change.add_post(object);
  for (Rva at : {text, text + 0x40})
    change.image.put(at, code);
  change.image.put(text + 0x80, "8b4704 83c009 c3"); // not a copy
  change.image.name("f", text, PlaceKind::function, false,
                    change.image.object_name("a.o"));
  for (Rva at : {text + 0x40, text + 0x80})
    change.image.name("f", at, PlaceKind::function, true,
                      change.image.object_name("hidden.o"));
  MadeUpObject local;
  change.finish();
  Roots roots;
  roots.functions = {{0, 0, 0, 0}};
  if (change.base->placements().of(0, 0).state !=
      SectionPlacement::State::placed)
    GTEST_FAIL() << "f is not placed";
  const FoldVerdict verdict = check_folding(change.change(), roots);
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_EQ(verdict.refusals[0].reason, RefusalReason::unexplained_copy);
  EXPECT_THAT(verdict.refusals[0].detail, HasSubstr("0x1040"));
}

} // namespace
} // namespace hotpatch
