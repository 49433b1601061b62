#include "formats/debug/address_map.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

TEST(AddressMapTest, LaterPaintCoversEarlier) {
  AddressMap map;
  map.paint(10, 20, 1);
  map.paint(12, 15, 2);
  map.paint(14, 16, 3);
  map.paint(5, 5, 9);
  EXPECT_EQ(map.at(9), std::nullopt);
  EXPECT_EQ(map.at(11), 1U);
  EXPECT_EQ(map.at(13), 2U);
  EXPECT_EQ(map.at(14), 3U);
  EXPECT_EQ(map.at(16), 1U);
  EXPECT_EQ(map.at(20), std::nullopt);
  EXPECT_EQ(map.changes(10, 20), (std::vector<std::uint64_t>{12, 14, 16}));
}

} // namespace
} // namespace hotpatch
