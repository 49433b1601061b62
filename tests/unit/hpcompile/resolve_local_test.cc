// Where references lead to that no global symbol names: static functions and
// variables, which are found by their counterparts in the pre objects, and
// literals, which are found by their content.  For what goes by a name see
// resolve_test.cc.
#include "tests/unit/hpcompile/resolutions.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::expect_base;
using test::expect_entity;
using test::expect_refused;
using test::MadeUpChange;
using test::resolve;

constexpr Rva text = made_up_text, rodata = made_up_rodata, data = made_up_data;

// Two static functions, of which `g` is long enough to look into.
MadeUpObject statics() {
  MadeUpObject object;
  object.function("f", "31c0 83c001 83c102 83c203 83c604 83c705 90 c3");
  object.function("g", "31c9 31d2 c3", Linkage::local);
  return object;
}

TEST(ResolveLocal, StaticFunctionsByTheirCounterparts) {
  MadeUpChange change;
  change.add_pre(statics());
  change.add_post(statics());
  change.place(0, text);
  change.place(1, text + 0x40);
  change.image.name("g", text + 0x40, PlaceKind::function, true);
  change.finish();
  const std::uint32_t g = MadeUpChange::function(change.post, "g");
  expect_base(resolve(change, {Target::Kind::code, g, 0}, Access::call),
              text + 0x40);
  expect_base(resolve(change, {Target::Kind::code, g, 2}), text + 0x42);
  expect_refused(resolve(change, {Target::Kind::code, g, 9}),
                 RefusalReason::unbound, "a place behind function g");
}

TEST(ResolveLocal, TheInsideOfAReplacedFunctionComesAlongButNotItsEntry) {
  MadeUpChange change;
  change.add_pre(statics());
  change.add_post(statics());
  change.place(0, text);
  change.place(1, text + 0x40);
  change.image.name("g", text + 0x40, PlaceKind::function, true);
  const std::uint32_t g = MadeUpChange::function(change.post, "g");
  change.replaced_functions = {{0, g}};
  change.finish();
  expect_entity(resolve(change, {Target::Kind::code, g, 2}),
                EntityKind::function);
  expect_base(resolve(change, {Target::Kind::code, g, 0}), text + 0x40);
}

TEST(ResolveLocal, AStaticFunctionInSeveralPlacesIsRefused) {
  MadeUpChange change;
  change.add_pre(statics());
  change.add_post(statics());
  change.image.put(text + 0x40, "31c9 31d2 c3");
  change.image.put(text + 0x50, "31c9 31d2 c3");
  for (Rva at : {text + 0x40, text + 0x50})
    change.image.name("g", at, PlaceKind::function, true);
  change.finish();
  expect_refused(resolve(change, {Target::Kind::code,
                                  MadeUpChange::function(change.post, "g"), 0}),
                 RefusalReason::ambiguous_binding, "2 copies");
}

TEST(ResolveLocal, AStaticFunctionThatIsNotInTheImageComesAlong) {
  MadeUpChange change;
  change.add_pre(statics());
  change.add_post(statics());
  change.finish();
  expect_entity(resolve(change, {Target::Kind::code,
                                 MadeUpChange::function(change.post, "g"), 0}),
                EntityKind::function);
}

// A function that reads a static variable.
MadeUpObject variable(SectionKind kind, std::string_view content) {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", "8b05 00000000 90 90 c3");
  const std::uint32_t where = object.section(".data.v", kind, content);
  object.relocate(
      object.section_of(f), 2, r_x86_64::pc32,
      object.define("v", where, 0, 4, SymbolKind::data, Linkage::local), -4);
  return object;
}

TEST(ResolveLocal, StaticVariablesByTheirCounterparts) {
  MadeUpChange change;
  change.add_pre(variable(SectionKind::writable, "01000000"));
  change.add_post(variable(SectionKind::writable, "01000000"));
  change.place(0, text);
  change.place(1, data + 0x20);
  change.image.name("f", text, PlaceKind::function);
  change.finish();
  expect_base(resolve(change, {Target::Kind::datum, 0, 0}), data + 0x20);
}

// Its post form goes by a name that the pre objects do not define.
TEST(ResolveLocal, AStaticVariableThatBecomesGlobalIsTheSame) {
  MadeUpChange change;
  change.add_pre(variable(SectionKind::writable, "01000000"));
  MadeUpObject post;
  const std::uint32_t f = post.function("f", "8b05 00000000 90 90 c3");
  const std::uint32_t where =
      post.section(".data.v", SectionKind::writable, "01000000");
  const std::uint32_t v =
      post.define("v", where, 0, 4, SymbolKind::data, Linkage::global);
  post.relocate(post.section_of(f), 2, r_x86_64::pc32, v, -4);
  change.add_post(std::move(post));
  change.place(0, text);
  change.place(1, data + 0x20);
  change.image.name("f", text, PlaceKind::function);
  change.finish();
  expect_base(resolve(change, {Target::Kind::symbol, v, 0}), data + 0x20);
  expect_entity(resolve(change, {Target::Kind::symbol, v, 0}, Access::slot),
                EntityKind::base_slot);
}

TEST(ResolveLocal, AStaticFunctionThatBecomesGlobalIsTheSame) {
  MadeUpChange change;
  change.add_pre(statics());
  MadeUpObject post;
  post.function("f", "31c0 83c001 83c102 83c203 83c604 83c705 90 c3");
  const std::uint32_t g = post.function("g", "31c9 31d2 c3");
  change.add_post(std::move(post));
  change.place(0, text);
  change.place(1, text + 0x40);
  change.image.name("g", text + 0x40, PlaceKind::function, true);
  change.finish();
  expect_base(resolve(change, {Target::Kind::symbol, g, 0}, Access::call),
              text + 0x40);
}

