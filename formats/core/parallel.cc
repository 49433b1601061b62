// See parallel.h.  Items are handed out one at a time, since a build tree mixes
// objects of a kilobyte with objects of a hundred megabytes.
#include "formats/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace hotpatch {

void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t, std::size_t)> &body) {
  std::atomic<std::size_t> next = 0;
  auto work = [&](std::size_t worker) {
    for (std::size_t i = next++; i < count; i = next++)
      body(i, worker);
  };
  std::vector<std::jthread> others;
  for (std::size_t w = 1; w < std::min(threads, count); ++w)
    others.emplace_back(work, w);
  work(0);
}

} // namespace hotpatch
