// Where references of the post side lead to that go by a symbol's name: every
// step of the order, and every refusal.  For static functions, static variables
// and literals see resolve_local_test.cc.
#include "tests/unit/hpcompile/resolutions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using Kind = Resolution::Kind;
using test::expect_base;
using test::expect_entity;
using test::expect_refused;
using test::MadeUpChange;
using test::resolve;
using testing::HasSubstr;

constexpr Rva text = made_up_text, rodata = made_up_rodata, data = made_up_data,
              got = made_up_got;

Resolution by_name(const MadeUpChange &change, std::string_view name,
                   Access access, std::int64_t offset = 0) {
  return resolve(change, {Target::Kind::symbol, change.symbol(name), offset},
                 access);
}

// `f` calls, reads and loads the slot of `s`, in that order.
MadeUpObject user_of(std::string_view name) {
  MadeUpObject object;
  const std::uint32_t f =
      object.function("f", "e8 00000000 8b05 00000000 488b05 00000000");
  const std::uint32_t s = object.undefined(name);
  object.relocate(object.section_of(f), 1, r_x86_64::plt32, s, -4);
  object.relocate(object.section_of(f), 7, r_x86_64::pc32, s, -4);
  object.relocate(object.section_of(f), 14, r_x86_64::rex_gotpcrelx, s, -4);
  return object;
}

// A change whose image shows all three ways to `s`.
std::unique_ptr<MadeUpChange> with_user() {
  auto change = std::make_unique<MadeUpChange>();
  change->add_pre(user_of("s"));
  MadeUpObject post = user_of("s");
  post.undefined("t");
  change->add_post(std::move(post));
  change->place(0, text);
  change->image.name("f", text, PlaceKind::function);
  change->image.define("s", text + 0x200);
  change->image.slot("s", got + 8);
  return change;
}

TEST(Resolve, TheSameAccessOfTheSameSymbolInTheImage) {
  auto change = with_user();
  change->finish();
  expect_base(by_name(*change, "s", Access::call), text + 0x200);
  expect_base(by_name(*change, "s", Access::direct, 4), text + 0x204);
  expect_base(by_name(*change, "s", Access::slot), got + 8);
}

TEST(Resolve, TwoPlacesForOneAccessAreRefusedWithBothSites) {
  MadeUpChange change;
  change.add_pre(user_of("s"));
  MadeUpObject other;
  const std::uint32_t g = other.function("g", "e8 00000000 90 90 90");
  other.relocate(other.section_of(g), 1, r_x86_64::plt32, other.undefined("s"),
                 -4);
  change.add_pre(std::move(other), "b.o");
  change.add_post(user_of("s"));
  change.place(0, text);
  change.place(0, text + 0x40, 1);
  change.image.name("f", text, PlaceKind::function);
  change.image.name("g", text + 0x40, PlaceKind::function);
  change.image.put_number(text + 0x41, 0x99, 4);
  change.finish();
  const Resolution resolution = by_name(change, "s", Access::call);
  expect_refused(resolution, RefusalReason::ambiguous_binding,
                 "a.o section .text.f+0x1");
  EXPECT_THAT(resolution.detail, HasSubstr("b.o section .text.g+0x1"));
}

TEST(Resolve, ThePlacementOfTheDefinition) {
  MadeUpChange change;
  MadeUpObject definer;
  definer.function("t", "31c0 31c9 c3");
  change.add_pre(std::move(definer));
  change.add_post(user_of("t"));
  change.place(0, text + 0x60);
  change.image.name("t", text + 0x60, PlaceKind::function);
  change.finish();
  expect_base(by_name(change, "t", Access::call), text + 0x60);
  // A slot of the payload's own holds the address.
  const Resolution slot = by_name(change, "t", Access::slot);
  expect_entity(slot, EntityKind::base_slot);
  EXPECT_EQ(slot.entity.base, text + 0x60);
}

TEST(Resolve, TheSymbolsOfTheImage) {
  MadeUpChange change;
  change.add_pre(user_of("s"));
  change.add_post(user_of("t"));
  change.image.name("t", text + 0x60, PlaceKind::function);
  change.finish();
  expect_base(by_name(change, "t", Access::call), text + 0x60);
}

