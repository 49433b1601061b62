// Post functions as parts of a payload.
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

constexpr Rva text = made_up_text, data = made_up_data;

struct Built {
  std::vector<Part> parts;
  std::vector<Entity> entities;
  std::vector<Refusal> refusals;
};

// The function `f` of the first post object, as part 0.
Built build(MadeUpChange &change, std::string_view name = "f") {
  change.finish();
  MadeUpParts parts(change);
  Built built;
  built.parts = build_function(parts.context, 0,
                               MadeUpChange::function(change.post, name), {0});
  built.entities = std::move(parts.entities);
  built.refusals = std::move(parts.refusals);
  return built;
}

void expect_link(const Link &link, std::uint32_t at, Rva base,
                 std::int64_t addend) {
  EXPECT_EQ(link.at, at);
  EXPECT_EQ(link.part, no_index);
  EXPECT_EQ(link.base, base);
  EXPECT_EQ(link.addend, addend);
}

// f: `code`, whose field at `at` gets at `s`.
MadeUpObject one_reference(std::string_view code, std::uint64_t at,
                           std::uint32_t type, std::int64_t addend,
                           ObjectFormat format = ObjectFormat::elf) {
  MadeUpObject object(format);
  const std::uint32_t f = object.function("f", code);
  object.relocate(object.section_of(f), at, type, object.undefined("s"),
                  addend);
  return object;
}

TEST(FunctionPart, FieldsHoldTheBasesBytesAndBecomeLinks) {
  MadeUpChange change;
  change.add_pre(one_reference("31c0 e8 00000000 c3", 3, r_x86_64::plt32, -4));
  change.add_post(
      one_reference("31c0 90 e8 00000000 c3", 4, r_x86_64::plt32, -4));
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  change.image.define("s", text + 0x200);
  const Built built = build(change);
  ASSERT_EQ(built.parts.size(), 1U);
  ASSERT_TRUE(built.refusals.empty());
  // The distance in the base: 0x200 - 7.
  EXPECT_EQ(built.parts[0].bytes, from_hex("31c0 90 e8 f9010000 c3"));
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  expect_link(built.parts[0].links[0], 4, text + 0x200, -4);
}

TEST(FunctionPart, FieldsOfNewReferencesAreZero) {
  MadeUpChange change;
  MadeUpObject pre;
  pre.function("f", "31c0 c3");
  change.add_pre(std::move(pre));
  change.add_post(one_reference("31c0 e8 11223344 c3", 3, r_x86_64::plt32, -4));
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("s", text + 0x200, PlaceKind::function);
  const Built built = build(change);
  EXPECT_EQ(built.parts[0].bytes, from_hex("31c0 e8 00000000 c3"));
}

TEST(FunctionPart, DistancesCountFromTheEndOfTheInstruction) {
  // movl $1, s+8(%rip)
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  change.add_post(
      one_reference("c705 00000000 01000000 c3", 2, r_x86_64::pc32, 8 - 8));
  change.image.name("s", data + 0x20, PlaceKind::data);
  const Built built = build(change);
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  expect_link(built.parts[0].links[0], 2, data + 0x20, 8 - 8);
}

TEST(FunctionPart, WhatComesAlongIsAskedFor) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post = one_reference("e8 00000000 c3", 1, r_x86_64::plt32, -4);
  change.add_post(std::move(post));
  MadeUpObject definer;
  definer.function("s", "31c0 c3");
  change.add_post(std::move(definer), "b.o");
  const Built built = build(change);
  ASSERT_EQ(built.entities.size(), 1U);
  EXPECT_EQ(built.entities[0].kind, EntityKind::function);
  EXPECT_EQ(built.entities[0].object, 1U);
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  EXPECT_EQ(built.parts[0].links[0].part, first_entity_part);
  EXPECT_EQ(built.parts[0].links[0].addend, -4);
}

