// The threads of a process under Windows, and stopping them.
#ifndef HOTPATCH_HPAPPLY_WINDOWS_THREADS_H
#define HOTPATCH_HPAPPLY_WINDOWS_THREADS_H

#include "formats/core/windows_handle.h"
#include "hpapply/process.h"
#include "hpapply/windows_watchdog.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

class WindowsThreads {
public:
  // `process` must outlive the value.
  WindowsThreads(std::uint32_t pid, HANDLE process)
      : pid_(pid), process_(process) {}
  WindowsThreads(const WindowsThreads &) = delete;
  WindowsThreads &operator=(const WindowsThreads &) = delete;
  ~WindowsThreads() { resume(); }

  // As Process's.
  Expected<void> stop();
  void resume();
  [[nodiscard]] std::vector<StoppedThread> list() const;

private:
  struct Thread {
    DWORD id = 0;
    Handle handle = {};
    CONTEXT context = {};
    Address in_own_stack = 0;
  };

  Expected<std::vector<DWORD>> running() const;
  Expected<void> suspend(DWORD id);
  bool read(Thread &thread) const;
  [[nodiscard]] Address stack_of(const Handle &thread) const;

  std::uint32_t pid_;
  HANDLE process_;
  std::vector<Thread> threads_ = {}; // that are suspended
  WindowsWatchdog watchdog_ = {};
};

} // namespace hotpatch

#endif
