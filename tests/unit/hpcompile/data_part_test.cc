// Data as parts of a payload.
#include "tests/support/hex.h"
#include "tests/unit/hpcompile/made_up_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::first_entity_part;
using test::MadeUpChange;
using test::MadeUpParts;
using testing::HasSubstr;

constexpr Rva text = made_up_text, got = made_up_got;

struct Built {
  Part part;
  std::vector<Entity> entities;
  std::vector<Refusal> refusals;
};

Built build(MadeUpChange &change, const Extent &extent,
            const ContentUse &use = {}) {
  change.finish();
  MadeUpParts parts(change);
  Built built;
  built.part = build_data(parts.context, 0, extent, use);
  built.entities = std::move(parts.entities);
  built.refusals = std::move(parts.refusals);
  return built;
}

TEST(DataPart, PointersAreAbsoluteLinks) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t table =
      post.section(".data.rel.ro", SectionKind::writable,
                   "1111111111111111 2222222222222222 3333333333333333", 8);
  const std::uint32_t g = post.function("g", "31c0 c3");
  post.relocate(table, 0, r_x86_64::abs64, post.undefined("s"), 4);
  post.relocate(table, 8, r_x86_64::abs64, g, 0);
  change.add_post(std::move(post));
  change.image.name("s", text + 0x20, PlaceKind::data);
  const Built built = build(change, {table, 0, 24});
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.part.section, PayloadSectionKind::writable);
  EXPECT_EQ(built.part.alignment, 8U);
  EXPECT_EQ(built.part.bytes,
            from_hex("0000000000000000 0000000000000000 3333333333333333"));
  ASSERT_EQ(built.part.links.size(), 2U);
  EXPECT_EQ(built.part.links[0],
            (Link{0, Link::Form::absolute, no_index, text + 0x20, 4}));
  EXPECT_EQ(built.part.links[1],
            (Link{8, Link::Form::absolute, first_entity_part, 0, 0}));
}

TEST(DataPart, ImportsAreCopiedFromSlotsOrLookedUp) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t table = post.section(
      ".data", SectionKind::writable, "0000000000000000 0000000000000000", 8);
  post.relocate(table, 0, r_x86_64::abs64, post.undefined("read"), 0);
  post.relocate(table, 8, r_x86_64::abs64, post.undefined("write"), 0);
  change.add_post(std::move(post));
  change.image.image.needed = {"libc.so.6"};
  change.image.slot("read", got + 8);
  const Built built = build(change, {table, 0, 16});
  ASSERT_EQ(built.part.links.size(), 1U);
  EXPECT_EQ(built.part.links[0],
            (Link{0, Link::Form::copy, no_index, got + 8, 0}));
  ASSERT_EQ(built.part.imports.size(), 1U);
  EXPECT_EQ(built.part.imports[0].at, 8U);
  EXPECT_EQ(built.part.imports[0].name, "write");
}

TEST(DataPart, AnOffsetIntoAnImportIsRefused) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t table =
      post.section(".data", SectionKind::writable, "0000000000000000", 8);
  post.relocate(table, 0, r_x86_64::abs64, post.undefined("environ"), 8);
  change.add_post(std::move(post));
  change.image.image.needed = {"libc.so.6"};
  const Built built = build(change, {table, 0, 8});
  ASSERT_EQ(built.refusals.size(), 1U);
  EXPECT_EQ(built.refusals[0].reason, RefusalReason::unbound);
}

// A table of two distances from its start to places in `g`, behind 8 bytes of
// something else.
TEST(DataPart, DistancesCountFromTheirTable) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t table =
      post.section(".rodata", SectionKind::read_only,
                   "aaaaaaaaaaaaaaaa 00000000 00000000", 4);
  const std::uint32_t g = post.function("g", "31c0 c3 31c9 c3", Linkage::local);
  // target - table: the addend grows with the entry's place in the table.
  post.relocate(table, 8, r_x86_64::pc32, g, 0);
  post.relocate(table, 12, r_x86_64::pc32, g, 3 + 4);
  change.add_post(std::move(post));
  const Built built = build(change, {table, 8, 16});
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.part.section, PayloadSectionKind::read_only);
  EXPECT_EQ(built.part.size, 8U);
  ASSERT_EQ(built.part.links.size(), 2U);
  EXPECT_EQ(built.part.links[0],
            (Link{0, Link::Form::rel32, first_entity_part, 0, 0}));
  EXPECT_EQ(built.part.links[1],
            (Link{4, Link::Form::rel32, first_entity_part + 1, 0, 3 + 4}));
}

// Two texts, then a table of the distances to them that the assembler has
// resolved, then something else.
Built build_text_table(std::string_view behind) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::string content = "787900 7a7a00 0000" // "xy", "zz"
                              "f8ffffff fbffffff f8ffffff" +
                              std::string(behind);
  const std::uint32_t section =
      post.section(".rodata", SectionKind::read_only, content + "01000000", 4);
  // Without it the section is one datum.
  post.define("one", section, 28, 4, SymbolKind::data);
  change.add_post(std::move(post));
  return build(change, {section, 8, 28}, {.holds_distances = true});
}

TEST(DataPart, ResolvedDistancesEndWhereOneLeadsToTheTableItself) {
  const Built built = build_text_table("04000000 00000000");
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.part.size, 12U);
  ASSERT_EQ(built.part.links.size(), 3U);
  // Both lead into one piece of content: that another begins there is no sign
  // of an end, it may lead into a text.
  EXPECT_EQ(built.part.links[1],
            (Link{4, Link::Form::rel32, first_entity_part + 1, 0, 4 + 3}));
  ASSERT_EQ(built.entities.size(), 3U);
  for (const Entity &entity : built.entities)
    EXPECT_EQ(entity, (Entity{.kind = EntityKind::content,
                              .index = built.entities[0].index}));
}

TEST(DataPart, ResolvedDistancesEndWhereOneLeadsTo) {
  const Built built = build_text_table("10000000 00000000");
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.part.size, 16U);
}

TEST(DataPart, ResolvedDistancesEndWhereOneLeadsOutOfTheSection) {
  const Built built = build_text_table("00010000 00000000");
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.part.size, 12U);
}

TEST(DataPart, ZeroDataHaveASizeOnly) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t zeros = post.zeros(".bss", SectionKind::bss, 0x40);
  change.add_post(std::move(post));
  const Built built = build(change, {zeros, 0x10, 0x30});
  EXPECT_TRUE(built.part.bytes.empty());
  EXPECT_EQ(built.part.size, 0x20U);
  EXPECT_EQ(built.part.section, PayloadSectionKind::writable);
}

TEST(DataPart, OtherFieldsAreRefused) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t table =
      post.section(".data", SectionKind::writable, "00000000 00000000", 4);
  post.relocate(table, 0, r_x86_64::abs32, post.undefined("s"), 0);
  change.add_post(std::move(post));
  const Built built = build(change, {table, 0, 8});
  ASSERT_EQ(built.refusals.size(), 1U);
  EXPECT_EQ(built.refusals[0].reason, RefusalReason::unsupported_relocation);
  EXPECT_THAT(built.refusals[0].detail, HasSubstr("R_X86_64_32"));
}

} // namespace
} // namespace hotpatch