TEST(Resolve, ASlotThatNoCodeUses) {
  auto change = with_user();
  change->image.slot("t", got + 0x10);
  change->finish();
  expect_base(by_name(*change, "t", Access::slot), got + 0x10);
  const Resolution call = by_name(*change, "t", Access::call);
  expect_entity(call, EntityKind::import_thunk);
  EXPECT_EQ(call.entity.base, got + 0x10);
  const Resolution address = by_name(*change, "t", Access::direct);
  EXPECT_EQ(address.kind, Kind::imported);
  EXPECT_EQ(address.base, got + 0x10);
}

TEST(Resolve, AVariableThatHoldsAnAddressIsNoSlot) {
  auto change = with_user();
  change->image.image.needed = {"libc.so.6"};
  change->image.slot("t", data + 0x10); // void (*handler)(void) = t;
  change->finish();
  expect_entity(by_name(*change, "t", Access::slot), EntityKind::import_slot);
  const Resolution call = by_name(*change, "t", Access::call);
  expect_entity(call, EntityKind::import_thunk);
  EXPECT_EQ(call.entity.base, 0U);
}

TEST(Resolve, ASlotThatIsFilledByTheFirstCallIsJumpedThroughOnly) {
  auto change = with_user();
  change->image.image.needed = {"libc.so.6"};
  change->image.image.sections.back().name = ".got.plt";
  change->image.slot("t", got + 0x10);
  change->finish();
  expect_entity(by_name(*change, "t", Access::slot), EntityKind::import_slot);
  const Resolution call = by_name(*change, "t", Access::call);
  expect_entity(call, EntityKind::import_thunk);
  EXPECT_EQ(call.entity.base, got + 0x10);
}

TEST(Resolve, ALibrarysOwnDefinitionMayBeReplacedByTheLoader) {
  auto change = with_user();
  change->image.slot("t", got + 0x10, SlotKind::symbol);
  change->image.name("t", text + 0x60, PlaceKind::function);
  change->finish();
  const Resolution address = by_name(*change, "t", Access::direct);
  EXPECT_EQ(address.kind, Kind::imported);
  expect_entity(by_name(*change, "t", Access::call), EntityKind::import_thunk);
}

TEST(Resolve, AProgramsOwnDefinitionIsNeverReplaced) {
  auto change = with_user();
  change->image.image.is_library = false;
  change->image.slot("t", got + 0x10, SlotKind::symbol);
  change->image.name("t", text + 0x60, PlaceKind::function);
  change->finish();
  expect_base(by_name(*change, "t", Access::direct), text + 0x60);
}

TEST(Resolve, ANewImportOfAModuleThatIsThere) {
  auto change = with_user();
  change->image.image.needed = {"libc.so.6"};
  change->finish();
  expect_entity(by_name(*change, "t", Access::slot), EntityKind::import_slot);
  expect_entity(by_name(*change, "t", Access::call), EntityKind::import_thunk);
  EXPECT_EQ(by_name(*change, "t", Access::direct).kind, Kind::imported);
}

TEST(Resolve, NoImportsWithoutModules) {
  auto change = with_user();
  change->finish();
  for (Access access : {Access::slot, Access::call, Access::direct})
    expect_refused(by_name(*change, "t", access), RefusalReason::unbound,
                   "undefined symbol t");
}

TEST(Resolve, AWeakSymbolThatNobodyHas) {
  auto change = with_user();
  change->image.image.needed = {"libc.so.6"};
  MadeUpObject post;
  post.undefined("w", Linkage::weak);
  change->add_post(std::move(post), "b.o");
  change->finish();
  expect_refused(change->resolver->resolve(1, {Target::Kind::symbol, 0, 0},
                                           Access::slot, {}, {}),
                 RefusalReason::unbound, "weak symbol w");
}

TEST(Resolve, CoffImportsByTheirPrefix) {
  MadeUpChange change(ObjectFormat::coff);
  change.add_pre(MadeUpObject(ObjectFormat::coff));
  MadeUpObject post(ObjectFormat::coff);
  post.undefined("__imp_read");
  post.undefined("__imp_write");
  change.add_post(std::move(post));
  change.image.slot("read", rodata + 0x20);
  change.image.image.needed = {"msvcrt.dll"};
  change.finish();
  expect_base(by_name(change, "__imp_read", Access::direct), rodata + 0x20);
  const Resolution import = by_name(change, "__imp_write", Access::direct);
  expect_entity(import, EntityKind::import_slot);
  EXPECT_EQ(import.entity.name, "write");
}

