// What a payload gains, starting from the functions that changed.
#include "hpcompile/select.h"

#include "tests/support/hex.h"
#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;

constexpr Rva text = made_up_text, got = made_up_got;

// f calls `called`, which is undefined.
MadeUpObject caller(std::string_view code, std::uint64_t at,
                    std::string_view called,
                    std::uint32_t type = r_x86_64::plt32) {
  MadeUpObject object;
  const std::uint32_t f = object.function("f", code);
  object.relocate(object.section_of(f), at, type, object.undefined(called), -4);
  return object;
}

Selection select_f(MadeUpChange &change, std::vector<HookRoot> hooks = {}) {
  change.finish();
  Roots roots;
  roots.functions = {{0, MadeUpChange::function(change.post, "f"), 0,
                      MadeUpChange::function(change.pre, "f")}};
  roots.hooks = std::move(hooks);
  return select(change.post.build, *change.base, *change.pairing, roots);
}

std::unique_ptr<MadeUpChange> with(MadeUpObject post) {
  auto change = std::make_unique<MadeUpChange>();
  MadeUpObject pre;
  pre.function("f", "31c0 90 c3");
  change->add_pre(std::move(pre));
  change->add_post(std::move(post));
  change->place(0, text);
  change->image.name("f", text, PlaceKind::function);
  return change;
}

TEST(Select, ARootBringsItsCodeAndNothingElse) {
  auto change = with(caller("e8 00000000 c3", 1, "known"));
  change->image.name("known", text + 0x80, PlaceKind::function);
  const Selection selection = select_f(*change);
  EXPECT_TRUE(selection.refusals.empty());
  ASSERT_EQ(selection.functions.size(), 1U);
  EXPECT_EQ(selection.parts.size(), 1U);
  EXPECT_EQ(selection.objects, std::set<std::uint32_t>{0});
  const SelectedFunction &f = selection.functions[0];
  EXPECT_EQ(f.reason, FunctionReason::changed);
  EXPECT_EQ(f.size, 6U);
  ASSERT_EQ(f.base_extents.size(), 1U);
  EXPECT_EQ(f.base_extents[0],
            (PayloadFunction::Piece{.base_rva = text, .base_size = 4}));
}

TEST(Select, WhatIsReachedFollowsInItsOrder) {
  auto change = with(caller("e8 00000000 c3", 1, "g"));
  MadeUpObject more;
  const std::uint32_t g = more.function("g", "488d05 00000000 c3");
  const std::uint32_t h = more.function("h", "31c9 c3");
  more.function("unused", "31d2 c3");
  more.relocate(more.section_of(g), 3, r_x86_64::pc32, h, -4);
  change->add_post(std::move(more), "b.o");
  const Selection selection = select_f(*change);
  EXPECT_TRUE(selection.refusals.empty());
  ASSERT_EQ(selection.functions.size(), 3U);
  EXPECT_EQ(selection.functions[1].name, "g");
  EXPECT_EQ(selection.functions[1].reason, FunctionReason::added);
  EXPECT_FALSE(selection.functions[1].is_call_target);
  EXPECT_EQ(selection.functions[2].name, "h");
  EXPECT_TRUE(selection.functions[2].is_call_target);
}

TEST(Select, AnImportIsReachedThroughAJumpAndASlotOfItsOwn) {
  auto change = with(caller("e8 00000000 c3", 1, "read"));
  change->image.image.needed = {"libc.so.6"};
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 3U);
  const Part &thunk = selection.parts[1], &slot = selection.parts[2];
  EXPECT_EQ(thunk.bytes, from_hex("ff25 00000000"));
  ASSERT_EQ(thunk.links.size(), 1U);
  EXPECT_EQ(thunk.links[0], (Link{2, Link::Form::rel32, 2, 0, -4}));
  EXPECT_EQ(slot.section, PayloadSectionKind::read_only);
  EXPECT_EQ(slot.size, 8U);
  ASSERT_EQ(slot.imports.size(), 1U);
  EXPECT_EQ(slot.imports[0].name, "read");
}

TEST(Select, ASlotOfTheBaseIsJumpedThrough) {
  auto change = with(caller("e8 00000000 c3", 1, "read"));
  change->image.slot("read", got + 8);
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 2U);
  EXPECT_EQ(selection.parts[1].links[0],
            (Link{2, Link::Form::rel32, no_index, got + 8, -4}));
}

TEST(Select, ANewSlotHoldsTheAddressOfAPlaceInTheBase) {
  auto change =
      with(caller("488b05 00000000 c3", 3, "v", r_x86_64::rex_gotpcrelx));
  change->image.name("v", made_up_data + 8, PlaceKind::data);
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 2U);
  ASSERT_EQ(selection.parts[1].links.size(), 1U);
  EXPECT_EQ(selection.parts[1].links[0],
            (Link{0, Link::Form::absolute, no_index, made_up_data + 8, 0}));
}

TEST(Select, ANewSlotHoldsTheAddressOfWhatComesAlong) {
  auto change =
      with(caller("488b05 00000000 c3", 3, "g", r_x86_64::rex_gotpcrelx));
  MadeUpObject more;
  more.function("g", "31c9 c3");
  change->add_post(std::move(more), "b.o");
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 3U);
  EXPECT_EQ(selection.parts[1].links[0],
            (Link{0, Link::Form::absolute, 2, 0, 0}));
  EXPECT_TRUE(selection.functions[1].is_call_target);
}

