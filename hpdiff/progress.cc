// Written here rather than taken from a library: those write a line per update
// where there is no terminal, and fill CI logs with them.  Whether there is a
// terminal is main's business; this class is not made where there is none.
#include "hpdiff/progress.h"

namespace hotpatch {

using std::chrono::milliseconds;

constexpr milliseconds patience(500), interval(100);
constexpr std::string_view erase_line = "\r\x1b[K";

Progress::Progress(Clock clock, Write write)
    : clock_(std::move(clock)), write_(std::move(write)),
      next_(clock_() + patience) {}

Progress::~Progress() {
  if (is_shown_)
    write_(erase_line);
}

void Progress::update(std::size_t done, std::size_t total) {
  // A thread that finds another one writing has nothing newer to say.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock)
    return;
  const milliseconds now = clock_();
  if (now < next_)
    return;
  next_ = now + interval;
  is_shown_ = true;
  write_(std::string(erase_line) + "comparing " + std::to_string(done) +
         " of " + std::to_string(total));
}

milliseconds steady_milliseconds() {
  return std::chrono::duration_cast<milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace hotpatch
