// Finding the extent and the type table of an LSDA.
#include "hpcompile/lsda.h"

#include "tests/support/expected.h"
#include "tests/unit/isa/code.h"

namespace hotpatch {
namespace {

constexpr std::uint64_t code_size = 0x40;

Expected<Lsda> read(std::string_view hex) {
  std::vector<std::byte> bytes = test::code(hex);
  return read_lsda(bytes, code_size);
}

std::string uleb(std::uint64_t value) {
  std::string bytes;
  for (; value > 0x7f; value >>= 7)
    bytes += static_cast<char>(0x80 | (value & 0x7f));
  return bytes + static_cast<char>(value);
}

TEST(Lsda, WithoutTypesItEndsWithTheCallSites) {
  // No call sites; what follows is somebody else's.
  Expected<Lsda> lsda = read("ff ff 01 00 ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(*lsda, (Lsda{.size = 4, .type_encoding_at = 1}));
}

TEST(Lsda, WithoutTypesItEndsWithTheLastAction) {
  // One call site with a cleanup: filter 0, no next.
  Expected<Lsda> lsda = read("ff ff 01 04  00 05 10 01  00 00  ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->size, 10U);
}

TEST(Lsda, ActionsAreFollowed) {
  // The second action leads back to the first, which is the last one.
  Expected<Lsda> lsda = read("ff ff 01 04  00 05 10 03  00 00 00 7d  ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->size, 12U);
}

TEST(Lsda, CallSitesMayHaveFixedSizes) {
  Expected<Lsda> lsda =
      read("ff ff 03 0d  00000000 05000000 10000000 00  ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->size, 17U);
}

// Types 1 and 2 of 4 bytes behind one action and a byte of fill.
constexpr std::string_view two_types = "ff 9b 11 01 04  00 05 10 01  02 00 00 "
                                       "00000000 00000000 ffff";

TEST(Lsda, TypesLieBeforeTheEndOfTheirTable) {
  Expected<Lsda> lsda = read(two_types);
  ASSERT_OK(lsda);
  EXPECT_EQ(*lsda, (Lsda{.size = 20,
                         .type_encoding = 0x9b,
                         .type_encoding_at = 1,
                         .types_begin = 12,
                         .types_end = 20,
                         .type_size = 4}));
}

TEST(Lsda, TypesMayBeEightBytesLong) {
  Expected<Lsda> lsda =
      read("ff 00 10 01 04  00 05 10 01  01 00  0000000000000000");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->type_size, 8U);
  EXPECT_EQ(lsda->types_begin, 11U);
  EXPECT_EQ(lsda->size, 19U);
}

TEST(Lsda, ExceptionSpecificationsFollowTheTypes) {
  // Filter -1: type 1, then the end.
  Expected<Lsda> lsda =
      read("ff 9b 0c 01 04  00 05 10 01  7f 00  00000000  01 00  ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->types_end, 15U);
  EXPECT_EQ(lsda->size, 17U);
}

// As many actions as there are types in one specification, which each of them
// begins one type further back: the work is their number, not its square.
TEST(Lsda, ExceptionSpecificationsMayShareTheirEnd) {
  constexpr std::uint64_t count = 16000;
  std::string actions;
  std::string call_sites;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t filter = 0 - (i + 1);
    call_sites += std::string("\0\1\0", 3) + uleb(1 + actions.size());
    actions += std::string{static_cast<char>(0x80 | (filter & 0x7f)),
                           static_cast<char>(0x80 | (filter >> 7 & 0x7f)),
                           static_cast<char>(filter >> 14 & 0x7f), '\0'};
  }
  const std::string fill(3, '\0'), type(4, '\0'), types(count, '\1');
  const std::string after =
      '\1' + uleb(call_sites.size()) + call_sites + actions + fill + type;
  const std::string all =
      "\xff\x9b" + uleb(after.size()) + after + types + '\0' + "more";
  Expected<Lsda> lsda = read_lsda(as_bytes(all), code_size);
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->size, all.size() - 4);
}

TEST(Lsda, NumbersOfTypesHave64Bits) {
  EXPECT_ERROR(read("ff 9b 0c 01 04  00 05 10 01  7f 00  00000000  "
                    "8080808080808080808000 00"),
               malformed, "an exception specification is cut off");
}

TEST(Lsda, LandingPadsCountFromTheCode) {
  EXPECT_ERROR(read("1b 00000000 ff 01 00"), unsupported,
               "landing pads count from elsewhere (encoding 0x1b)");
}

TEST(Lsda, OtherEncodingsAreRefused) {
  EXPECT_ERROR(read("ff ff 02 00"), unsupported,
               "call sites are encoded as 0x2");
  EXPECT_ERROR(read("ff 9a 00 01 00"), unsupported,
               "types are encoded as 0x9a");
}

TEST(Lsda, CutOffPartsAreMalformed) {
  EXPECT_ERROR(read(""), malformed, "header is cut off");
  EXPECT_ERROR(read("ff"), malformed, "header is cut off");
  EXPECT_ERROR(read("ff ff"), malformed, "call sites are cut off");
  EXPECT_ERROR(read("ff ff 01 05 00"), malformed, "call sites are cut off");
  EXPECT_ERROR(read("ff ff 01 02 00 05"), malformed, "call site is cut off");
  EXPECT_ERROR(read("ff 9b 40 01 00"), malformed, "type table ends 0x40");
  EXPECT_ERROR(read("ff ff 01 04 00 05 10 01 00"), malformed,
               "an action is cut off");
}

TEST(Lsda, CallSitesAndLandingPadsAreInTheCode) {
  EXPECT_ERROR(read("ff ff 01 04  3f 02 00 00"), malformed,
               "call site 0x3f of 0x2 bytes is not in the code");
  EXPECT_ERROR(read("ff ff 01 04  00 02 40 00"), malformed,
               "landing pad 0x40 is not in the code");
}

TEST(Lsda, ActionsStayInTheTable) {
  EXPECT_ERROR(read("ff ff 01 04  00 05 10 09  00 00"), malformed,
               "action 0x9 is past the end");
  EXPECT_ERROR(read("ff ff 01 04  00 05 10 01  00 70"), malformed,
               "outside of the table");
  EXPECT_ERROR(read("ff ff 01 04  00 05 10 01  00 20"), malformed,
               "outside of the table");
}

TEST(Lsda, ActionsInACircleEnd) {
  // The link is at 9 and leads to 8, where the action begins.
  Expected<Lsda> lsda = read("ff ff 01 04  00 05 10 01  00 7f  ffff");
  ASSERT_OK(lsda);
  EXPECT_EQ(lsda->size, 10U);
}

TEST(Lsda, TypesAreInTheirTable) {
  EXPECT_ERROR(read("ff ff 01 04  00 05 10 01  01 00"), malformed,
               "no type table");
  EXPECT_ERROR(read("ff 9b 0c 01 04  00 05 10 01  02 00  00000000"), malformed,
               "type 2 is not in the type table");
  EXPECT_ERROR(read("ff 9b 07 01 04  00 05 10 01  00 00"), malformed,
               "ends within the actions");
  EXPECT_ERROR(read("ff 9b 0c 01 04  00 05 10 01  7e 00  00000000"), malformed,
               "exception specification -0x2 is past the end");
}

} // namespace
} // namespace hotpatch