TEST(ResolveLocal, LiveDataHaveNoSecondCopy) {
  for (SectionKind kind : {SectionKind::writable, SectionKind::read_only}) {
    MadeUpChange change;
    change.add_pre(variable(kind, "01000000"));
    change.add_post(variable(kind, "01000000"));
    const Rva page = kind == SectionKind::writable ? data : rodata;
    change.place(0, text);
    change.place(1, page + 0x20);
    change.image.name("f", text, PlaceKind::function);
    change.image.put(page + 0x20, "07");
    change.finish();
    const Resolution resolution = resolve(change, {Target::Kind::datum, 0, 0});
    if (kind == SectionKind::writable)
      expect_refused(resolution, RefusalReason::unbound, "other content");
    else
      expect_entity(resolution, EntityKind::datum);
  }
}

TEST(ResolveLocal, LiveDataWhosePlaceNothingTellsAreRefused) {
  // A shared copy of f is in the image, and so is somebody's `v`.
  MadeUpChange change;
  for (std::string_view label : {"a.o", "b.o"}) {
    MadeUpObject pre = variable(SectionKind::writable, "01000000");
    pre[0].comdat_symbol = 0;
    change.add_pre(std::move(pre), label);
  }
  change.add_post(variable(SectionKind::writable, "01000000"));
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  change.finish();
  expect_refused(resolve(change, {Target::Kind::datum, 0, 0}),
                 RefusalReason::unbound, "nothing tells where");
}

TEST(ResolveLocal, LiveDataThatTheImageDoesNotHoldComeAlong) {
  MadeUpChange change;
  change.add_pre(variable(SectionKind::writable, "01000000"));
  change.add_post(variable(SectionKind::writable, "01000000"));
  change.finish();
  expect_entity(resolve(change, {Target::Kind::datum, 0, 0}),
                EntityKind::datum);
}

// Unnamed data: an 8-byte constant.
MadeUpObject constant(std::string_view hex) {
  MadeUpObject object;
  Section &where =
      object[object.section(".rodata.cst8", SectionKind::read_only, hex, 8)];
  where.is_mergeable = true;
  where.entry_size = 8;
  return object;
}

TEST(ResolveLocal, LiteralsByTheirContent) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  change.add_post(constant("0102030405060708"));
  change.image.put(rodata + 0x13, "0102030405060708"); // not aligned
  change.image.put(rodata + 0x40, "0102030405060708");
  change.finish();
  expect_base(resolve(change, {Target::Kind::content, 0, 0}), rodata + 0x40);
}

TEST(ResolveLocal, LiteralsThatTheImageDoesNotHoldComeAlong) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  change.add_post(constant("0102030405060708"));
  change.finish();
  const Resolution resolution =
      resolve(change, {Target::Kind::content, 0, 0, 2});
  expect_entity(resolution, EntityKind::content);
  EXPECT_EQ(resolution.offset, 2);
}

// Where `width` bytes at `place` of the first section are that are read there.
Resolution resolve_read(const MadeUpChange &change, std::int64_t place,
                        std::uint32_t width, Access access = Access::direct) {
  return change.resolver->resolve(0, {Target::Kind::content, 0, place}, access,
                                  {}, {.width = width});
}

TEST(ResolveLocal, OfUnnamedDataOnlyWhatIsReadMatters) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  post.section(".rdata", SectionKind::read_only, "0102030405060708 090a0b0c");
  change.add_post(std::move(post));
  change.image.put(rodata + 0x40, "05060708ffffffff");
  change.finish();
  expect_base(resolve_read(change, 4, 4), rodata + 0x40);
  // The image has less than that.
  const Resolution longer = resolve_read(change, 4, 8);
  expect_entity(longer, EntityKind::content);
  EXPECT_EQ(longer.entity.width, 8U);
  EXPECT_EQ(longer.entity.place, 4U);
  // Or it is not known what is read.
  for (const Resolution &resolution :
       {resolve_read(change, 4, 0), resolve_read(change, 8, 8),
        change.resolver->resolve(0, {Target::Kind::content, 0, 4, 1},
                                 Access::direct, {}, {.width = 2})}) {
    expect_entity(resolution, EntityKind::content);
    EXPECT_EQ(resolution.entity.width, 0U);
  }
}

TEST(ResolveLocal, WhatIsRelocatedIsNotFoundByItsBytes) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  const std::uint32_t where = post.section(".rdata", SectionKind::read_only,
                                           "0102030405060708 090a0b0c");
  post.relocate(where, 0, r_x86_64::abs64, post.undefined("s"), 0);
  change.add_post(std::move(post));
  change.image.put(rodata + 0x40, "05060708ffffffff");
  change.finish();
  const Resolution resolution = resolve_read(change, 4, 4);
  expect_entity(resolution, EntityKind::content);
  EXPECT_EQ(resolution.entity.width, 0U);
}

TEST(ResolveLocal, UnnamedWritableDataHaveNoPlace) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  post.section(".data", SectionKind::writable, "01000000");
  change.add_post(std::move(post));
  change.finish();
  expect_refused(resolve(change, {Target::Kind::content, 0, 0}),
                 RefusalReason::unbound, "unnamed data in section .data");
  expect_refused(resolve(change, {Target::Kind::unknown, 0, 0}),
                 RefusalReason::unbound, "no named datum");
}

} // namespace
} // namespace hotpatch
