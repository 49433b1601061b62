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

TEST(DataChecks, DataThatAreNotInTheImageMatterToNobody) {
  Changed changed(SectionKind::writable, false, false);
  EXPECT_TRUE(changed.check().refusals.empty());
}

} // namespace
} // namespace hotpatch
