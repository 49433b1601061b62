// A thread is suspended only when its registers have been read: SuspendThread
// itself just asks for it.
// Source: Windows SDK, SuspendThread, CreateToolhelp32Snapshot, NT_TIB,
// NtQueryInformationThread.
#include "hpapply/windows_threads.h"

#include <algorithm>
#include <span>
#include <tlhelp32.h>
#include <winternl.h>

namespace hotpatch {

// The ids of those that are not suspended.
Expected<std::vector<DWORD>> WindowsThreads::running() const {
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
    if (entry.th32OwnerProcessID == pid_ &&
        std::ranges::find(threads_, entry.th32ThreadID, &Thread::id) ==
            threads_.end())
      threads.push_back(entry.th32ThreadID);
  return threads;
}

// Its last word; 0: not known.
Address WindowsThreads::stack_of(const Handle &thread) const {
  struct { // THREAD_BASIC_INFORMATION
    NTSTATUS status;
    NT_TIB *block;
    HANDLE ids[2];
    ULONG_PTR affinity;
    LONG priorities[2];
  } information = {};
  constexpr auto basic = static_cast<THREADINFOCLASS>(0);
  NT_TIB block = {};
  SIZE_T count = 0;
  if (::NtQueryInformationThread(thread.get(), basic, &information,
                                 sizeof information, nullptr) < 0 ||
      !::ReadProcessMemory(process_, information.block, &block, sizeof block,
                           &count) ||
      count != sizeof block)
    return 0;
  return reinterpret_cast<Address>(block.StackBase) - sizeof(Address);
}

Expected<void> WindowsThreads::suspend(DWORD id) {
  Thread thread{
      .id = id,
      .handle = Handle(::OpenThread(THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT |
                                        THREAD_QUERY_INFORMATION,
                                    FALSE, id))};
  if (!thread.handle && ::GetLastError() == ERROR_ACCESS_DENIED)
    return refuse("permission",
                  "thread " + std::to_string(id) +
                      " may not be stopped: " + windows_message());
  if (thread.handle &&
      ::SuspendThread(thread.handle.get()) != static_cast<DWORD>(-1))
    threads_.push_back(std::move(thread));
  return {}; // or it has ended
}

// False: it has ended.
bool WindowsThreads::read(Thread &thread) const {
  thread.context.ContextFlags = CONTEXT_CONTROL | CONTEXT_INTEGER;
  if (!::GetThreadContext(thread.handle.get(), &thread.context)) {
    ::ResumeThread(thread.handle.get());
    return false;
  }
  thread.in_own_stack = stack_of(thread.handle);
  return true;
}

// Others may begin until all that could begin them are suspended.  Those of one
// round are all asked for first: what runs on makes reading slow.
Expected<void> WindowsThreads::stop() {
  for (bool is_stable = false; !is_stable;) {
    const std::vector<DWORD> ids = HP_TRY(running());
    HP_TRY(watchdog_.watch(ids));
    const std::size_t before = threads_.size();
    for (const DWORD id : ids)
      HP_TRY(suspend(id));
    is_stable = threads_.size() == before;
    const auto ended = std::ranges::stable_partition(
        std::span(threads_).subspan(before),
        [this](Thread &thread) { return read(thread); });
    threads_.resize(threads_.size() - ended.size());
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
  watchdog_.forget();
}

std::vector<StoppedThread> WindowsThreads::list() const {
  std::vector<StoppedThread> threads;
  for (const Thread &thread : threads_) {
    const CONTEXT &c = thread.context;
    threads.push_back({thread.id,
                       c.Rip,
                       c.Rsp,
                       {c.Rax, c.Rcx, c.Rdx, c.Rbx, c.Rsp, c.Rbp, c.Rsi, c.Rdi,
                        c.R8, c.R9, c.R10, c.R11, c.R12, c.R13, c.R14, c.R15},
                       thread.in_own_stack});
  }
  return threads;
}

} // namespace hotpatch
