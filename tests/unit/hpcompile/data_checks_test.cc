// Changed data, and which of it can go along with the functions that read it.
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text;

// f, and with `has_other` also g, reads `limit`.
MadeUpObject readers(SectionKind kind, std::string_view content,
                     bool has_other) {
  MadeUpObject object;
  const std::uint32_t where = object.section(".limit", kind, content, 4);
  const std::uint32_t limit =
      object.define("limit", where, 0, 4, SymbolKind::data, Linkage::local);
  for (std::string_view name : {"f", "g"}) {
    if (name == "g" && !has_other)
      continue;
    const std::uint32_t f = object.function(
        name, name == "f" ? "8b05 00000000 c3" : "8b0d 00000000 c3");
    object.relocate(object.section_of(f), 2, r_x86_64::pc32, limit, -4);
  }
  return object;
}

DataDiff changed_limit(SectionKind kind) {
  DataDiff diff;
  diff.name = "limit";
  diff.object = "a.o";
  diff.cls = kind == SectionKind::writable ? DataClass::changed_initializer
                                           : DataClass::changed_readonly;
  diff.pre = diff.post = DataSide{.object_number = 0, .index = 0};
  return diff;
}

// `limit` changed; f is a root.
struct Changed {
  MadeUpChange change;

  Changed(SectionKind kind, bool has_other, bool is_in_image = true) {
    change.add_pre(readers(kind, "01000000", has_other));
    change.add_post(readers(kind, "02000000", has_other));
    if (is_in_image) {
      change.place(0, kind == SectionKind::writable ? made_up_data
                                                    : made_up_rodata);
      change.place(1, text);
      if (has_other)
        change.place(2, text + 0x40);
      change.image.name("f", text, PlaceKind::function);
      change.image.name("g", text + 0x40, PlaceKind::function);
    }
    change.report.data = {changed_limit(kind)};
    change.finish();
  }
  DataVerdict check() {
    Roots roots;
    roots.functions = {{0, MadeUpChange::function(change.post, "f"), 0,
                        MadeUpChange::function(change.pre, "f")}};
    return check_data(change.change(), roots);
  }
};

TEST(DataChecks, LiveDataAreRefused) {
  Changed changed(SectionKind::writable, false);
  const DataVerdict verdict = changed.check();
  EXPECT_TRUE(verdict.replaced.empty());
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_EQ(verdict.refusals[0].reason, RefusalReason::changed_data);
  EXPECT_EQ(verdict.refusals[0].subject, "limit");
}

TEST(DataChecks, ConstantsGoAlongWithTheirOnlyReader) {
  Changed changed(SectionKind::read_only, false);
  const DataVerdict verdict = changed.check();
  EXPECT_TRUE(verdict.refusals.empty());
  EXPECT_EQ(verdict.replaced.size(), 1U);
}

TEST(DataChecks, ConstantsThatAnotherReadsAreRefused) {
  Changed changed(SectionKind::read_only, true);
  const DataVerdict verdict = changed.check();
  EXPECT_TRUE(verdict.replaced.empty());
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_THAT(verdict.refusals[0].detail,
              HasSubstr("used by g, which is not replaced"));
}

// Other modules may have its address, and go on reading the old content.
TEST(DataChecks, ConstantsThatTheImageExportsAreRefused) {
  Changed changed(SectionKind::read_only, false);
  changed.change.image.image.exports = {
      {.name = "limit", .rva = made_up_rodata, .forwarder = {}}};
  const DataVerdict verdict = changed.check();
  EXPECT_TRUE(verdict.replaced.empty());
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_THAT(verdict.refusals[0].detail, HasSubstr("the image exports it"));
}

TEST(DataChecks, ConstantsThatNothingIsSeenToReadAreRefused) {
  MadeUpObject pre, post;
  for (auto [object, content] :
       {std::pair{&pre, "01000000"}, std::pair{&post, "02000000"}})
    object->define("limit",
                   object->section(".limit", SectionKind::read_only, content),
                   0, 4, SymbolKind::data);
  MadeUpChange change;
  change.add_pre(pre);
  change.add_post(post);
  change.place(0, made_up_rodata);
  change.image.name("limit", made_up_rodata, PlaceKind::data);
  change.report.data = {changed_limit(SectionKind::read_only)};
  change.finish();
  const DataVerdict verdict = check_data(change.change(), Roots());
  EXPECT_TRUE(verdict.replaced.empty());
  ASSERT_EQ(verdict.refusals.size(), 1U);
  EXPECT_THAT(verdict.refusals[0].detail,
              HasSubstr("nothing in the objects refers to it"));
}

auto define_limit(std::string_view content) {
  return [content](MadeUpObject &object) {
    const std::uint32_t where =
        object.section(".data", SectionKind::writable, content, 4);
    object.define("limit", where, 0, object[where].size, SymbolKind::data);
  };
}

