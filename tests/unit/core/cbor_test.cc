// The deterministic encoding and no other.  Examples are those of RFC 8949,
// appendix A.
#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include "formats/core/cbor.h"

#include <limits>

namespace hotpatch {
namespace {

constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();

TEST(Cbor, NumbersAreAsShortAsTheyCanBe) {
  const std::pair<std::uint64_t, std::string_view> examples[] = {
      {0, "00"},
      {23, "17"},
      {24, "1818"},
      {255, "18ff"},
      {256, "190100"},
      {65535, "19ffff"},
      {65536, "1a00010000"},
      {1000000, "1a000f4240"},
      {0xffffffff, "1affffffff"},
      {1000000000000, "1b000000e8d4a51000"},
      {any, "1bffffffffffffffff"}};
  for (const auto &[value, digits] : examples) {
    CborWriter out;
    out.put_uint(value);
    EXPECT_EQ(std::move(out).take(), from_hex(digits)) << value;
    const std::vector<std::byte> bytes = from_hex(digits);
    CborReader in(bytes);
    EXPECT_EQ(in.read_uint(any), value);
    EXPECT_TRUE(in.is_at_end());
  }
}

TEST(Cbor, LongerNumbersAreErrors) {
  for (const std::string_view digits :
       {"1817", "1900ff", "1a0000ffff", "1b00000000ffffffff"}) {
    const std::vector<std::byte> bytes = from_hex(digits);
    EXPECT_ERROR(CborReader(bytes).read_uint(any), malformed, "expected fewer");
  }
}

TEST(Cbor, CutNumbersAreErrors) {
  EXPECT_ERROR(CborReader({}).read_uint(any), malformed,
               "ends where an unsigned integer is expected");
  for (const std::string_view digits : {"18", "19ff", "1affffff", "1bff"}) {
    const std::vector<std::byte> bytes = from_hex(digits);
    EXPECT_ERROR(CborReader(bytes).read_uint(any), malformed,
                 "ends within a number");
  }
}

TEST(Cbor, NumbersAboveTheLimitAreErrors) {
  const std::vector<std::byte> bytes = from_hex("1818");
  EXPECT_EQ(CborReader(bytes).read_uint(24), 24U);
  EXPECT_ERROR(CborReader(bytes).read_uint(23), malformed,
               "number 0x18, expected at most 0x17");
}

TEST(Cbor, OtherTypesAreErrors) {
  // -1, an indefinite array, a reserved length, null.
  for (const std::string_view digits : {"20", "9f", "1c", "f6"}) {
    const std::vector<std::byte> bytes = from_hex(digits);
    EXPECT_ERROR(CborReader(bytes).read_uint(any), malformed, "first byte");
    EXPECT_ERROR(CborReader(bytes).read_text(), malformed, "first byte");
    EXPECT_ERROR(CborReader(bytes).read_bytes(), malformed, "first byte");
    EXPECT_ERROR(CborReader(bytes).begin_array(), malformed, "first byte");
    EXPECT_ERROR(CborReader(bytes).begin_map(), malformed, "first byte");
    EXPECT_ERROR(CborReader(bytes).read_true(), malformed, "no 'true'");
  }
}

TEST(Cbor, StringsAndContainers) {
  CborWriter out;
  out.begin_map(1);
  out.put_text("ü");
  out.begin_array(2);
  out.put_bytes(from_hex("01020304"));
  out.put_true();
  const std::vector<std::byte> bytes = std::move(out).take();
  EXPECT_EQ(bytes, from_hex("a1 62c3bc 82 4401020304 f5"));
  CborReader in(bytes);
  EXPECT_EQ(in.begin_map(), 1U);
  EXPECT_EQ(in.read_text(), "ü");
  EXPECT_EQ(in.begin_array(), 2U);
  EXPECT_EQ(in.read_bytes()->size(), 4U);
  ASSERT_OK(in.read_true());
  EXPECT_TRUE(in.is_at_end());
}

TEST(Cbor, LengthsThatCannotBeAreErrors) {
  const std::vector<std::byte> text = from_hex("6261");
  EXPECT_ERROR(CborReader(text).read_text(), malformed,
               "a text of 2 bytes, but 1 are left");
  const std::vector<std::byte> array = from_hex("9b7fffffffffffffff");
  EXPECT_ERROR(CborReader(array).begin_array(), malformed,
               "items, but only 0 bytes are left");
  const std::vector<std::byte> map = from_hex("a2616100");
  EXPECT_ERROR(CborReader(map).begin_map(), malformed,
               "map of 2 pairs, but only 3 bytes are left");
}

TEST(Cbor, SizesThatAreExpected) {
  const std::vector<std::byte> bytes = from_hex("4201021affffffff820506");
  CborReader in(bytes);
  EXPECT_EQ(in.read_byte_array<2>(), (std::array{std::byte{1}, std::byte{2}}));
  EXPECT_EQ(in.read_u32(), 0xffffffffU);
  EXPECT_ERROR(CborReader(in).expect_array(3), malformed,
               "2 items, expected 3");
  EXPECT_ERROR(CborReader(bytes).read_byte_array<3>(), malformed,
               "byte string of 2 bytes, expected 3");
  std::vector<std::uint64_t> list;
  CborReader copy = in;
  ASSERT_OK(read_cbor_list(in, list,
                           [](CborReader &item) { return item.read_uint(9); }));
  EXPECT_EQ(list, (std::vector<std::uint64_t>{5, 6}));
  EXPECT_ERROR(
      read_cbor_list(copy, list,
                     [](CborReader &item) { return item.read_uint(5); }),
      malformed, "item 1: number");
}

TEST(Utf8, OnlyShortestFormsOfCharacters) {
  for (const std::string_view good : {"", "a", "\x7f", "ü", "€", "\xef\xbf\xbf",
                                      "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const std::string_view bad :
       {"\x80", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xe2\x82",
        "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80",
        "\xff", "\xc3\x28"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

} // namespace
} // namespace hotpatch
