// What a payload becomes in memory, byte by byte.
#include "tests/support/expected.h"
#include "tests/support/hex.h"
#include "tests/support/payload_builder.h"

#include "formats/core/text.h"
#include "formats/payload/load.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr LoadAddresses places = {.base = 0x7ff600000000,
                                  .payload = 0x7ff600010000};

LoadSource source() {
  return {.read_base = [](Rva rva) -> Expected<std::uint64_t> {
            return 0xa000000000000000 + rva;
          },
          .find_export =
              [](const PayloadImport &import) -> Expected<std::uint64_t> {
            return import.name.empty() ? import.ordinal : import.name.size();
          }};
}

std::uint64_t field(const LoadedPayload &loaded, Rva rva) {
  return *read_int<std::uint64_t>(loaded.image, rva);
}

TEST(Load, FieldsHoldWhatTheyMean) {
  const Expected<LoadedPayload> loaded =
      load_payload(full_payload(ObjectFormat::coff), places, source());
  ASSERT_OK(loaded);
  EXPECT_EQ(loaded->image.size(), 0x4008U);
  // call base+0x1200: from the end of the field, 0x11009.
  EXPECT_EQ(read_int<std::uint32_t>(loaded->image, 0x1005), 0x1200U - 0x11009U);
  EXPECT_EQ(read_int<std::uint32_t>(loaded->image, 0x100c), 0x3008U - 0x11010U);
  EXPECT_EQ(field(*loaded, 0x2000), places.base + 0x3010 + 8);
  EXPECT_EQ(field(*loaded, 0x2008), 0xa000000000004000U);
  EXPECT_EQ(field(*loaded, 0x2010), 12U);  // "GetLastError"
  EXPECT_EQ(field(*loaded, 0x2018), 115U); // by ordinal
  EXPECT_EQ(field(*loaded, 0x2020), places.payload + 0x1020);
  EXPECT_EQ(field(*loaded, 0x3000), places.payload + 0x3000);
}

TEST(Load, EverythingElseIsAsInTheSections) {
  const Payload payload = full_payload(ObjectFormat::elf);
  const Expected<LoadedPayload> loaded =
      load_payload(payload, places, source());
  ASSERT_OK(loaded);
  std::vector<std::byte> expected(loaded->image.size());
  for (const PayloadSection &section : payload.sections)
    std::ranges::copy(section.bytes, expected.begin() + section.rva);
  std::vector<std::byte> found = loaded->image;
  const auto blank = [&](Rva rva, std::size_t size) {
    for (std::vector<std::byte> *bytes : {&expected, &found})
      std::fill_n(bytes->begin() + rva, size, std::byte{0});
  };
  for (const Fixup &fixup : payload.fixups)
    blank(fixup.site, fixup.kind == FixupKind::rel32 ? 4 : 8);
  for (const PayloadImport &import : payload.imports)
    blank(import.slot, 8);
  for (const Rva site : payload.relative_sites)
    blank(site, 8);
  EXPECT_EQ(found, expected);
}

TEST(Load, RedirectsAreJumpsToThePayload) {
  const Expected<LoadedPayload> loaded =
      load_payload(full_payload(ObjectFormat::coff), places, source());
  ASSERT_OK(loaded);
  const std::vector<BaseWrite> expected = {
      {RedirectKind::pad, 0x10fb, from_hex("cccccccccc 4889"),
       from_hex("e9 00ff0000 ebf9")}, // 0x11000 - 0x1100
      {RedirectKind::entry, 0x1180, from_hex("5553 4883ec"),
       from_hex("e9 9bfe0000")}, // 0x11020 - 0x1185
      {RedirectKind::entry, 0x1244, from_hex("554889e553"),
       from_hex("e9 e1fd0000")}}; // 0x1102a - 0x1249
  EXPECT_EQ(loaded->writes, expected);
  EXPECT_EQ(redirect_writes(full_payload(ObjectFormat::coff), places),
            expected);
}

// The farthest places that all fields and jumps still reach, and one page more.
TEST(Load, ReachIsExact) {
  Payload payload = small_payload(ObjectFormat::coff);
  payload.fixups = {};
  // The jump's distance is payload + 0x1000 - (base + 0x1100).
  const std::uint64_t base = 0x100000000000;
  const std::uint64_t up = 0x80000000;
  const std::uint64_t down = 0x7ffff000;
  ASSERT_OK(load_payload(payload, {base, base + up}));
  EXPECT_ERROR(load_payload(payload, {base, base + up + 0x1000}), unsupported,
               "redirect at 0x1100: 0x1000000010fb does not reach "
               "0x100080002000");
  ASSERT_OK(load_payload(payload, {base, base - down}));
  EXPECT_ERROR(load_payload(payload, {base, base - down - 0x1000}), unsupported,
               "does not reach");
  payload.redirects = {};
  payload.fixups = {{FixupKind::rel32, 0x1005, 0x1200, -4}};
  EXPECT_ERROR(load_payload(payload, {base, base + up + 0x2000}), unsupported,
               "fixup at 0x1005: ");
}

TEST(Load, AddressesWhereNoImageCanBe) {
  const Payload payload = small_payload(ObjectFormat::coff);
  EXPECT_ERROR(load_payload(payload, {0x10010, 0x20000}), mismatch,
               "expected multiples of a page");
  EXPECT_ERROR(load_payload(payload, {0x10000, 0x20008}), mismatch,
               "expected multiples of a page");
  EXPECT_ERROR(load_payload(payload, {0xfffffffffffff000, 0x20000}), mismatch,
               "with room behind");
  EXPECT_ERROR(load_payload(payload, {0x10000, 0x12000}), mismatch, "overlap");
  EXPECT_ERROR(load_payload(payload, {0x10000, 0xe000}), mismatch, "overlap");
  // Its first page holds nothing, so it may be the base's last one.
  ASSERT_OK(load_payload(payload, {0x10000, 0x17000}));
  ASSERT_OK(load_payload(payload, {0x10000, 0xd000}));
}

TEST(Load, WhatNobodyKnowsIsSaid) {
  Payload payload = full_payload(ObjectFormat::coff);
  EXPECT_ERROR(load_payload(payload, places), unsupported,
               "fixup at 0x2008: nobody can read");
  LoadSource known = source();
  known.find_export = {};
  EXPECT_ERROR(load_payload(payload, places, known), unsupported,
               "import at 0x2010: nobody can find exports");
  known.find_export = [](const PayloadImport &) -> Expected<std::uint64_t> {
    return fail(ErrorCode::mismatch, "no such export");
  };
  EXPECT_ERROR(load_payload(payload, places, known), mismatch,
               "import at 0x2010: no such export");
}

TEST(Load, OnlyValidPayloads) {
  Payload payload = small_payload(ObjectFormat::coff);
  payload.fixups[0].site = 0;
  EXPECT_ERROR(load_payload(payload, places), malformed, "in no section");
}

} // namespace
} // namespace hotpatch
