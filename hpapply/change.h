// What all changes of a process have in common: how long they may wait, what
// they take, and how they end.
#ifndef HOTPATCH_HPAPPLY_CHANGE_H
#define HOTPATCH_HPAPPLY_CHANGE_H

#include "formats/core/error.h"
#include "hpapply/consistency.h"
#include "hpapply/process.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace hotpatch {

using Duration = std::chrono::nanoseconds;

// Time as it passes, from any beginning.
struct Clock {
  std::function<Duration()> now = {};
  std::function<void(Duration)> sleep = {};
};
Clock system_clock();

struct ChangePolicy {
  // None: `whole` where more than one function of the base changes.
  std::optional<ConsistencyRule> rule = {};
  StackPlaces stacks = StackPlaces::memory;
  // How long threads may keep the code busy.
  Duration timeout = std::chrono::seconds(10);
  Clock clock = system_clock();
  bool is_dry_run = false; // everything is looked at, nothing is changed
};

struct ChangeFigures {
  Duration longest_stop = {}; // of all threads
  std::uint64_t retries = 0;
  std::uint64_t memory_bytes = 0; // taken in the process; rollback: given back
};

// Runs `work` while all threads are stopped.
template <typename Work>
auto while_stopped(Process &process, const Clock &clock, ChangeFigures &figures,
                   Work work) -> decltype(work()) {
  class Stop {
  public:
    Stop(Process &process, const Clock &clock, ChangeFigures &figures)
        : process_(process), clock_(clock), figures_(figures),
          begin_(clock.now()) {}
    Stop(const Stop &) = delete;
    Stop &operator=(const Stop &) = delete;
    ~Stop() {
      process_.resume();
      figures_.longest_stop =
          std::max(figures_.longest_stop, clock_.now() - begin_);
    }

  private:
    Process &process_;
    const Clock &clock_;
    ChangeFigures &figures_;
    Duration begin_;
  };
  const Stop stop(process, clock, figures);
  HP_TRY(process.stop());
  return work();
}

} // namespace hotpatch

#endif
