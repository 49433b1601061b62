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
  Expected<Address> free_stack();
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
    int signal = 0; // that it has stopped with instead; delivered later
    std::vector<int> more = {}; // that came while it ran something for us
  };

  Expected<bool> seize(int id);
  Expected<int> wait_for(int id);
  Expected<bool> await_stop(int id, int &status);
  Expected<Thread *> worker();
  Expected<std::uint64_t> await_return(Thread &thread, Address returned_to);
  Expected<void> settle(Thread &thread);
  Expected<void> put_back(Thread &thread);

  int pid_;
  std::vector<Thread> threads_;
};

} // namespace hotpatch

#endif
