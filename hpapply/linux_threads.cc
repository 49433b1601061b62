// Threads are seized, not attached to, so that no SIGSTOP is sent that others
// could see, and interrupted.  A thread may stop with a signal instead that was
// on its way; it is kept, and delivered when the thread runs on.
//
// What a thread runs for us ends in a signal of its own (a step's, a fault's).
// If this program were killed then, the thread would get that signal, so it is
// led back to an interruption at once.
//
// A thread that is interrupted in a system call would begin it again when it
// runs on; the kernel tells by orig_rax.  While the thread runs something for
// us orig_rax is -1, and afterwards all registers are as they were, so that it
// begins the call again just as if nothing had happened.
// Source: ptrace(2).
#include "hpapply/linux_threads.h"

#include "hpapply/linux_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <elf.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace hotpatch {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 5s; // with one thread

constexpr int event_of(int status) { return status >> 16; }

long trace(__ptrace_request request, int id, std::uint64_t data = 0) {
  return ::ptrace(request, id, nullptr, reinterpret_cast<void *>(data));
}

Expected<user_regs_struct> get_registers(int id) {
  user_regs_struct registers = {};
  if (::ptrace(PTRACE_GETREGS, id, nullptr, &registers) != 0)
    return fail(ErrorCode::io, "thread " + std::to_string(id) +
                                   ": its registers: " + system_message());
  return registers;
}

Expected<void> set_registers(int id, const user_regs_struct &registers) {
  if (::ptrace(PTRACE_SETREGS, id, nullptr, &registers) != 0)
    return fail(ErrorCode::io, "thread " + std::to_string(id) +
                                   ": its registers: " + system_message());
  return {};
}

// Vector and floating-point registers, which a function may use as it likes.
class ExtendedState {
public:
  explicit ExtendedState(int id) : id_(id), bytes_(max_bytes) {
    iovec part = {bytes_.data(), bytes_.size()};
    is_saved_ = ::ptrace(PTRACE_GETREGSET, id, NT_X86_XSTATE, &part) == 0;
    bytes_.resize(part.iov_len);
  }
  ExtendedState(const ExtendedState &) = delete;
  ExtendedState &operator=(const ExtendedState &) = delete;
  ~ExtendedState() {
    iovec part = {bytes_.data(), bytes_.size()};
    if (is_saved_)
      ::ptrace(PTRACE_SETREGSET, id_, NT_X86_XSTATE, &part);
  }
  [[nodiscard]] bool is_saved() const { return is_saved_; }

private:
  static constexpr std::size_t max_bytes = 1 << 16;
  int id_;
  std::vector<std::byte> bytes_;
  bool is_saved_ = false;
};

} // namespace

// False: it has ended.
Expected<bool> LinuxThreads::seize(int id) {
  if (trace(PTRACE_SEIZE, id) != 0) {
    const int reason = errno;
    const char state = thread_state(pid_, id);
    if (reason == ESRCH || state == 'Z' || state == 'X' || state == '\0')
      return false;
    if (const int tracer = tracer_of(id); tracer != 0)
      return refuse("traced",
                    "process " + std::to_string(pid_) +
                        " is traced by process " + std::to_string(tracer),
                    "a debugger must let go of it first");
    errno = reason;
    return refuse("permission",
                  "thread " + std::to_string(id) + ": " + system_message(),
                  "tracing takes the same user, or the capability "
                  "CAP_SYS_PTRACE");
  }
  if (trace(PTRACE_INTERRUPT, id) != 0 && errno != ESRCH)
    return fail(ErrorCode::io, "thread " + std::to_string(id) +
                                   " cannot be stopped: " + system_message());
  return true;
}

