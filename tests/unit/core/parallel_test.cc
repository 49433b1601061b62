#include "formats/core/parallel.h"

#include <atomic>
#include <gtest/gtest.h>
#include <vector>

namespace hotpatch {
namespace {

TEST(ParallelFor, CallsEachItemOnce) {
  for (std::size_t threads : {0U, 1U, 2U, 7U})
    for (std::size_t count : {0U, 1U, 6U, 1000U}) {
      std::vector<std::atomic<int>> calls(count);
      parallel_for(count, threads,
                   [&](std::size_t i, std::size_t) { ++calls[i]; });
      for (const std::atomic<int> &each : calls)
        EXPECT_EQ(each, 1) << threads << " threads, " << count << " items";
    }
}

TEST(ParallelFor, NumbersWorkersFromZero) {
  constexpr std::size_t threads = 3;
  std::vector<std::size_t> worker_of(100, threads);
  parallel_for(
      worker_of.size(), threads,
      [&](std::size_t i, std::size_t worker) { worker_of[i] = worker; });
  for (std::size_t worker : worker_of)
    EXPECT_LT(worker, threads);
}

// Scratch memory of a worker is used by one body at a time.
TEST(ParallelFor, NeverRunsOneWorkerTwiceAtOnce) {
  constexpr std::size_t threads = 4;
  std::vector<std::atomic<int>> busy(threads);
  std::atomic<int> overlaps = 0;
  parallel_for(500, threads, [&](std::size_t, std::size_t worker) {
    overlaps += busy[worker]++ != 0;
    --busy[worker];
  });
  EXPECT_EQ(overlaps, 0);
}

} // namespace
} // namespace hotpatch
