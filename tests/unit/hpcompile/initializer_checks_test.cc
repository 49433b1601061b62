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
  const std::uint32_t f = object.function("start_up", "31c0 83c001 c3");
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

TEST(InitializerChecks, WhatDidNotChangeMayStayOne) {
  EXPECT_TRUE(check(true, true, false).empty());
  EXPECT_TRUE(check(false, false, true).empty());
}

} // namespace
} // namespace hotpatch
