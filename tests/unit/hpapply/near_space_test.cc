#include "hpapply/near_space.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr std::uint64_t reach = std::uint64_t{1} << 31;
constexpr std::uint64_t margin = 0x10000;

MemoryRegion used(Address begin, Address end) {
  return {.range = {begin, end}, .is_readable = true};
}

TEST(FindNearSpace, IsBehindTheBaseWithAMargin) {
  const MemoryRange base = {0x7f0000000000, 0x7f0000004000};
  const auto found = find_near_space(
      std::vector{used(0x10000, base.begin), used(base.begin, base.end)}, base,
      0x5000);
  EXPECT_EQ(found, (MemoryRange{base.begin + 2 * margin,
                                base.begin + 2 * margin + 0x5000}));
}

TEST(FindNearSpace, IsBeforeTheBaseIfThatIsNearer) {
  const MemoryRange base = {0x7f0000000000, 0x7f0000004000};
  const auto found = find_near_space(
      std::vector{used(base.begin, base.end + 0x1000000)}, base, 0x5000);
  EXPECT_EQ(found, (MemoryRange{base.begin - 2 * margin,
                                base.begin - 2 * margin + 0x5000}));
}

TEST(FindNearSpace, TakesNoGapThatIsTooSmall) {
  const MemoryRange base = {0x7f0000000000, 0x7f0000004000};
  const Address next = base.end + 2 * margin + 0x4000;
  const auto found = find_near_space(
      std::vector{used(0x10000, base.end), used(next, next + 0x1000)}, base,
      0x5000);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->begin, base.begin + 4 * margin);
}

TEST(FindNearSpace, NothingInBothIsTwoGibibytesApart) {
  const MemoryRange base = {0x7f0000000000, 0x7f0000004000};
  const auto space_behind = [&](Address used_up_to) {
    return find_near_space(std::vector{used(0x10000, used_up_to)}, base,
                           0x5000);
  };
  EXPECT_TRUE(space_behind(base.begin + reach - 2 * margin));
  EXPECT_FALSE(space_behind(base.begin + reach - 2 * margin + 0x1000));
}

TEST(FindNearSpace, ALowProgramHasItsRoomAbove) {
  const MemoryRange base = {0x400000, 0x500000};
  const auto found =
      find_near_space(std::vector{used(base.begin, base.end)}, base, 0x1000);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->end <= base.begin - margin ||
              found->begin >= base.end + margin);
  EXPECT_GE(found->begin, margin);
}

TEST(FindNearSpace, KernelAddressesAreNoRoom) {
  const MemoryRange base = {0x7ffffff00000, 0x7fffffff0000};
  const auto found =
      find_near_space(std::vector{used(0x10000, base.end),
                                  used(0xffffffffff600000, 0xffffffffff601000)},
                      base, 0x1000);
  EXPECT_FALSE(found.has_value());
}

} // namespace
} // namespace hotpatch
