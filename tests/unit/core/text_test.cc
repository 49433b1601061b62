#include "formats/core/text.h"

#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace hotpatch {
namespace {

TEST(Hex, HasNoLeadingZeros) {
  EXPECT_EQ(hex(0), "0x0");
  EXPECT_EQ(hex(0x1f), "0x1f");
  EXPECT_EQ(hex(std::numeric_limits<std::uint64_t>::max()),
            "0xffffffffffffffff");
}

TEST(SignedHex, PutsTheSignBeforeTheMagnitude) {
  EXPECT_EQ(signed_hex(0x1f), "0x1f");
  EXPECT_EQ(signed_hex(-1), "-0x1");
  EXPECT_EQ(signed_hex(std::numeric_limits<std::int64_t>::min()),
            "-0x8000000000000000");
}

TEST(ToHex, HasTwoDigitsForEachByte) {
  EXPECT_EQ(to_hex(BytesView()), "");
  EXPECT_EQ(to_hex(as_bytes(std::string_view("\0\x0f\xf0", 3))), "000ff0");
  EXPECT_EQ(to_text(Sha256{}), "sha256:" + std::string(64, '0'));
}

} // namespace
} // namespace hotpatch
