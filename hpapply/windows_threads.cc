// A thread is suspended only when its registers have been read: SuspendThread
// itself just asks for it.
// Source: Windows SDK, SuspendThread, CreateToolhelp32Snapshot.
#include "hpapply/windows_threads.h"

#include <algorithm>
#include <tlhelp32.h>

namespace hotpatch {

Expected<std::vector<DWORD>> WindowsThreads::ids() const {
  const HANDLE found = ::CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
  if (found == INVALID_HANDLE_VALUE)
    return fail(ErrorCode::io,
                "threads cannot be listed: " + windows_message());
  const Handle snapshot(found);
  std::vector<DWORD> threads;
  THREADENTRY32 entry = {};
  entry.dwSize = sizeof entry;
  for (BOOL more = ::Thread32First(found, &entry); more;
       more = ::Thread32Next(found, &entry))
    if (entry.th32OwnerProcessID == pid_)
      threads.push_back(entry.th32ThreadID);
  return threads;
}

// False: it has ended.
Expected<bool> WindowsThreads::suspend(DWORD id) {
  Thread thread{
      .id = id,
      .handle = Handle(::OpenThread(THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT |
                                        THREAD_QUERY_INFORMATION,
                                    FALSE, id))};
  if (!thread.handle && ::GetLastError() == ERROR_ACCESS_DENIED)
    return refuse("permission",
                  "thread " + std::to_string(id) +
                      " may not be stopped: " + windows_message());
  if (!thread.handle ||
      ::SuspendThread(thread.handle.get()) == static_cast<DWORD>(-1))
    return false;
  thread.context.ContextFlags = CONTEXT_CONTROL | CONTEXT_INTEGER;
  if (!::GetThreadContext(thread.handle.get(), &thread.context)) {
    ::ResumeThread(thread.handle.get());
    return false;
  }
  threads_.push_back(std::move(thread));
  return true;
}

// Others may begin until all that could begin them are suspended.
Expected<void> WindowsThreads::stop() {
  for (bool is_stable = false; !is_stable;) {
    is_stable = true;
    for (const DWORD id : HP_TRY(ids()))
      if (std::ranges::find(threads_, id, &Thread::id) == threads_.end() &&
          HP_TRY(suspend(id)))
        is_stable = false;
  }
  if (threads_.empty())
    return refuse("no-process",
                  "process " + std::to_string(pid_) + " has ended");
  return {};
}

void WindowsThreads::resume() {
  for (const Thread &thread : threads_)
    ::ResumeThread(thread.handle.get());
  threads_.clear();
}

std::vector<StoppedThread> WindowsThreads::list() const {
  std::vector<StoppedThread> threads;
  for (const Thread &thread : threads_) {
    const CONTEXT &c = thread.context;
    threads.push_back({thread.id,
                       c.Rip,
                       c.Rsp,
                       {c.Rax, c.Rcx, c.Rdx, c.Rbx, c.Rsp, c.Rbp, c.Rsi, c.Rdi,
                        c.R8, c.R9, c.R10, c.R11, c.R12, c.R13, c.R14, c.R15}});
  }
  return threads;
}

} // namespace hotpatch
