// By which way the payload gets at thread-local variables.
#include "hpcompile/tls_resolve.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using Kind = Resolution::Kind;
using test::MadeUpChange;
using testing::HasSubstr;

constexpr Rva text = made_up_text, got = made_up_got;

// A pre function for each way to get at `t`, a variable of 4 bytes at 4 of its
// section, which the image shows in `image_code`.
struct Shown {
  MadeUpChange change;

  explicit Shown(bool is_library, Linkage linkage = Linkage::global) {
    change.image.image.is_library = is_library;
    add(pre_, linkage);
    add(post_, linkage);
  }
  void shows(std::uint32_t type, std::string_view object_code,
             std::string_view image_code, std::uint64_t at) {
    const std::string name = "f" + std::to_string(count_);
    const std::uint32_t f = pre_.function(name, object_code);
    pre_.relocate(pre_.section_of(f), at, type, variable_,
                  type == r_x86_64::tpoff32 || type == r_x86_64::dtpoff32 ? 0
                                                                          : -4);
    const Rva place = text + 0x40 * count_++;
    change.image.put(place, image_code);
    change.image.name(name, place, PlaceKind::function);
  }
  void shows_slots() { // general dynamic as it was
    shows(r_x86_64::tlsgd, "66 488d3d 00000000 666648e8 00000000",
          "66 488d3d 10000000 666648e8 00000000", 4);
  }
  void shows_slot() { // initial exec
    shows(r_x86_64::gottpoff, "488b05 00000000", "488b05 10000000", 3);
  }
  void shows_offset() { // local exec
    shows(r_x86_64::tpoff32, "64 8b0425 00000000", "64 8b0425 f8ffffff", 4);
  }
  void shows_block() { // local dynamic
    shows(r_x86_64::dtpoff32, "8b80 00000000", "8b80 04000000", 2);
  }
  void shows_module(bool is_kept) {
    shows(r_x86_64::tlsld, "488d3d 00000000 e8 00000000",
          is_kept ? "488d3d 20000000 e8 00000000"
                  : "666666 64488b0425 00000000",
          3);
  }

  TlsResolution ask(Access access, std::int64_t offset = 0,
                    std::string_view name = "t") {
    if (!change.base) {
      change.add_pre(std::move(pre_));
      change.add_post(std::move(post_));
      change.finish();
    }
    return change.tls->resolve(0, change.symbol(name), offset, access);
  }

private:
  void add(MadeUpObject &object, Linkage linkage) {
    const std::uint32_t tbss = object.zeros(".tbss", SectionKind::tls_bss, 12);
    variable_ = object.define("t", tbss, 4, 4, SymbolKind::tls, linkage);
    object.define("beside", tbss, 8, 4, SymbolKind::tls, linkage);
  }

  MadeUpObject pre_, post_;
  std::uint32_t variable_ = 0;
  unsigned count_ = 0;
};

void expect_slot(const TlsResolution &tls, Access access, Rva rva) {
  ASSERT_EQ(tls.resolution.kind, Kind::base) << tls.resolution.detail;
  EXPECT_EQ(tls.access, access);
  EXPECT_EQ(tls.resolution.base, rva);
}

void expect_number(const TlsResolution &tls, Access access,
                   std::int64_t value) {
  ASSERT_EQ(tls.resolution.kind, Kind::number) << tls.resolution.detail;
  EXPECT_EQ(tls.access, access);
  EXPECT_EQ(tls.resolution.offset, value);
}

void expect_refused(const TlsResolution &tls, RefusalReason reason) {
  ASSERT_EQ(tls.resolution.kind, Kind::refused);
  EXPECT_EQ(tls.resolution.reason, reason);
}

TEST(TlsResolve, AsTheImageHasIt) {
  Shown shown(true);
  shown.shows_slots();
  shown.shows_slot();
  expect_slot(shown.ask(Access::tls_general), Access::tls_general,
              text + 8 + 0x10);
  expect_slot(shown.ask(Access::tls_slot), Access::tls_slot,
              text + 0x40 + 7 + 0x10);
}

TEST(TlsResolve, AShorterWayTakesThePlaceOfALongerOne) {
  Shown slot(true);
  slot.shows_slot();
  expect_slot(slot.ask(Access::tls_general), Access::tls_slot, text + 7 + 0x10);
  Shown offset(false);
  offset.shows_offset();
  expect_number(offset.ask(Access::tls_general), Access::tls_offset, -8);
  expect_number(offset.ask(Access::tls_slot, 2), Access::tls_offset, -6);
}

