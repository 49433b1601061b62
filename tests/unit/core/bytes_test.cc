#include "formats/core/bytes.h"
#include "formats/core/digest.h"

#include <gtest/gtest.h>
#include <limits>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();

TEST(Slice, IsInsideOrNothing) {
  BytesView bytes = as_bytes("abcd");
  EXPECT_EQ(as_text(*slice(bytes, 1, 2)), "bc");
  EXPECT_EQ(slice(bytes, 4, 0)->size(), 0U);
  EXPECT_FALSE(slice(bytes, 5, 0));
  EXPECT_FALSE(slice(bytes, 3, 2));
}

TEST(Slice, DoesNotWrapAround) {
  BytesView bytes = as_bytes("abcd");
  EXPECT_FALSE(slice(bytes, huge, 2));
  EXPECT_FALSE(slice(bytes, 2, huge));
  EXPECT_FALSE(slice(bytes, huge, huge));
}

TEST(ReadInt, KnowsBothByteOrders) {
  BytesView bytes = as_bytes("\x01\x02\x03\x04"sv);
  EXPECT_EQ(read_int<std::uint32_t>(bytes, 0), 0x04030201U);
  EXPECT_EQ(read_int<std::uint32_t>(bytes, 0, std::endian::big), 0x01020304U);
  EXPECT_EQ(read_int<std::uint8_t>(bytes, 3), 4U);
  EXPECT_FALSE(read_int<std::uint16_t>(bytes, 3));
  EXPECT_FALSE(read_int<std::uint16_t>(bytes, huge));
}

TEST(ReadSigned, ExtendsTheSign) {
  BytesView bytes = as_bytes("\xff\xfe\xff\xff\xff\xff\xff\xff"sv);
  EXPECT_EQ(read_signed(bytes, 0, 1), -1);
  EXPECT_EQ(read_signed(bytes, 0, 2), -257);
  EXPECT_EQ(read_signed(bytes, 0, 2, std::endian::big), -2);
  EXPECT_EQ(read_signed(bytes, 0, 4), -257);
  EXPECT_EQ(read_signed(bytes, 0, 8), -257);
  EXPECT_FALSE(read_signed(bytes, 0, 3));
  EXPECT_FALSE(read_signed(bytes, 1, 8));
}

TEST(EqualBytes, TakesEmptyViews) {
  EXPECT_TRUE(equal_bytes({}, as_bytes("")));
  EXPECT_FALSE(equal_bytes({}, as_bytes("a")));
  EXPECT_TRUE(equal_bytes(as_bytes("ab"), as_bytes("ab")));
  EXPECT_FALSE(equal_bytes(as_bytes("ab"), as_bytes("ac")));
}

// Values of the reference implementation (xxhsum -H2).
TEST(Fingerprint, IsXxh128InCanonicalForm) {
  EXPECT_EQ(to_string(fingerprint({})),
            "xxh128:99aa06d3014798d86001c324468d497f");
}

TEST(Fingerprint, PadsWithZeros) {
  EXPECT_EQ(to_string(Fingerprint{.high = 1, .low = 2}),
            "xxh128:00000000000000010000000000000002");
}

TEST(HashBytes, DependsOnTheSeed) {
  EXPECT_EQ(hash_bytes(as_bytes("a")), hash_bytes(as_bytes("a")));
  EXPECT_NE(hash_bytes(as_bytes("a")), hash_bytes(as_bytes("a"), 1));
  EXPECT_NE(hash_bytes(as_bytes("a")), hash_bytes(as_bytes("b")));
}

} // namespace
} // namespace hotpatch
