// The threads of a process under Windows: stopping them, and one of our own
// that calls a function there.
#ifndef HOTPATCH_HPAPPLY_WINDOWS_THREADS_H
#define HOTPATCH_HPAPPLY_WINDOWS_THREADS_H

#include "formats/core/windows_handle.h"
#include "hpapply/process.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

class WindowsThreads {
public:
  explicit WindowsThreads(std::uint32_t pid) : pid_(pid) {}
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
  };

  Expected<std::vector<DWORD>> ids() const;
  Expected<bool> suspend(DWORD id);

  std::uint32_t pid_;
  std::vector<Thread> threads_ = {}; // that are suspended
};

} // namespace hotpatch

#endif
