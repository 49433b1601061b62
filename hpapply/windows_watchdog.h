// Who lets suspended threads go if hpapply.exe is killed; Windows itself would
// leave them suspended for ever.
#ifndef HOTPATCH_HPAPPLY_WINDOWS_WATCHDOG_H
#define HOTPATCH_HPAPPLY_WINDOWS_WATCHDOG_H

#include "formats/core/error.h"
#include "formats/core/windows_handle.h"

#include <span>
#include <string_view>

namespace hotpatch {

// The argument that makes a copy of hpapply.exe the watchdog.
inline constexpr std::string_view watchdog_argument = "--watchdog";

// A process that ends with this value, or with whoever has it.
class WindowsWatchdog {
public:
  // Threads that are about to be suspended, by their ids.  Starts the watchdog
  // with the first.  io: it cannot be started, or has ended.
  Expected<void> watch(std::span<const DWORD> threads);
  // All of them run again.
  void forget();

private:
  Handle pipe_; // the watchdog's input
};

// In the watchdog: to the end of standard input.
void be_watchdog();

} // namespace hotpatch

#endif
