// A payload over its base against the post image: right once, then wrong in one
// way per test.
#include "hpcompile/validate.h"

#include "tests/support/tiny_image.h"

#include <gtest/gtest.h>

#include <optional>

namespace hotpatch {
namespace {

constexpr Rva f = 0x1100, callee = 0x1200, caller = 0x1300, g = 0x1400;
constexpr Rva message = tiny_rodata + 0x20, counter = tiny_data + 0x10;
constexpr Rva slot = tiny_got + 0x18;
// In the payload: the changed f, the new helper, and a constant of its own.
constexpr Rva payload_f = 0x1000, payload_helper = 0x1080;
constexpr Rva payload_text = 0x2000;

// The code of f after the fix, at `at`, with what it refers to.
struct FixedF {
  Rva at = 0, message = 0, text = 0, counter = 0, helper = 0, slot = 0;
  std::uint32_t limit = 100;

  [[nodiscard]] TinyCode code() const {
    return TinyCode(at)
        .mov_eax(limit)     // 5: immediate at 1
        .lea_rax(message)   // 7: field at 8
        .lea_rcx(text)      // 7: field at 15
        .store_eax(counter) // 6: field at 21
        .call(callee)       // 5: field at 26
        .call(helper)       // 5: field at 31
        .call_slot(slot)    // 6: field at 37
        .ret();
  }
};

TinyCode helper_code(Rva at) { return TinyCode(at).mov_eax(9).ret(); }

void add_common(TinyImage &image, Rva shift) {
  image.function("callee", TinyCode(callee).mov_eax(3).ret(), callee);
  image.function("caller", TinyCode(caller).call(f).ret(), caller);
  image.function("g", TinyCode(g).store_eax(counter + shift).ret(), g);
  image.datum("", message + shift, std::string_view("out of memory\0", 14));
  image.datum("counter", counter + shift, std::string_view("\0\0\0\0", 4));
  image.datum("other", counter + shift + 4, std::string_view("\0\0\0\0", 4));
  image.import(slot + shift, "puts");
  image.import(slot + shift + 8, "abort");
}

struct Worlds {
  TinyImage base, post;
  std::optional<TinyPayload> tiny;

  Worlds() {
    add_common(base, 0);
    base.function("f", TinyCode(f).mov_eax(50).lea_rax(message).ret(), f);
    add_common(post, 0x40);
    post.datum("", message + 0x90, std::string_view("too large\0", 10));
    post.function("f",
                  FixedF{.at = f,
                         .message = message + 0x40,
                         .text = message + 0x90,
                         .counter = counter + 0x40,
                         .helper = 0x1500,
                         .slot = slot + 0x40}
                      .code(),
                  f);
    post.function("helper", helper_code(0x1500), 0x1500);
    tiny.emplace(base);
    add_payload();
  }

  void add_payload() {
    // Fields with fixups hold anything before they are applied.
    const FixedF fixed = {
        .at = payload_f, .text = payload_text, .helper = payload_helper};
    tiny->function("f", fixed.code(), payload_f, f,
                   {{.field = 8, .base_target = message},
                    {.field = 21, .base_target = counter},
                    {.field = 26, .base_target = callee},
                    {.field = 37, .base_target = slot}});
    tiny->added("helper", helper_code(payload_helper), payload_helper);
    tiny->constant(payload_text, std::string_view("too large\0", 10));
    tiny->redirect(f, payload_f);
  }

  Payload &payload() { return tiny->payload; }
  Fixup &fixup(std::size_t i) { return payload().fixups[i]; }

  Validation validation() {
    const Expected<Validation> found =
        validate(payload(), {base.image(), base.symbols()},
                 {post.image(), post.symbols()});
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(Validation{});
  }