// `limit` is in a.o before the fix, in b.o after it.
template <typename Before, typename After>
DataVerdict check_moved(Before define_before, After define_after) {
  MadeUpObject pre, post;
  define_before(pre);
  define_after(post);
  MadeUpChange change;
  change.add_pre(pre, "a.o");
  change.add_pre(MadeUpObject(), "b.o");
  change.add_post(MadeUpObject(), "a.o");
  change.add_post(post, "b.o");
  change.place(0, made_up_data);
  change.image.name("limit", made_up_data, PlaceKind::data);
  DataDiff removed, added;
  removed.name = added.name = "limit";
  removed.object = "a.o";
  removed.section = ".data";
  removed.cls = DataClass::removed;
  removed.pre = DataSide{.size = 4, .object_number = 0, .index = 0};
  added.object = "b.o";
  added.cls = DataClass::added;
  const bool is_common = change.post_file(1).sections.empty();
  added.post = DataSide{.size = change.post_file(1).symbols[0].size,
                        .object_number = 1,
                        .index = is_common ? no_datum : 0};
  change.report.data = {added, removed};
  change.finish();
  return check_data(change.change(), Roots());
}

// The payload's references lead to the variable that the image has.
TEST(DataChecks, AVariableThatMovedToAnotherObjectIsLiveToo) {
  const auto before = define_limit("01000000");
  EXPECT_TRUE(check_moved(before, define_limit("01000000")).refusals.empty());
  const DataVerdict larger =
      check_moved(before, define_limit("0100000000000000"));
  ASSERT_EQ(larger.refusals.size(), 1U);
  EXPECT_EQ(larger.refusals[0].reason, RefusalReason::changed_data);
  EXPECT_THAT(larger.refusals[0].detail,
              HasSubstr("was in .data of a.o; size 4 -> 8"));
  const DataVerdict other = check_moved(before, define_limit("02000000"));
  ASSERT_EQ(other.refusals.size(), 1U);
  EXPECT_THAT(other.refusals[0].detail,
              HasSubstr("was in .data of a.o, with another content"));
}

TEST(DataChecks, ATableThatMovedMustLeadToTheSame) {
  auto table = [](std::string_view leads_to) {
    return [leads_to](MadeUpObject &object) {
      define_limit("00000000")(object);
      object.relocate(0, 0, r_x86_64::abs32, object.undefined(leads_to), 0);
    };
  };
  EXPECT_TRUE(check_moved(table("f"), table("f")).refusals.empty());
  EXPECT_EQ(check_moved(table("f"), table("g")).refusals.size(), 1U);
}

TEST(DataChecks, AVariableThatBecameCommonIsZero) {
  const DataVerdict common =
      check_moved(define_limit("01000000"), [](MadeUpObject &object) {
        object.symbol({.name = "limit",
                       .size = 4,
                       .kind = SymbolKind::data,
                       .linkage = Linkage::global,
                       .placement = Placement::common});
      });
  ASSERT_EQ(common.refusals.size(), 1U);
  EXPECT_THAT(common.refusals[0].detail,
              HasSubstr("was in .data of a.o, with another content"));
}

// A datum is new in a section of a.o, whose function f refers to `walker`.
DataVerdict check_entry(std::string_view section, std::string_view walker) {
  MadeUpObject pre, post;
  for (MadeUpObject *object : {&pre, &post}) {
    const std::uint32_t f = object->function("f", "488d05 00000000 c3");
    object->relocate(object->section_of(f), 3, r_x86_64::pc32,
                     object->undefined(walker), -4);
  }
  post.define("entry", post.section(section, SectionKind::writable, "01", 1), 0,
              1, SymbolKind::data, Linkage::local);
  MadeUpChange change;
  change.add_pre(pre);
  change.add_post(post);
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  DataDiff added;
  added.name = "entry";
  added.section = section;
  added.cls = DataClass::added;
  added.post = DataSide{.object_number = 0, .index = 0};
  change.report.data = {added};
  change.finish();
  return check_data(change.change(), Roots());
}

TEST(DataChecks, ATableThatTheLinkerPutsTogetherGetsAnotherEntry) {
  for (const auto &[section, walker] :
       {std::pair{"set", "__start_set"}, std::pair{"set", "__stop_set"},
        std::pair{".fini_array", "other"}, std::pair{".dtors.1", "other"}}) {
    const DataVerdict verdict = check_entry(section, walker);
    ASSERT_EQ(verdict.refusals.size(), 1U) << section;
    EXPECT_EQ(verdict.refusals[0].reason, RefusalReason::changed_data);
    EXPECT_THAT(verdict.refusals[0].detail, HasSubstr("is found by its place"));
  }
  EXPECT_TRUE(check_entry("set", "__start_other").refusals.empty());
  EXPECT_TRUE(check_entry(".data", "other").refusals.empty());
}

TEST(DataChecks, DataThatAreNotInTheImageMatterToNobody) {
  Changed changed(SectionKind::writable, false, false);
  EXPECT_TRUE(changed.check().refusals.empty());
}

// What runs when the image is loaded writes to `limit`; neither was found.
TEST(DataChecks, DataThatTheImageHoldsSomewhereAreRefused) {
  MadeUpChange change;
  for (bool is_pre : {true, false}) {
    MadeUpObject object =
        readers(SectionKind::writable, is_pre ? "01000000" : "02000000", false);
    const std::uint32_t table = object.section(
        ".init_array", SectionKind::writable, "0000000000000000", 8);
    object.relocate(table, 0, r_x86_64::abs64, 1, 0); // f
    object.function("g", "31c0 83c001 83c102 c3");
    is_pre ? change.add_pre(std::move(object))
           : change.add_post(std::move(object));
  }
  change.place(3, text);
  change.image.name("g", text, PlaceKind::function);
  change.report.data = {changed_limit(SectionKind::writable)};
  change.finish();
  EXPECT_EQ(check_data(change.change(), {}).refusals.size(), 1U);
}

} // namespace
} // namespace hotpatch