TEST(FunctionPart, ReferencesIntoItselfStay) {
  // lea f+7(%rip), %rax; by its own symbol
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t f =
      post.function("f", "488d05 00000000 90 c3", Linkage::local);
  post.relocate(0, 3, r_x86_64::pc32, f, 7 - 4);
  change.add_post(std::move(post));
  const Built built = build(change);
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  EXPECT_EQ(built.parts[0].links[0].part, 0U);
  EXPECT_EQ(built.parts[0].links[0].addend, 7 - 4);
}

TEST(FunctionPart, NarrowAddressesNeedAnImageThatStays) {
  for (bool is_relocatable : {false, true}) {
    MadeUpChange change;
    change.add_pre(MadeUpObject());
    change.add_post(one_reference("bf 00000000 c3", 1, r_x86_64::abs32, 4));
    change.image.image.is_relocatable = is_relocatable;
    change.image.image.preferred_base = 0x400000;
    change.image.name("s", data, PlaceKind::data);
    const Built built = build(change);
    if (is_relocatable) {
      ASSERT_EQ(built.refusals.size(), 1U);
      EXPECT_EQ(built.refusals[0].reason,
                RefusalReason::unsupported_relocation);
    } else {
      EXPECT_EQ(built.parts[0].bytes, from_hex("bf 04304000 c3"));
      EXPECT_TRUE(built.parts[0].links.empty());
    }
  }
}

TEST(FunctionPart, ImageRelativePlacesOfTheBaseAreNumbers) {
  MadeUpChange change(ObjectFormat::coff);
  change.add_pre(MadeUpObject(ObjectFormat::coff));
  change.add_post(one_reference("8b80 00000000 c3", 2, r_amd64::addr32nb, 4,
                                ObjectFormat::coff));
  change.image.name("s", data, PlaceKind::data);
  EXPECT_EQ(build(change).parts[0].bytes, from_hex("8b80 04300000 c3"));
}

TEST(FunctionPart, RelocationsThatAreNoAddressesAreRefused) {
  for (std::uint32_t type :
       {std::uint32_t{r_x86_64::tlsdesc}, 3U /* GOT32 */, 25U}) {
    MadeUpChange change;
    change.add_pre(MadeUpObject());
    change.add_post(one_reference("488d05 00000000 0f1f4000 c3", 3, type, -4));
    change.image.name("s", data, PlaceKind::data);
    const Built built = build(change);
    ASSERT_EQ(built.refusals.size(), 1U) << type;
    EXPECT_EQ(built.refusals[0].reason, RefusalReason::unsupported_relocation);
  }
}

TEST(FunctionPart, ImportsHaveNoDistance) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  change.add_post(one_reference("488d05 00000000 c3", 3, r_x86_64::pc32, -4));
  change.image.image.needed = {"libc.so.6"};
  const Built built = build(change);
  ASSERT_EQ(built.refusals.size(), 1U);
  EXPECT_THAT(built.refusals[0].detail, HasSubstr("in another module"));
}

// A section with `before`, then f, then `behind`; f is at 16.
MadeUpObject neighbours(std::string_view f, std::uint64_t f_size,
                        std::string_view fill) {
  MadeUpObject object;
  std::string code = "31c0 c3 0f1f8000000000 0f1f8000000000 90";
  code.resize(0);
  code += "31c0 c3 cccccccccccccccccccccccccc";
  const std::uint32_t where =
      object.section(".text", SectionKind::code,
                     code + std::string(f) + std::string(fill) + "31c9 c3");
  const std::uint64_t size = object[where].size;
  object.define("before", where, 0, 3, SymbolKind::function);
  object.define("f", where, 16, f_size, SymbolKind::function);
  object.define("behind", where, size - 3, 3, SymbolKind::function);
  return object;
}

TEST(FunctionPart, AShortBranchOutGoesOverAJumpBehind) {
  MadeUpChange change;
  // jmp behind
  const MadeUpObject object =
      neighbours("85ff eb 0c", 4, "cccccccccccccccccccccccc");
  change.add_pre(object);
  change.add_post(object);
  change.place(0, text);
  change.image.name("f", text + 16, PlaceKind::function);
  const Built built = build(change);
  ASSERT_TRUE(built.refusals.empty());
  EXPECT_EQ(built.parts[0].bytes, from_hex("85ff eb 00 e9 00000000"));
  EXPECT_EQ(built.parts[0].origin, 0U);
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  expect_link(built.parts[0].links[0], 5, text + 32, -4);
}