TEST(TlsResolve, ALongerWayTakesNoShorterOnesPlace) {
  Shown shown(true);
  shown.shows_slots();
  expect_refused(shown.ask(Access::tls_slot), RefusalReason::unbound);
  expect_refused(shown.ask(Access::tls_offset), RefusalReason::unbound);
}

TEST(TlsResolve, TheModulesBlock) {
  Shown kept(true);
  kept.shows_module(true);
  kept.shows_block();
  expect_slot(kept.ask(Access::tls_local), Access::tls_local, text + 7 + 0x20);
  expect_number(kept.ask(Access::tls_block), Access::tls_block, 4);
  Shown rewritten(false);
  rewritten.shows_module(false);
  expect_number(rewritten.ask(Access::tls_local), Access::tls_direct, 0);
  Shown unseen(true);
  unseen.change.image.image.tls_block_size = 16;
  unseen.shows_block();
  expect_refused(unseen.ask(Access::tls_local), RefusalReason::unbound);
  Shown none(true);
  none.shows_block();
  expect_refused(none.ask(Access::tls_local), RefusalReason::new_tls_variable);
}

TEST(TlsResolve, TheBlockIsNoThreadPointerUnlessTheLinkerMadeItOne) {
  Shown kept(true);
  kept.shows_module(true);
  kept.shows_block();
  expect_refused(kept.ask(Access::tls_general), RefusalReason::unbound);
  Shown rewritten(false);
  rewritten.shows_module(false);
  rewritten.shows_block();
  expect_number(rewritten.ask(Access::tls_general), Access::tls_offset, 4);
  Shown other(false);
  other.shows_module(false);
  other.shows_offset();
  expect_number(other.ask(Access::tls_block), Access::tls_block, -8);
}

TEST(TlsResolve, AVariableBesideAKnownOne) {
  for (Linkage linkage : {Linkage::global, Linkage::local}) {
    Shown shown(false, linkage);
    shown.shows_offset();
    expect_number(shown.ask(Access::tls_offset, 0, "beside"),
                  Access::tls_offset, -4);
  }
}

TEST(TlsResolve, ByTheImagesSymbols) {
  Shown shown(false);
  shown.change.image.image.tls_begin = made_up_data;
  shown.change.image.image.tls_size = 0x18;
  shown.change.image.image.tls_block_size = 0x20;
  shown.change.image.name("t", made_up_data + 0x14, PlaceKind::tls);
  expect_number(shown.ask(Access::tls_general), Access::tls_offset, -0xc);
  // A library's block is anywhere from the thread pointer.
  Shown library(true);
  library.change.image.image.tls_begin = made_up_data;
  library.change.image.image.tls_size = 0x18;
  library.change.image.name("t", made_up_data + 0x14, PlaceKind::tls);
  expect_refused(library.ask(Access::tls_general), RefusalReason::unbound);
  expect_number(library.ask(Access::tls_block), Access::tls_block, 0x14);
}

TEST(TlsResolve, ASlotThatNoCodeUses) {
  Shown shown(true);
  shown.change.image.image.slots = {
      {.rva = got + 8, .kind = SlotKind::tls_offset, .name = "t"}};
  expect_slot(shown.ask(Access::tls_general), Access::tls_slot, got + 8);
}

TEST(TlsResolve, TwoOffsetsAreRefused) {
  Shown shown(false);
  shown.shows_offset();
  shown.shows(r_x86_64::tpoff32, "64 8b0425 00000000", "64 8b0425 f0ffffff", 4);
  const TlsResolution tls = shown.ask(Access::tls_general);
  expect_refused(tls, RefusalReason::ambiguous_binding);
  EXPECT_THAT(tls.resolution.detail, HasSubstr("-8 and at -16"));
}

TEST(TlsResolve, NewVariablesAreRefusedWhateverDefinesThem) {
  MadeUpChange change;
  change.add_pre(MadeUpObject());
  MadeUpObject definer, user;
  const std::uint32_t tbss = definer.zeros(".tbss", SectionKind::tls_bss, 8);
  definer.define("t", tbss, 0, 4, SymbolKind::tls);
  definer.define("u", tbss, 4, 4, SymbolKind::tls, Linkage::local);
  user.undefined("t");
  change.add_post(std::move(definer));
  change.add_post(std::move(user), "b.o");
  change.finish();
  for (const auto &[object, symbol] : {std::pair{0U, 0U}, {0U, 1U}, {1U, 0U}})
    for (Access access : {Access::tls_general, Access::tls_local})
      expect_refused(change.tls->resolve(object, symbol, 0, access),
                     RefusalReason::new_tls_variable);
}

} // namespace
} // namespace hotpatch
