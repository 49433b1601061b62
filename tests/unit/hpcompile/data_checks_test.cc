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

DataDiff limit_diff(DataClass cls) {
  DataDiff diff;
  diff.name = "limit";
  diff.object = "a.o";
  diff.cls = cls;
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
    change.report.data = {limit_diff(kind == SectionKind::writable
                                         ? DataClass::changed_initializer
                                         : DataClass::changed_readonly)};
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
  change.report.data = {limit_diff(DataClass::changed_initializer)};
  change.finish();
  EXPECT_EQ(check_data(change.change(), {}).refusals.size(), 1U);
}

} // namespace
} // namespace hotpatch
