#include "hppack/compress.h"
#include "tests/support/expected.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

// Bytes that no compressor makes smaller, the same in each run.
std::string noise(std::size_t size, std::uint32_t seed) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1'664'525 + 1'013'904'223;
    text += static_cast<char>(seed >> 24U);
  }
  return text;
}

TEST(FullCompressed, IsWhatTheCommandsMake) {
  // head -c 100000 /dev/zero | zstd -19 | wc -c; ... | xz -9e | wc -c
  const Expected<CompressedSizes> sizes =
      full_compressed_bytes(as_bytes(std::string(100'000, '\0')));
  ASSERT_OK(sizes);
  EXPECT_EQ(sizes->zstd, 25U);
  EXPECT_EQ(sizes->xz, 148U);
}

TEST(FullCompressed, OfNothingIsAFrame) {
  const Expected<CompressedSizes> sizes = full_compressed_bytes({});
  ASSERT_OK(sizes);
  EXPECT_EQ(sizes->xz, 32U); // xz -9e </dev/null | wc -c
  EXPECT_GT(sizes->zstd, 0U);
}

TEST(DeltaBytes, SeesWhatTheBaseHas) {
  const std::string base = noise(200'000, 1);
  const std::string full =
      base.substr(0, 100'000) + noise(1'000, 2) + base.substr(100'000);
  const Expected<std::uint64_t> delta =
      delta_bytes(as_bytes(base), as_bytes(full));
  ASSERT_OK(delta);
  EXPECT_GT(*delta, 1'000U);
  EXPECT_LT(*delta, 1'100U);
  EXPECT_GT(*delta_bytes({}, as_bytes(full)), 201'000U);
}

TEST(DeltaBytes, IsTheSameEachTime) {
  const std::string base = noise(50'000, 3);
  const std::string full = noise(10'000, 4) + base;
  EXPECT_EQ(*delta_bytes(as_bytes(base), as_bytes(full)),
            *delta_bytes(as_bytes(base), as_bytes(full)));
}

} // namespace
} // namespace hotpatch
