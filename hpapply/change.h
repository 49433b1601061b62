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

// The stops of a change.
class Stops {
public:
  // Both must outlive the value.
  Stops(Process &process, const Clock &clock)
      : process_(process), clock_(clock) {}

  // Runs `work` while all threads are stopped.
  template <typename Work> auto during(Work work) -> decltype(work()) {
    const Stop stop(*this);
    HP_TRY(process_.stop());
    return work();
  }
  [[nodiscard]] Duration longest() const { return longest_; }

private:
  class Stop {
  public:
    explicit Stop(Stops &stops) : stops_(stops), begin_(stops.clock_.now()) {}
    Stop(const Stop &) = delete;
    Stop &operator=(const Stop &) = delete;
    ~Stop() {
      stops_.process_.resume();
      stops_.longest_ = std::max(stops_.longest_, stops_.clock_.now() - begin_);
    }

  private:
    Stops &stops_;
    Duration begin_;
  };

  Process &process_;
  const Clock &clock_;
  Duration longest_ = {};
};

} // namespace hotpatch

#endif