TEST(FunctionPart, AShortBranchThatCannotReachTheEndGoesOverAJumpBefore) {
  MadeUpChange change;
  std::string code = "85ff 74 ec"; // je before
  for (int i = 0; i < 40; ++i)
    code += "0f1f4000";
  const MadeUpObject object =
      neighbours(code + "c3", 4 + 160 + 1, "cccccccccccccccccccccc");
  change.add_pre(object);
  change.add_post(object);
  change.place(0, text);
  change.image.name("f", text + 16, PlaceKind::function);
  const Built built = build(change);
  ASSERT_TRUE(built.refusals.empty());
  const Part &part = built.parts[0];
  EXPECT_EQ(part.origin, 16U);
  EXPECT_EQ(part.size, part.bytes.size());
  // The jump is just before the function, at 11; the branch ends at 20.
  EXPECT_EQ(part.bytes[11], std::byte{0xe9});
  EXPECT_EQ(part.bytes[19], std::byte{static_cast<unsigned char>(11 - 20)});
  ASSERT_EQ(part.links.size(), 1U);
  expect_link(part.links[0], 12, text, -4);
}

// The general dynamic sequence for `t`, and the function it calls.
MadeUpObject general_dynamic(std::string_view behind) {
  MadeUpObject object;
  const std::uint32_t f = object.function(
      "f", "66 488d3d 00000000 666648e8 00000000" + std::string(behind));
  const std::uint32_t tbss = object.zeros(".tbss", SectionKind::tls_bss, 4);
  object.relocate(object.section_of(f), 4, r_x86_64::tlsgd,
                  object.define("t", tbss, 0, 4, SymbolKind::tls), -4);
  object.relocate(object.section_of(f), 12, r_x86_64::plt32,
                  object.undefined("__tls_get_addr"), -4);
  return object;
}

TEST(FunctionPart, TlsCodeIsRewrittenWithItsCall) {
  MadeUpChange change;
  change.add_pre(general_dynamic("c3"));
  change.add_post(general_dynamic("90 c3"));
  change.image.name("f", text, PlaceKind::function);
  change.image.put(text, "64 488b0425 00000000 488d80 f8ffffff c3");
  const Built built = build(change);
  EXPECT_TRUE(built.refusals.empty());
  EXPECT_TRUE(built.entities.empty());
  EXPECT_TRUE(built.parts[0].links.empty());
  EXPECT_EQ(built.parts[0].bytes,
            from_hex("64 488b0425 00000000 488d80 f8ffffff 90 c3"));
}

TEST(FunctionPart, TlsCodeThatReadsASlotLinksToIt) {
  MadeUpChange change;
  change.add_pre(general_dynamic("c3"));
  change.add_post(general_dynamic("90 c3"));
  change.image.name("f", text, PlaceKind::function);
  change.image.put(text, "64 488b0425 00000000 480305 10000000 c3");
  const Built built = build(change);
  EXPECT_TRUE(built.refusals.empty());
  // Its field holds what the base has in the same one.
  EXPECT_EQ(built.parts[0].bytes,
            from_hex("64 488b0425 00000000 480305 10000000 90 c3"));
  ASSERT_EQ(built.parts[0].links.size(), 1U);
  expect_link(built.parts[0].links[0], 12, text + 16 + 0x10, -4);
}

TEST(FunctionPart, ATlsVariableIsRefusedOnceNotWithItsCall) {
  MadeUpChange change;
  MadeUpObject pre;
  pre.function("f", "31c0 c3");
  change.add_pre(std::move(pre));
  change.add_post(general_dynamic("c3"));
  const Built built = build(change);
  ASSERT_EQ(built.refusals.size(), 1U);
  EXPECT_EQ(built.refusals[0].reason, RefusalReason::new_tls_variable);
}

} // namespace
} // namespace hotpatch