TEST(Resolve, AbsoluteSymbolsAreNumbers) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject post;
  post.symbol({.name = "limit",
               .value = 0x40,
               .linkage = Linkage::global,
               .placement = Placement::absolute});
  change.add_post(std::move(post));
  change.finish();
  const Resolution resolution = by_name(change, "limit", Access::direct, 2);
  EXPECT_EQ(resolution.kind, Kind::number);
  EXPECT_EQ(resolution.offset, 0x42);
}

// A post object that defines `t`, which the pre object only calls.
std::unique_ptr<MadeUpChange> with_new_definition() {
  auto change = std::make_unique<MadeUpChange>();
  change->add_pre(user_of("t"));
  MadeUpObject post;
  post.function("t", "31c0 c3");
  change->add_post(std::move(post));
  change->place(0, text);
  change->image.name("f", text, PlaceKind::function);
  return change;
}

TEST(Resolve, WhatIsNewComesAlong) {
  auto change = std::make_unique<MadeUpChange>();
  change->add_pre(MadeUpObject());
  MadeUpObject post;
  post.function("t", "31c0 c3");
  post.define("v", post.zeros(".bss", SectionKind::bss, 4), 0, 4,
              SymbolKind::data);
  post.symbol({.name = "c",
               .size = 8,
               .kind = SymbolKind::data,
               .linkage = Linkage::global,
               .placement = Placement::common});
  change->add_post(std::move(post));
  change->finish();
  expect_entity(by_name(*change, "t", Access::call), EntityKind::function);
  expect_entity(by_name(*change, "v", Access::direct), EntityKind::datum);
  expect_entity(by_name(*change, "c", Access::direct), EntityKind::common);
  const Resolution slot = by_name(*change, "v", Access::slot);
  expect_entity(slot, EntityKind::entity_slot);
  EXPECT_EQ(slot.entity.inner, EntityKind::datum);
}

TEST(Resolve, ANewDefinitionTakesThePlaceOfAnImport) {
  auto change = with_new_definition();
  change->image.image.thunks = {{.rva = text + 0x300, .size = 6, .slot = got}};
  change->image.define("t", text + 0x300);
  change->image.slot("t", got);
  change->finish();
  expect_entity(by_name(*change, "t", Access::call), EntityKind::function);
}

TEST(Resolve, ADefinitionOfAnObjectThatWasNotGivenIsTheImages) {
  auto change = with_new_definition();
  change->image.define("t", text + 0x300);
  change->image.name("t", text + 0x300, PlaceKind::function);
  change->finish();
  expect_base(by_name(*change, "t", Access::call), text + 0x300);
}

TEST(Resolve, ReplacedDataComesAlong) {
  MadeUpChange change;
  for (std::string_view content : {"01000000", "02000000"}) {
    MadeUpObject object;
    object.define(
        "limit",
        object.section(".rodata.limit", SectionKind::read_only, content), 0, 4,
        SymbolKind::data);
    content == "01000000" ? change.add_pre(std::move(object))
                          : change.add_post(std::move(object));
  }
  change.place(0, rodata);
  change.image.name("limit", rodata, PlaceKind::data);
  change.replaced_data = {{0, 0}};
  change.finish();
  expect_entity(by_name(change, "limit", Access::direct), EntityKind::datum);
}

TEST(Resolve, AVariableThatTheImageImportsIsNotDefinedAnew) {
  MadeUpChange change;
  change.add_pre(user_of("v"));
  MadeUpObject post;
  post.define("v", post.zeros(".bss", SectionKind::bss, 4), 0, 4,
              SymbolKind::data);
  change.add_post(std::move(post));
  change.place(0, text);
  change.image.name("f", text, PlaceKind::function);
  change.finish();
  expect_refused(by_name(change, "v", Access::direct), RefusalReason::unbound,
                 "the image holds v");
}

} // namespace
} // namespace hotpatch