// False: it has ended.
Expected<bool> LinuxThreads::await_stop(int id, int &status) {
  constexpr int hasty_looks = 50; // a thread that runs stops at once
  const auto deadline = std::chrono::steady_clock::now() + patience;
  auto pause = 1us;
  for (int looks = 0;; ++looks) {
    const int found = ::waitpid(id, &status, __WALL | WNOHANG);
    if (found == id)
      return WIFSTOPPED(status);
    if (found < 0 && errno != EINTR)
      return false;
    if (std::chrono::steady_clock::now() > deadline)
      return refuse("unstoppable",
                    "thread " + std::to_string(id) + " did not stop within " +
                        std::to_string(patience.count()) + " s",
                    "it waits in the kernel for something that cannot be "
                    "interrupted");
    if (looks < hasty_looks) {
      std::this_thread::yield();
      continue;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::microseconds>(pause * 2, 500us);
  }
}

// The signal that it stopped with; 0: none; -1: it has ended.
Expected<int> LinuxThreads::wait_for(int id) {
  int status = 0;
  if (!HP_TRY(await_stop(id, status)))
    return -1;
  return event_of(status) == PTRACE_EVENT_STOP ? 0 : WSTOPSIG(status);
}

// All that are there are told to stop before the first is waited for.
Expected<void> LinuxThreads::stop() {
  for (std::vector<int> begun(1); !begun.empty();) {
    begun.clear();
    for (const int id : HP_TRY(list_threads(pid_)))
      if (std::ranges::find(threads_, id, &Thread::id) == threads_.end() &&
          HP_TRY(seize(id)))
        begun.push_back(id);
    for (const int id : begun) {
      const int signal = HP_TRY(wait_for(id));
      if (signal < 0)
        continue; // it has ended
      threads_.push_back({id, {}, signal, {}});
      threads_.back().registers = HP_TRY(get_registers(id));
    }
  }
  if (threads_.empty())
    return refuse("no-process",
                  "process " + std::to_string(pid_) + " has ended");
  return {};
}

void LinuxThreads::resume() {
  for (const Thread &thread : threads_) {
    for (const int signal : thread.more)
      ::syscall(SYS_tgkill, pid_, thread.id, signal);
    trace(PTRACE_DETACH, thread.id, static_cast<std::uint64_t>(thread.signal));
  }
  threads_.clear();
}

std::vector<StoppedThread> LinuxThreads::list() const {
  std::vector<StoppedThread> threads;
  for (const Thread &thread : threads_) {
    const user_regs_struct &r = thread.registers;
    threads.push_back({static_cast<std::uint64_t>(thread.id),
                       r.rip,
                       r.rsp,
                       {r.rax, r.rbx, r.rcx, r.rdx, r.rsi, r.rdi, r.rbp, r.r8,
                        r.r9, r.r10, r.r11, r.r12, r.r13, r.r14, r.r15},
                       // Its control block; the first thread's is elsewhere.
                       thread.id == pid_ ? 0 : r.fs_base});
  }
  return threads;
}

// One that waits in a system call is in the middle of nothing.  One that has
// stopped with a signal must first be taken away from it.
Expected<LinuxThreads::Thread *> LinuxThreads::worker() {
  if (threads_.empty())
    return refuse("no-process",
                  "process " + std::to_string(pid_) + " has ended");
  const auto worth = [](const Thread &thread) {
    const bool is_waiting =
        static_cast<std::int64_t>(thread.registers.orig_rax) >= 0;
    return (thread.signal == 0 ? 2 : 0) + (is_waiting ? 1 : 0);
  };
  Thread &best = *std::ranges::max_element(threads_, {}, worth);
  if (best.signal != 0) {
    best.more.push_back(std::exchange(best.signal, 0));
    HP_TRY(settle(best));
  }
  // A filter might kill the thread for a call of ours.
  if (has_seccomp(pid_, best.id) &&
      trace(PTRACE_SETOPTIONS, best.id, PTRACE_O_SUSPEND_SECCOMP) != 0)
    return refuse("seccomp",
                  "the process filters its system calls, and the filter cannot "
                  "be suspended: " +
                      system_message(),
                  "it takes root, and a kernel with CONFIG_CHECKPOINT_RESTORE");
  return &best;
}

Expected<Address> LinuxThreads::free_stack() {
  constexpr std::uint64_t skipped = 1024; // more than the red zone's 128
  constexpr std::uint64_t alignment = 16;
  const Thread *thread = HP_TRY(worker());
  return (thread->registers.rsp - skipped) & ~(alignment - 1);
}

// From whatever it has stopped for back to an interruption.
Expected<void> LinuxThreads::settle(Thread &thread) {
  if (trace(PTRACE_INTERRUPT, thread.id) != 0)
    return fail(ErrorCode::io, system_message());
  for (;;) {
    if (trace(PTRACE_CONT, thread.id) != 0)
      return fail(ErrorCode::io, system_message());
    const int signal = HP_TRY(wait_for(thread.id));
    if (signal < 0)
      return refuse("no-process",
                    "process " + std::to_string(pid_) + " has ended");
    if (signal == 0)
      return {};
    thread.more.push_back(signal);
  }
}

// As it was, as if nothing had happened.
Expected<void> LinuxThreads::put_back(Thread &thread) {
  HP_TRY(set_registers(thread.id, thread.registers));
  return settle(thread);
}

Expected<std::uint64_t>
LinuxThreads::system_call(Address instruction, std::uint64_t number,
                          std::span<const std::uint64_t> arguments) {
  constexpr std::uint64_t largest_error = 4095;
  Thread &thread = *HP_TRY(worker());
  user_regs_struct r = thread.registers;
  const std::array fields = {&r.rdi, &r.rsi, &r.rdx, &r.r10, &r.r8, &r.r9};
  for (std::size_t i = 0; i < arguments.size(); ++i)
    *fields.at(i) = arguments[i];
  r.rip = instruction;
  r.rax = number;
  r.orig_rax = UINT64_MAX;
  HP_TRY(set_registers(thread.id, r));
  // A signal that comes meanwhile is kept, and the step repeated.
  for (user_regs_struct now = r; now.rip == instruction;) {
    if (trace(PTRACE_SINGLESTEP, thread.id) != 0)
      return fail(ErrorCode::io, system_message());
    const int signal = HP_TRY(wait_for(thread.id));
    if (signal < 0)
      return refuse("no-process",
                    "process " + std::to_string(pid_) + " has ended");
    now = HP_TRY(get_registers(thread.id));
    if (now.rip == instruction && signal > 0)
      thread.more.push_back(signal);
    r.rax = now.rax;
  }
  HP_TRY(put_back(thread));
  if (r.rax > UINT64_MAX - largest_error) {
    errno = static_cast<int>(-static_cast<std::int64_t>(r.rax));
    return fail(ErrorCode::io, system_message());
  }
  return r.rax;
}

Expected<std::uint64_t>
LinuxThreads::run(Address function, std::span<const std::uint64_t> arguments,
                  Address stack, Address returned_to) {
  Thread &thread = *HP_TRY(worker());
  const ExtendedState state(thread.id);
  if (!state.is_saved())
    return fail(ErrorCode::io, "vector registers cannot be saved");
  user_regs_struct r = thread.registers;
  r.rip = function;
  const std::array fields = {&r.rdi, &r.rsi, &r.rdx, &r.rcx};
  for (std::size_t i = 0; i < arguments.size(); ++i)
    *fields.at(i) = arguments[i];
  r.rsp = stack;
  r.rax = 0;
  r.orig_rax = UINT64_MAX;
  r.eflags &= ~std::uint64_t{0x400}; // direction: forward, as functions expect
  HP_TRY(set_registers(thread.id, r));
  Expected<std::uint64_t> result = await_return(thread, returned_to);
  HP_TRY(put_back(thread));
  return result;
}

Expected<std::uint64_t> LinuxThreads::await_return(Thread &thread,
                                                   Address returned_to) {
  constexpr std::array faults = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  for (;;) {
    if (trace(PTRACE_CONT, thread.id) != 0)
      return fail(ErrorCode::io, system_message());
    Expected<int> signal = wait_for(thread.id);
    if (!signal) { // it waits for somebody who is stopped
      trace(PTRACE_INTERRUPT, thread.id);
      HP_TRY(without_value(wait_for(thread.id)));
      return fail(ErrorCode::io, "a function of the process did not return");
    }
    if (*signal < 0)
      return refuse("no-process",
                    "process " + std::to_string(pid_) + " has ended");
    const user_regs_struct now = HP_TRY(get_registers(thread.id));
    if (*signal == SIGSEGV && now.rip == returned_to)
      return now.rax;
    if (std::ranges::find(faults, *signal) != faults.end())
      return fail(ErrorCode::io,
                  "a function of the process failed with signal " +
                      std::to_string(*signal));
    if (*signal != 0)
      thread.more.push_back(*signal);
  }
}

} // namespace hotpatch
