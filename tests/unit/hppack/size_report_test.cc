#include "hppack/size_report.h"
#include "tests/unit/hppack/made_up_sizes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace hotpatch {
namespace {

std::uint64_t sum_of(const std::vector<SizePart> &parts) {
  std::uint64_t sum = 0;
  for (const SizePart &part : parts)
    sum += part.bytes;
  return sum;
}

// The made-up reports keep the promises that the views rely on.
TEST(MadeUpSizes, AddUp) {
  for (const SizeReport &report :
       {made_up_sizes(), made_up_full_sizes(), hostile_sizes()}) {
    EXPECT_EQ(sum_of(report.parts), report.package_bytes);
    for (const SizedImage &image : report.images)
      EXPECT_EQ(sum_of(image.parts), image.payload_bytes);
  }
}

TEST(SizeTotals, OfOneImage) {
  EXPECT_EQ(totals_of(made_up_full_sizes()),
            (SizeTotals{.full = 1'000'000,
                        .full_compressed = 350'000,
                        .delta = 15'000,
                        .payload = 9'000,
                        .packed = 1'200,
                        .functions = 3,
                        .function_bytes = 640,
                        .memory = 12'288}));
}

TEST(SizeTotals, AreAbsentWhereASummandIs) {
  EXPECT_EQ(totals_of(made_up_sizes()), (SizeTotals{.full = {},
                                                    .full_compressed = {},
                                                    .delta = {},
                                                    .payload = 17'500,
                                                    .packed = 1'500,
                                                    .functions = {},
                                                    .function_bytes = {},
                                                    .memory = {}}));
}

TEST(SizeTotals, AFullImageCountsOnceHoweverManyBuildsItReplaces) {
  SizeReport report = made_up_full_sizes();
  report.images.push_back(report.images[0]);
  EXPECT_EQ(totals_of(report).full, 1'000'000U);
  EXPECT_EQ(totals_of(report).payload, 18'000U);
}

TEST(DeliveryRows, SecondsAreRoundedUp) {
  EXPECT_THAT(
      delivery_rows(made_up_full_sizes()),
      testing::ElementsAre(
          DeliveryRow{"full image", 1'000'000, 1'000'000'000, 1'000},
          DeliveryRow{"full image, compressed", 350'000, 350'000'000, 350},
          DeliveryRow{"smallest delta", 15'000, 15'000'000, 15},
          DeliveryRow{"package", 1'700, 1'700'000, 2}));
  EXPECT_TRUE(delivery_rows(made_up_sizes()).empty());
}

TEST(DeliveryRows, NeverWrapAround) {
  SizeReport report = made_up_full_sizes();
  report.package_bytes = std::numeric_limits<std::uint64_t>::max() / 2;
  EXPECT_EQ(delivery_rows(report).back().bytes,
            std::numeric_limits<std::uint64_t>::max());
}

TEST(SizeMetric, HasAWordEach) {
  for (int i = 0; i <= static_cast<int>(SizeMetric::delta); ++i) {
    const auto metric = static_cast<SizeMetric>(i);
    EXPECT_EQ(metric_of(to_word(metric)), metric);
  }
  EXPECT_FALSE(metric_of("ratio"));
}

} // namespace
} // namespace hotpatch