TEST(Select, CommonDataAreZero) {
  auto change = with(caller("8b05 00000000 c3", 2, "c", r_x86_64::pc32));
  MadeUpObject more;
  more.symbol({.name = "c",
               .size = 24,
               .alignment = 64,
               .kind = SymbolKind::data,
               .linkage = Linkage::global,
               .placement = Placement::common});
  change->add_post(std::move(more), "b.o");
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 2U);
  EXPECT_EQ(selection.parts[1].section, PayloadSectionKind::writable);
  EXPECT_EQ(selection.parts[1].size, 24U);
  EXPECT_EQ(selection.parts[1].alignment, 64U);
  EXPECT_EQ(selection.parts[1].owner, "b.o: c");
  EXPECT_TRUE(selection.parts[1].bytes.empty());
}

TEST(Select, OfCommonDataTheLargestUnlessASectionHoldsThem) {
  for (const bool is_in_section : {false, true}) {
    auto change = with(caller("8b05 00000000 c3", 2, "c", r_x86_64::pc32));
    for (const std::uint64_t size : {4U, 24U, 8U}) {
      MadeUpObject more;
      more.symbol({.name = "c",
                   .size = size,
                   .kind = SymbolKind::data,
                   .linkage = Linkage::global,
                   .placement = Placement::common});
      change->add_post(std::move(more), "b.o");
    }
    MadeUpObject last;
    if (is_in_section)
      last.define("c", last.section(".data", SectionKind::writable, "01020304"),
                  0, 4, SymbolKind::data);
    change->add_post(std::move(last), "c.o");
    const Selection selection = select_f(*change);
    ASSERT_EQ(selection.parts.size(), 2U);
    EXPECT_EQ(selection.parts[1].size, is_in_section ? 4U : 24U);
  }
}

TEST(Select, LiteralsComeAloneFromTheirSection) {
  MadeUpObject post;
  const std::uint32_t f = post.function("f", "488d05 00000000 c3");
  const std::uint32_t strings =
      post.section(".rodata.str1.1", SectionKind::read_only, "610062630064", 1);
  post[strings].is_mergeable = post[strings].is_strings = true;
  post[strings].entry_size = 1;
  post.relocate(post.section_of(f), 3, r_x86_64::pc32,
                post.symbol({.section = strings,
                             .kind = SymbolKind::section,
                             .placement = Placement::in_section}),
                2 - 4);
  auto change = with(std::move(post));
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.parts.size(), 2U);
  EXPECT_EQ(selection.parts[1].bytes, from_hex("626300"));
}

// f: `code`, whose first 4-byte field at `at` leads to .rdata+4 of 16 bytes.
MadeUpObject reader(std::string_view code, std::uint64_t at,
                    std::int64_t trailing = 0) {
  MadeUpObject post;
  const std::uint32_t f = post.function("f", code);
  const std::uint32_t where = post.section(
      ".rdata", SectionKind::read_only, "00010203 04050607 08090a0b 0c0d0e0f");
  post.relocate(post.section_of(f), at, r_x86_64::pc32,
                post.symbol({.section = where,
                             .kind = SymbolKind::section,
                             .placement = Placement::in_section}),
                4 - 4 - trailing);
  return post;
}

TEST(Select, OfUnnamedDataOnlyWhatIsReadComesAlong) {
  // mov eax, [rip]; cmp word ptr [rip], 1; movups xmm0, [rip] past the end
  for (const auto &[code, at, trailing, bytes] :
       {std::tuple("8b05 00000000 c3", 2, 0, "04050607"),
        std::tuple("66813d 00000000 0100 c3", 3, 2, "0405"),
        std::tuple("0f1005 00000000 c3", 3, 0, "0405060708090a0b0c0d0e0f")}) {
    auto change = with(reader(code, static_cast<std::uint64_t>(at), trailing));
    const Selection selection = select_f(*change);
    ASSERT_EQ(selection.parts.size(), 2U);
    EXPECT_EQ(selection.parts[1].bytes, from_hex(bytes)) << code;
  }
}

TEST(Select, BehindAnAddressAnythingMayBeRead) {
  // lea rax, [rip]; bt [rip], eax
  for (std::string_view code : {"488d05 00000000 c3", "0fa305 00000000 c3"}) {
    auto change = with(reader(code, 3));
    const Selection selection = select_f(*change);
    ASSERT_EQ(selection.parts.size(), 2U);
    EXPECT_EQ(selection.parts[1].bytes, from_hex("0405060708090a0b0c0d0e0f"));
  }
}

TEST(Select, HooksAreFunctionsOfThePayload) {
  MadeUpObject post;
  post.function("f", "31c0 c3");
  post.function("hotpatch_post_apply", "31c9 c3");
  auto change = with(std::move(post));
  const std::uint32_t hook =
      MadeUpChange::function(change->post, "hotpatch_post_apply");
  const Selection selection =
      select_f(*change, {{HookKind::post_apply, 0, hook}});
  ASSERT_EQ(selection.hooks.size(), 1U);
  EXPECT_EQ(selection.hooks[0].first, HookKind::post_apply);
  EXPECT_EQ(selection.functions[selection.hooks[0].second].name,
            "hotpatch_post_apply");
}

TEST(Select, AllRefusalsAreReportedWithTheirFunctions) {
  MadeUpObject post;
  const std::uint32_t f = post.function("f", "e8 00000000 e8 00000000 c3");
  post.relocate(post.section_of(f), 1, r_x86_64::plt32, post.undefined("s"),
                -4);
  post.relocate(post.section_of(f), 6, r_x86_64::plt32, post.undefined("t"),
                -4);
  auto change = with(std::move(post));
  const Selection selection = select_f(*change);
  ASSERT_EQ(selection.refusals.size(), 2U);
  for (const Refusal &refusal : selection.refusals) {
    EXPECT_EQ(refusal.reason, RefusalReason::unbound);
    EXPECT_EQ(refusal.subject, "f");
    EXPECT_EQ(refusal.object, "a.o");
  }
}

} // namespace
} // namespace hotpatch
