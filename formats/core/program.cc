// The output is a memfd under its name in /proc, so that nothing is left behind
// however this process or the other one ends, and no folder for temporary files
// is asked for.  It stays open in the child for that name to lead somewhere.
#include "formats/core/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char **environ;

namespace hotpatch {
namespace {

// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

private:
  int fd_;
};

std::unexpected<Error> refused(const char *what, int error) {
  return fail(ErrorCode::io, std::string(what) + ": " + std::strerror(error));
}

// The id of the started program, which leads a process group of its own;
// nothing if there is none of that name.
Expected<std::optional<pid_t>> start(std::vector<std::string> arguments) {
  std::vector<char *> argv;
  for (std::string &argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr int read_only = 0, write_only = 1; // O_RDONLY, O_WRONLY
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", read_only, 0);
  for (int fd : {1, 2})
    posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", write_only, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, argv[0], &actions, &attributes,
                                   argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT || error == EACCES || error == ENOTDIR)
    return std::optional<pid_t>();
  if (error != 0)
    return refused("cannot start a program", error);
  return std::optional(pid);
}

} // namespace

Expected<std::optional<std::uint64_t>>
output_size_of(const std::vector<std::string> &command) {
  const Descriptor file(::memfd_create("output", 0));
  if (file.get() < 0)
    return refused("cannot make a file in memory", errno);
  std::vector<std::string> arguments = command;
  for (std::string &argument : arguments)
    if (argument == "{}")
      argument = "/proc/self/fd/" + std::to_string(file.get());
  const std::optional<pid_t> pid = HP_TRY(start(std::move(arguments)));
  if (!pid)
    return std::optional<std::uint64_t>();
  int status = 0;
  while (::waitpid(*pid, &status, 0) < 0)
    if (errno != EINTR)
      return refused("cannot wait for a program", errno);
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0)
    return refused("cannot look at a program's output", errno);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return std::optional<std::uint64_t>();
  return std::optional(static_cast<std::uint64_t>(info.st_size));
}

Expected<std::optional<int>> run_in_shell(const std::string &command,
                                          std::chrono::milliseconds limit) {
  constexpr int signalled = 128;
  constexpr std::chrono::milliseconds pause(5);
  const std::optional<pid_t> pid = HP_TRY(start({"/bin/sh", "-c", command}));
  if (!pid)
    return fail(ErrorCode::io, "there is no /bin/sh");
  const auto deadline = std::chrono::steady_clock::now() + limit;
  bool is_late = false;
  for (int status = 0;;) {
    const pid_t ended = ::waitpid(*pid, &status, is_late ? 0 : WNOHANG);
    if (ended < 0 && errno != EINTR)
      return refused("cannot wait for a program", errno);
    if (ended == *pid && is_late)
      return std::optional<int>();
    if (ended == *pid)
      return std::optional(WIFEXITED(status) ? WEXITSTATUS(status)
                                             : signalled + WTERMSIG(status));
    is_late = std::chrono::steady_clock::now() > deadline;
    if (is_late)
      ::kill(-*pid, SIGKILL);
    else
      std::this_thread::sleep_for(pause);
  }
}

} // namespace hotpatch