  // Of the only function that differs; "" if none does.
  std::string detail(std::string_view function) {
    const Validation found = validation();
    for (const ValidationDifference &difference : found.differences)
      EXPECT_EQ(difference.function, function) << difference.detail;
    return found.differences.empty() ? "" : found.differences[0].detail;
  }
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(ValidatePayload, RightOne) {
  Worlds worlds;
  const Validation validation = worlds.validation();
  EXPECT_EQ(validation.differences, std::vector<ValidationDifference>{});
  EXPECT_EQ(validation.unnamed, std::vector<std::string>{});
  EXPECT_EQ(validation.payload_functions, 2U);
  EXPECT_EQ(validation.base_functions, 3U);
  EXPECT_GT(validation.references, 6U);
}

TEST(ValidatePayload, PadRedirect) {
  Worlds worlds;
  worlds.payload().redirects.clear();
  worlds.tiny->redirect(f, payload_f, RedirectKind::pad);
  EXPECT_EQ(worlds.detail(""), "");
}

TEST(ValidatePayload, MissingRedirect) {
  Worlds worlds;
  worlds.payload().redirects.clear();
  EXPECT_TRUE(has(worlds.detail("f"), "expected 'mov eax, 0x64'"));
}

TEST(ValidatePayload, RedirectIntoAnotherFunction) {
  Worlds worlds;
  worlds.payload().redirects[0].payload_entry = payload_helper;
  EXPECT_NE(worlds.detail("f"), "");
}

TEST(ValidatePayload, RedirectOverOtherBytes) {
  Worlds worlds;
  worlds.payload().redirects[0].base_bytes[1] ^= std::byte{1};
  EXPECT_TRUE(has(worlds.detail(""), "are not those of the base image"));
}

TEST(ValidatePayload, RedirectThatDamagesItsNeighbour) {
  Worlds worlds;
  for (TinyImage *image : {&worlds.base, &worlds.post})
    image->function("near", TinyCode(f - 6).mov_eax(1).ret(), f - 6);
  worlds.payload().redirects.clear();
  worlds.tiny->redirect(f, payload_f, RedirectKind::pad);
  EXPECT_NE(worlds.detail("near"), "");
}

TEST(ValidatePayload, RedirectAwayFromTheEntry) {
  Worlds worlds;
  worlds.payload().redirects[0].patch_begin += 1;
  EXPECT_FALSE(worlds.validation().is_valid());
}

TEST(ValidatePayload, AnotherImmediate) {
  Worlds worlds;
  worlds.payload().sections[0].bytes[1] ^= std::byte{1};
  EXPECT_TRUE(has(worlds.detail("f"), "expected 'mov eax, 0x64'"));
}

TEST(ValidatePayload, AnotherString) {
  Worlds worlds;
  worlds.payload().sections[1].bytes[8] ^= std::byte{1};
  EXPECT_TRUE(has(worlds.detail("f"), "another content"));
}

TEST(ValidatePayload, AnotherAddend) {
  for (const std::int64_t by : {1, -1}) {
    for (std::size_t i = 0; i < 4; ++i) {
      Worlds worlds;
      worlds.fixup(i).addend += by;
      EXPECT_NE(worlds.detail("f"), "") << i << " by " << by;
    }
  }
}

TEST(ValidatePayload, AnotherCallee) {
  Worlds worlds;
  worlds.fixup(2).base_target = g;
  EXPECT_TRUE(has(worlds.detail("f"), "another function"));
}

TEST(ValidatePayload, AnotherVariable) {
  Worlds worlds;
  worlds.fixup(1).base_target = counter + 4;
  EXPECT_TRUE(has(worlds.detail("f"), "another variable"));
}

TEST(ValidatePayload, CopyOfALiveVariable) {
  Worlds worlds;
  // Field at 21 now leads to the payload's own data.
  std::erase(worlds.payload().fixups, worlds.fixup(1));
  TinyCode store(payload_f + 19);
  store.store_eax(0x3000);
  std::ranges::copy(store.code(),
                    worlds.payload().sections[0].bytes.begin() + 19);
  EXPECT_TRUE(has(worlds.detail("f"), "another variable"));
}

TEST(ValidatePayload, AnotherSlot) {
  Worlds worlds;
  worlds.fixup(3).base_target = slot + 8;
  EXPECT_EQ(worlds.detail("f"), "another import: found abort, expected puts");
}

// The payload's own slot, filled by name, as a copy, or with an address.
TEST(ValidatePayload, OwnSlots) {
  constexpr Rva own = 0x2100;
  const auto with_own_slot = [](Worlds &worlds) {
    std::erase(worlds.payload().fixups, worlds.fixup(3));
    TinyCode call(payload_f + 35);
    call.call_slot(own);
    std::ranges::copy(call.code(),
                      worlds.payload().sections[0].bytes.begin() + 35);
  };
  for (const std::string name : {"puts", "gets"}) {
    Worlds worlds;
    with_own_slot(worlds);
    worlds.payload().imports = {{.slot = own, .module = {}, .name = name}};
    EXPECT_EQ(worlds.detail("f").empty(), name == "puts");
  }
  for (const Rva from : {slot, slot + 8}) {
    Worlds worlds;
    with_own_slot(worlds);
    worlds.payload().fixups.push_back(
        {.kind = FixupKind::indirect, .site = own, .base_target = from});
    EXPECT_EQ(worlds.detail("f").empty(), from == slot);
  }
}

TEST(ValidatePayload, AddedFunctionThatDiffers) {
  Worlds worlds;
  worlds.payload().sections[0].bytes[0x81] ^= std::byte{1};
  EXPECT_NE(worlds.detail("helper"), "");
}

TEST(ValidatePayload, BaseFunctionThatShouldHaveBeenReplaced) {
  Worlds worlds;
  worlds.post.function("g", TinyCode(g).mov_eax(1).ret(), g);
  std::erase_if(const_cast<ImageSymbols &>(worlds.post.symbols()).places,
                [](const NamedPlace &place) {
                  return place.name == "g" && place.size != 6;
                });
  EXPECT_NE(worlds.detail("g"), "");
}

TEST(ValidatePayload, LineOnlyMayDifferInImmediatesAlone) {
  constexpr Rva h = 0x1600;
  for (const bool is_listed : {true, false}) {
    Worlds worlds;
    worlds.base.function("h", TinyCode(h).mov_eax(10).ret(), h);
    worlds.post.function("h", TinyCode(h).mov_eax(12).ret(), h);
    if (is_listed)
      worlds.payload().line_only = {h};
    const Validation validation = worlds.validation();
    EXPECT_EQ(validation.is_valid(), is_listed);
    EXPECT_EQ(validation.line_only, is_listed ? 1U : 0U);
  }
  Worlds worlds;
  worlds.base.function("h", TinyCode(h).mov_eax(10).ret(), h);
  worlds.post.function("h", TinyCode(h).mov_eax(12).call(callee).ret(), h);
  worlds.payload().line_only = {h};
  EXPECT_NE(worlds.detail("h"), "");
}

// f.cold has no redirect: its old code is right unless something refers to it.
TEST(ValidatePayload, ReplacedPieceThatIsStillReferredTo) {
  constexpr Rva cold = 0x1700, payload_cold = 0x10C0;
  for (const bool is_referred_to : {false, true}) {
    Worlds worlds;
    worlds.base.function("f.cold", TinyCode(cold).mov_eax(1).ret(), cold);
    worlds.post.function("f.cold", TinyCode(cold).mov_eax(2).ret(), cold);
    worlds.tiny->function("f.cold", TinyCode(payload_cold).mov_eax(2).ret(),
                          payload_cold, cold);
    if (is_referred_to)
      for (TinyImage *image : {&worlds.base, &worlds.post})
        image->function("h", TinyCode(0x1600).jump(cold), 0x1600);
    EXPECT_EQ(worlds.detail("f.cold").empty(), !is_referred_to);
  }
}

TEST(ValidatePayload, AcceptedChangeOfData) {
  for (const bool is_accepted : {true, false}) {
    Worlds worlds;
    worlds.post.datum("", counter + 0x40, std::string_view("\1\0\0\0", 4));
    if (is_accepted)
      worlds.payload().accepted = {
          {.slug = "changed-data", .subject = "counter", .reason = "reviewed"}};
    EXPECT_EQ(worlds.validation().is_valid(), is_accepted);
  }
}

TEST(ValidatePayload, ForAnotherBase) {
  Worlds worlds;
  worlds.payload().base.code_digest[0] = std::byte{1};
  const Expected<Validation> found =
      validate(worlds.payload(), {worlds.base.image(), worlds.base.symbols()},
               {worlds.post.image(), worlds.post.symbols()});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::mismatch);
}

TEST(ValidatePayload, FixupOutsideOfItsSections) {
  Worlds worlds;
  worlds.fixup(0).site = 0x8000;
  const Expected<Validation> found =
      validate(worlds.payload(), {worlds.base.image(), worlds.base.symbols()},
               {worlds.post.image(), worlds.post.symbols()});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::malformed);
}

TEST(ValidatePayload, ImagesWithoutNames) {
  Worlds worlds;
  const ImageSymbols none;
  const Expected<Validation> found =
      validate(worlds.payload(), {worlds.base.image(), worlds.base.symbols()},
               {worlds.post.image(), none});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::unsupported);
}

