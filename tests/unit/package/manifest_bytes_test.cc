// Bytes that are no manifest, though they may look like one: every other form
// that CBOR has for the same content, and everything that is not in the
// grammar.
#include "formats/package/manifest.h"

#include "tests/support/expected.h"
#include "tests/support/manifest_builder.h"

#include "formats/core/cbor.h"

#include <algorithm>

namespace hotpatch {
namespace {

// small_manifest(), for editing.  Its map has three pairs, and its product is
// "shop".
std::string small_bytes() {
  const std::vector<std::byte> bytes =
      encode_manifest(small_manifest()).value();
  return std::string(as_text(bytes));
}

// The same with the `size` bytes at `at` replaced.
std::string edited(std::size_t at, std::size_t size, std::string_view bytes) {
  return small_bytes().replace(at, size, bytes);
}

// The same with one more pair behind the others.
std::string with_pair(std::string_view pair) {
  return edited(0, 1, "\xa4").append(pair);
}

Expected<Manifest> decode(std::string_view bytes) {
  return decode_manifest(as_bytes(bytes));
}

TEST(ManifestBytes, AreWhatTheTestsTakeThemFor) {
  EXPECT_EQ(small_bytes().substr(0, 11),
            std::string("\xa3\0\x64shop\1\7\2\x81", 11));
  EXPECT_OK(decode(with_pair("\3\x61"
                             "c")));
}

TEST(ManifestBytes, CutAnywhereAreMalformed) {
  const std::string bytes = small_bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    EXPECT_ERROR(decode(std::string_view(cut)), malformed, "");
  }
}

TEST(ManifestBytes, WithMoreBehindAreMalformed) {
  EXPECT_ERROR(decode(small_bytes() + '\0'), malformed, "bytes are left over");
  EXPECT_ERROR(decode(small_bytes() + small_bytes()), malformed,
               "bytes are left over");
}

TEST(ManifestBytes, KeysAreKnownAscendingAndUnique) {
  EXPECT_ERROR(decode(with_pair("\x0a\x01")), malformed, "key 10 is not known");
  EXPECT_ERROR(decode(with_pair("\x18\x18\x01")), malformed,
               "key 24 is not known");
  EXPECT_ERROR(decode(with_pair("\x02\x80")), malformed, "key 2 behind key 2");
  EXPECT_ERROR(decode(with_pair("\x01\x07")), malformed, "key 1 behind key 2");
  // A text, a negative number.
  EXPECT_ERROR(decode(with_pair("\x61x\x01")), malformed, "first byte");
  EXPECT_ERROR(decode(with_pair("\x20\x01")), malformed, "first byte");
}

TEST(ManifestBytes, NumbersAreAsShortAsTheyCanBe) {
  EXPECT_ERROR(decode(edited(8, 1, "\x18\x07")), malformed, "expected fewer");
  EXPECT_ERROR(decode(edited(8, 1, std::string_view("\x1a\0\0\0\7", 5))),
               malformed, "expected fewer");
  EXPECT_ERROR(decode(edited(0, 1, "\xb8\x03")), malformed, "expected fewer");
  EXPECT_ERROR(decode(edited(2, 1, "\x78\x04")), malformed, "expected fewer");
  EXPECT_ERROR(decode(edited(1, 1, std::string_view("\x18\0", 2))), malformed,
               "expected fewer");
}

// Indefinite length, float, tag, false, null, undefined, negative number.
TEST(ManifestBytes, OtherKindsAreMalformed) {
  EXPECT_ERROR(decode(edited(0, 1, "\xbf") + '\xff'), malformed, "first byte");
  EXPECT_ERROR(decode(edited(10, 1, "\x9f")), malformed, "first byte");
  EXPECT_ERROR(decode(edited(2, 5, "\x7f\x64shop\xff")), malformed,
               "first byte");
  for (const std::string_view value :
       {"\xf9\x47\x00", "\xfb\x40\x1c\0\0\0\0\0\0", "\xc1\x07", "\xf4", "\xf6",
        "\xf7", "\x26", "\x41\x07"})
    EXPECT_ERROR(decode(edited(8, 1, value)), malformed, "first byte");
}

TEST(ManifestBytes, EmptyValuesAreAbsent) {
  for (const std::string_view pair :
       {std::string_view("\3\x60"), std::string_view("\4\0", 2),
        std::string_view("\5\x80"), std::string_view("\x08\x60"),
        std::string_view("\x09\x60")})
    EXPECT_ERROR(decode(with_pair(pair)), malformed,
                 "not written as its content would be");
}

TEST(ManifestBytes, WithoutAMandatoryKeyAreMalformed) {
  EXPECT_ERROR(decode("\xa0"), malformed, "product has no name");
  EXPECT_ERROR(decode(std::string_view("\xa1\0\x64shop", 7)), malformed,
               "0 images");
  // Without a sequence number the value's own 1 would hold.
  EXPECT_ERROR(decode(edited(7, 2, "").replace(0, 1, "\xa2")), malformed,
               "not written as its content would be");
}

// A thousand images may have it.
TEST(ManifestBytes, ANameThatIsTooLongIsRefusedWhereItStands) {
  CborWriter out;
  out.begin_map(3);
  out.put_uint(0);
  out.put_text("shop");
  out.put_uint(1);
  out.put_uint(1);
  out.put_uint(2);
  out.begin_array(1);
  out.begin_array(7);
  out.put_text(std::string(256, 'n'));
  EXPECT_ERROR(decode_manifest(std::move(out).take()), malformed,
               "name of 256 bytes, expected at most 255");
}

TEST(ManifestBytes, ANameIsGivenByNumberWhereItCanBe) {
  Manifest manifest = small_manifest();
  manifest.images.push_back(manifest.images[0]);
  manifest.images[1].base.size_of_image = 0x1000;
  const std::vector<std::byte> bytes = encode_manifest(manifest).value();
  const std::string text(as_text(bytes));
  const std::size_t by_number = text.find(std::string("\x88\0\x85", 3));
  ASSERT_NE(by_number, std::string::npos);
  std::string in_full = text;
  in_full.replace(by_number + 1, 1, "\x6clibshop.so.1");
  EXPECT_ERROR(decode(in_full), malformed,
               "not written as its content would be");
  for (const char number : {'\1', '\2', '\x17'}) {
    std::string of_later = text;
    of_later[by_number + 1] = number;
    EXPECT_ERROR(decode(of_later), malformed, "item 1: number");
  }
  std::string of_itself = text;
  const std::size_t name = of_itself.find("\x6clibshop.so.1");
  of_itself.replace(name, 13, std::string(1, '\0'));
  EXPECT_ERROR(decode(of_itself), malformed, "item 0: first byte");
}

TEST(ManifestBytes, AnImageHasSevenOrEightItems) {
  for (const char items : {'\x86', '\x89'}) {
    std::string bytes = small_bytes();
    bytes[11] = items;
    EXPECT_ERROR(decode(bytes), malformed, "items, expected 7 or 8");
  }
}

TEST(ManifestBytes, ABaseHasTheItemsOfItsFormat) {
  const std::size_t base = small_bytes().find("libshop.so.1") + 12;
  EXPECT_ERROR(decode(edited(base, 1, "\x86")), malformed,
               "6 items, expected 5");
  EXPECT_ERROR(decode(edited(base + 1, 1, "\1")), malformed,
               "5 items, expected 6 or 8");
  EXPECT_ERROR(decode(edited(base + 1, 1, "\2")), malformed, "number 0x2");
}

// A length is believed as far as there are bytes, whatever it says.
TEST(ManifestBytes, LiesAboutLengthsAskForNoMemory) {
  for (const std::string_view huge :
       {"\xbb\xff\xff\xff\xff\xff\xff\xff\xff", "\xba\xff\xff\xff\xff"})
    EXPECT_ERROR(decode(edited(0, 1, huge)), malformed, "bytes are left");
  EXPECT_ERROR(decode(edited(10, 1, "\x9a\x7f\xff\xff\xff")), malformed,
               "bytes are left");
  EXPECT_ERROR(decode(edited(2, 1, "\x7b\xff\xff\xff\xff\xff\xff\xff\xff")),
               malformed, "bytes, but");
}

// Nothing in the reader recurses.
TEST(ManifestBytes, DepthIsMalformed) {
  for (const char nest : {'\x81', '\xa1', '\x9f', '\xc1'}) {
    const std::string deep(max_manifest, nest);
    EXPECT_ERROR(decode(deep), malformed, "");
    EXPECT_ERROR(decode(small_bytes().substr(0, 10) + deep.substr(0, 100'000)),
                 malformed, "");
  }
}

// A small manifest could otherwise name one long name a thousand times.
TEST(ManifestBytes, AsManyImagesAsThereMayBe) {
  Manifest manifest = small_manifest();
  manifest.images.resize(max_package_images, manifest.images[0]);
  for (std::size_t i = 0; i < manifest.images.size(); ++i)
    manifest.images[i].base.size_of_image =
        static_cast<std::uint32_t>(1000 + i);
  const auto bytes = encode_manifest(manifest);
  ASSERT_OK(bytes);
  EXPECT_EQ(decode_manifest(*bytes), manifest);
}

} // namespace
} // namespace hotpatch
