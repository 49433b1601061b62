// The entry point gets a breakpoint while the program is traced; when it is
// there, the loader has done its work.  Then the program is left stopped as by
// SIGSTOP, for whoever changes it to trace it anew.
// Source: ptrace(2), getauxval(3).
#include "hpapply/started_program.h"

#include "hpapply/linux_files.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotpatch {
namespace {

// That its children send, and that ask to end or are the program's own affair.
sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal :
       {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2})
    sigaddset(&signals, signal);
  return signals;
}

// What a child that could not become the program ends with.
constexpr int not_started = 127;

// The status of a child that has stopped or ended.
Expected<int> wait_for(int pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0)
    if (errno != EINTR)
      return fail(ErrorCode::io, system_message());
  return status;
}

Expected<void> wait_for_trap(int pid, const std::string &program) {
  const int status = HP_TRY(wait_for(pid));
  if (WIFEXITED(status) && WEXITSTATUS(status) == not_started)
    return fail(ErrorCode::io, program + ": cannot be started");
  if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
    return fail(ErrorCode::io, program + ": ended before its entry point");
  return {};
}

Expected<std::uint64_t> entry_point(int pid) {
  const Descriptor file =
      HP_TRY(open_file("/proc/" + std::to_string(pid) + "/auxv", O_RDONLY));
  const std::string bytes = HP_TRY(read_whole(file));
  Elf64_auxv_t entry = {};
  for (std::size_t at = 0; at + sizeof entry <= bytes.size();
       at += sizeof entry) {
    std::memcpy(&entry, &bytes[at], sizeof entry);
    if (entry.a_type == AT_ENTRY)
      return entry.a_un.a_val;
  }
  return fail(ErrorCode::io, "the program has no entry point");
}

Expected<void> trace(__ptrace_request request, int pid, void *address,
                     std::uint64_t data) {
  if (::ptrace(request, pid, address, reinterpret_cast<void *>(data)) != 0)
    return fail(ErrorCode::io, system_message());
  return {};
}

// Traced, it runs from where execve(2) left it to its entry point.
Expected<void> run_to_entry(int pid, const std::string &program) {
  constexpr std::uint64_t breakpoint = 0xcc, byte = 0xff;
  HP_TRY(trace(PTRACE_SETOPTIONS, pid, nullptr, PTRACE_O_EXITKILL));
  const std::uint64_t entry = HP_TRY(entry_point(pid));
  void *const place = reinterpret_cast<void *>(entry);
  errno = 0;
  const auto code = static_cast<std::uint64_t>(
      ::ptrace(PTRACE_PEEKTEXT, pid, place, nullptr));
  if (errno != 0)
    return fail(ErrorCode::io, system_message());
  HP_TRY(trace(PTRACE_POKETEXT, pid, place, (code & ~byte) | breakpoint));
  HP_TRY(trace(PTRACE_CONT, pid, nullptr, 0));
  HP_TRY(wait_for_trap(pid, program));
  HP_TRY(trace(PTRACE_POKETEXT, pid, place, code));
  user_regs_struct registers = {};
  HP_TRY(trace(PTRACE_GETREGS, pid, nullptr,
               reinterpret_cast<std::uint64_t>(&registers)));
  registers.rip = entry;
  HP_TRY(trace(PTRACE_SETREGS, pid, nullptr,
               reinterpret_cast<std::uint64_t>(&registers)));
  return trace(PTRACE_DETACH, pid, nullptr, SIGSTOP);
}

[[noreturn]] void become(std::vector<std::string> &command,
                         const sigset_t &signals) {
  std::vector<char *> arguments;
  for (std::string &argument : command)
    arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  ::sigprocmask(SIG_SETMASK, &signals, nullptr);
  if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0)
    ::execvp(arguments[0], arguments.data());
  ::_exit(not_started);
}

class LinuxProgram final : public StartedProgram {
public:
  explicit LinuxProgram(int pid) : pid_(pid) {}
  LinuxProgram(const LinuxProgram &) = delete;
  LinuxProgram &operator=(const LinuxProgram &) = delete;
  ~LinuxProgram() override;

  [[nodiscard]] std::uint32_t pid() const override {
    return static_cast<std::uint32_t>(pid_);
  }
  Expected<int> run_on() override;

private:
  int pid_; // 0: it has ended
};

LinuxProgram::~LinuxProgram() {
  if (pid_ == 0)
    return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR)
    ;
}

Expected<int> LinuxProgram::run_on() {
  constexpr int signalled = 128;
  const sigset_t awaited = awaited_signals();
  if (::kill(pid_, SIGCONT) != 0)
    return fail(ErrorCode::io, system_message());
  for (;;) {
    int status = 0;
    const int ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended < 0 && errno != EINTR)
      return fail(ErrorCode::io, system_message());
    if (ended == pid_) {
      pid_ = 0;
      return WIFEXITED(status) ? WEXITSTATUS(status)
                               : signalled + WTERMSIG(status);
    }
    const int signal = ::sigwaitinfo(&awaited, nullptr);
    if (signal > 0 && signal != SIGCHLD)
      ::kill(pid_, signal);
  }
}

} // namespace

Expected<std::unique_ptr<StartedProgram>>
start_program(std::vector<std::string> command) {
  // From now on they wait for run_on(), so that none ends us and leaves a
  // program behind that never runs.
  const sigset_t awaited = awaited_signals();
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &awaited, &before);
  const int pid = ::fork();
  if (pid < 0)
    return fail(ErrorCode::io, system_message());
  if (pid == 0)
    become(command, before);
  auto program = std::make_unique<LinuxProgram>(pid);
  HP_TRY(wait_for_trap(pid, command[0])); // of execve
  HP_TRY(run_to_entry(pid, command[0]));
  int status = 0;
  if (::waitpid(pid, &status, WUNTRACED) != pid || !WIFSTOPPED(status))
    return fail(ErrorCode::io, command[0] + ": ended at its entry point");
  return program;
}

} // namespace hotpatch