// Every byte of the payload's code and constants, and every fixup, counts.
TEST(ValidatePayload, NoMutantPasses) {
  Worlds worlds;
  ASSERT_TRUE(worlds.validation().is_valid());
  const auto is_fixed_up = [&](Rva site) {
    for (const Fixup &fixup : worlds.payload().fixups)
      if (site >= fixup.site && site < fixup.site + 4)
        return true;
    return false;
  };
  for (const PayloadFunction &function : worlds.payload().functions)
    for (Rva i = 0; i < function.size; ++i)
      for (const int bits : {0x01, 0x08, 0x80}) {
        if (is_fixed_up(function.payload_rva + i))
          continue;
        std::byte &byte = worlds.payload()
                              .sections[0]
                              .bytes[function.payload_rva - payload_f + i];
        const std::byte kept =
            std::exchange(byte, byte ^ static_cast<std::byte>(bits));
        EXPECT_FALSE(worlds.validation().is_valid())
            << function.name << " byte " << i << " bits " << bits;
        byte = kept;
      }
  for (std::size_t i = 0; i < 10; ++i) { // "too large" with its NUL
    std::byte &byte = worlds.payload().sections[1].bytes[i];
    byte ^= std::byte{1};
    EXPECT_FALSE(worlds.validation().is_valid()) << "constant byte " << i;
    byte ^= std::byte{1};
  }
  for (Fixup &fixup : worlds.payload().fixups)
    for (const int by : {1, -1}) {
      const Fixup kept = fixup;
      fixup.base_target += static_cast<Rva>(by);
      EXPECT_FALSE(worlds.validation().is_valid()) << "fixup " << fixup.site;
      fixup = kept;
    }
}

} // namespace
} // namespace hotpatch
