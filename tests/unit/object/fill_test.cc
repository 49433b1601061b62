#include "formats/object/fill.h"

#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::code;

// What GNU as (.p2align), LLVM, MSVC and lld write on x86-64.
TEST(IsFill, KnowsAlignmentOnX86) {
  for (std::string_view bytes :
       {"", "90", "66 90", "0f 1f 00", "0f 1f 40 00", "0f 1f 44 00 00",
        "66 0f 1f 44 00 00", "0f 1f 80 00 00 00 00", "0f 1f 84 00 00 00 00 00",
        "66 0f 1f 84 00 00 00 00 00", "66 2e 0f 1f 84 00 00 00 00 00",
        "66 66 66 66 66 66 2e 0f 1f 84 00 00 00 00 00", "cc cc cc", "00 00",
        "90 00 00", "0f 1f 00 66 90", "0f 1f 40 00 cc"})
    EXPECT_TRUE(is_fill(code(bytes), Isa::x86_64)) << bytes;
}

TEST(IsFill, IsNoCode) {
  for (std::string_view bytes :
       {"c3", "90 c3", "eb 90", "eb cc", "eb 00", "f3 90", "66 cc", "0f 1f",
        "0f 1f 40", "0f 1e fa", "00 90", "66", "0f 1f 44 00 01", "cd 03",
        "66 0f 1f"})
    EXPECT_FALSE(is_fill(code(bytes), Isa::x86_64)) << bytes;
}

// "lea esi, [esi]" clears the upper half of rsi in 64-bit code.
TEST(IsFill, LeaIsFillOnI386Only) {
  for (std::string_view bytes :
       {"8d 76 00", "8d 74 26 00", "2e 8d 74 26 00", "8d b6 00 00 00 00",
        "8d b4 26 00 00 00 00", "8d bc 27 00 00 00 00"}) {
    EXPECT_TRUE(is_fill(code(bytes), Isa::i386)) << bytes;
    EXPECT_FALSE(is_fill(code(bytes), Isa::x86_64)) << bytes;
  }
  EXPECT_FALSE(is_fill(code("8d 76 01"), Isa::i386));
}

TEST(IsFill, IsNopsOrZerosOnArm64) {
  EXPECT_TRUE(is_fill(code("1f 20 03 d5 1f 20 03 d5"), Isa::aarch64));
  EXPECT_TRUE(is_fill(code("00 00 00 00"), Isa::aarch64));
  EXPECT_FALSE(is_fill(code("1f 20 03"), Isa::aarch64));
  EXPECT_FALSE(is_fill(code("1f 20 03 d5 c0 03 5f d6"), Isa::aarch64));
}

TEST(IsFill, IsZerosOnOtherMachines) {
  EXPECT_TRUE(is_fill(code("00 00"), Isa::other));
  EXPECT_FALSE(is_fill(code("90"), Isa::other));
}

} // namespace
} // namespace hotpatch
