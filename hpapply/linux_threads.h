// The threads of a process under ptrace.  Only for .cc files of this folder.
#ifndef HOTPATCH_HPAPPLY_LINUX_THREADS_H
#define HOTPATCH_HPAPPLY_LINUX_THREADS_H

#include "formats/core/error.h"
#include "hpapply/process.h"

#include <cstdint>
#include <span>
#include <sys/user.h>
#include <vector>

namespace hotpatch {

class LinuxThreads {
public:
  explicit LinuxThreads(int pid) : pid_(pid) {}
  LinuxThreads(const LinuxThreads &) = delete;
  LinuxThreads &operator=(const LinuxThreads &) = delete;
  ~LinuxThreads() { resume(); }

  // Stops all that there are, and lists again until there are no others.
  Expected<void> stop();
  void resume();
  [[nodiscard]] std::vector<StoppedThread> list() const;
  // Where a thread that may be used to run something has its stack.
  [[nodiscard]] Address free_stack();
  // Runs one system call by the `syscall` instruction at `instruction`.
  // io: the kernel's refusal.
  Expected<std::uint64_t> system_call(Address instruction, std::uint64_t number,
                                      std::span<const std::uint64_t> arguments);
  // Runs a function whose return address, at `stack`, is `returned_to`, which
  // is no place in memory.
  Expected<std::uint64_t> run(Address function,
                              std::span<const std::uint64_t> arguments,
                              Address stack, Address returned_to);

private:
  struct Thread {
    int id = 0;
    user_regs_struct registers = {};
    int signal = 0; // to be delivered when it runs on
  };

  Expected<void> seize(int id);
  Expected<int> wait_for(int id);
  Expected<bool> await_stop(int id, int &status);
  Thread &worker();
  Expected<void> set_registers(int id, const user_regs_struct &registers);

  int pid_;
  std::vector<Thread> threads_;
};

} // namespace hotpatch

#endif
