// PC-relative references of A64.  The assembly of each word is beside it.
#include "formats/isa/aarch64.h"

#include <gtest/gtest.h>

#include <bit>
#include <ostream>
#include <string_view>

namespace hotpatch {
namespace {

struct Aarch64Case {
  std::string_view assembly;
  std::uint32_t word;
  PcRelative want;
};

void PrintTo(const Aarch64Case &c, std::ostream *out) { *out << c.assembly; }

class Aarch64PcRelative : public testing::TestWithParam<Aarch64Case> {};

TEST_P(Aarch64PcRelative, IsFound) {
  const std::optional<PcRelative> found = pc_relative_of(GetParam().word);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->flow, GetParam().want.flow);
  EXPECT_EQ(found->displacement, GetParam().want.displacement);
  EXPECT_EQ(found->mask, GetParam().want.mask);
  EXPECT_EQ(found->is_page, GetParam().want.is_page);
}

INSTANTIATE_TEST_SUITE_P(
    , Aarch64PcRelative,
    testing::Values(
        Aarch64Case{"b .+8", 0x14000002, {Flow::jump, 8, 0x03ffffff}},
        Aarch64Case{"bl .-4", 0x97ffffff, {Flow::call, -4, 0x03ffffff}},
        Aarch64Case{"b.ne .+16", 0x54000081, {Flow::branch, 16, 0x00ffffe0}},
        Aarch64Case{"cbz x0, .-8", 0xb4ffffc0, {Flow::branch, -8, 0x00ffffe0}},
        Aarch64Case{
            "tbnz w3, #5, .+4", 0x37280023, {Flow::branch, 4, 0x0007ffe0}},
        Aarch64Case{"tbz x3, #40, .-32768",
                    0xb6440003,
                    {Flow::branch, -32768, 0x0007ffe0}},
        Aarch64Case{"adr x1, .+5", 0x30000021, {Flow::next, 5, 0x60ffffe0}},
        Aarch64Case{"adr x0, .-1", 0x70ffffe0, {Flow::next, -1, 0x60ffffe0}},
        Aarch64Case{"adrp x1, .+8192",
                    0xd0000001,
                    {Flow::next, 4096 * 2, 0x60ffffe0, true}},
        Aarch64Case{"ldr x2, .+16", 0x58000082, {Flow::next, 16, 0x00ffffe0}},
        Aarch64Case{"ldrsw x2, .-4", 0x98ffffe2, {Flow::next, -4, 0x00ffffe0}},
        Aarch64Case{"ldr q0, .+32", 0x9c000100, {Flow::next, 32, 0x00ffffe0}},
        Aarch64Case{
            "prfm pldl1keep, .+8", 0xd8000040, {Flow::next, 8, 0x00ffffe0}}));

TEST(Aarch64, HasNoReferenceInOtherInstructions) {
  for (std::uint32_t word : {0x91000400U,  // add x0, x0, #1
                             0xd65f03c0U,  // ret
                             0xd61f0000U,  // br x0
                             0xf9400420U,  // ldr x0, [x1, #8]
                             0xdc000000U,  // unallocated
                             0xd503201fU,  // nop
                             0x00000000U}) // udf
    EXPECT_FALSE(pc_relative_of(word)) << std::hex << word;
}

} // namespace
} // namespace hotpatch
