// A line on standard error while a long comparison runs.
#ifndef HOTPATCH_HPDIFF_PROGRESS_H
#define HOTPATCH_HPDIFF_PROGRESS_H

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace hotpatch {

// Thread-safe.  Writes nothing for the first 500 ms, then at most one line in
// 100 ms, over the line before; the destructor takes the last one away.
class Progress {
public:
  using Clock = std::function<std::chrono::milliseconds()>;
  using Write = std::function<void(std::string_view)>;

  // `clock` yields the time since any fixed moment.
  Progress(Clock clock, Write write);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  // `done` of `total` are done.
  void update(std::size_t done, std::size_t total);

private:
  Clock clock_;
  Write write_;
  std::mutex mutex_;
  std::chrono::milliseconds next_;
  bool is_shown_ = false;
};

// Milliseconds of the steady clock.
std::chrono::milliseconds steady_milliseconds();

} // namespace hotpatch

#endif
