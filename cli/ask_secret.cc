// getpass() does this, and is gone from POSIX: it keeps the secret in a static
// buffer.  Signals that would end or stop the process wait until the terminal
// echoes again.
#include "cli/ask_secret.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace hotpatch {
namespace {

std::unexpected<Error> fail_io(std::string_view action) {
  return fail(ErrorCode::io, std::string(action) + ": " + std::strerror(errno));
}

// The terminal `fd` echoes nothing while this lives.
class EchoOff {
public:
  explicit EchoOff(int fd) : fd_(fd) {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGTSTP, SIGHUP})
      ::sigaddset(&signals, signal);
    ::sigprocmask(SIG_BLOCK, &signals, &mask_);
    is_off_ = ::tcgetattr(fd_, &before_) == 0;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_off_ = is_off_ && ::tcsetattr(fd_, TCSAFLUSH, &silent) == 0;
  }
  EchoOff(const EchoOff &) = delete;
  EchoOff &operator=(const EchoOff &) = delete;
  ~EchoOff() {
    if (is_off_)
      ::tcsetattr(fd_, TCSAFLUSH, &before_);
    ::sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }

  [[nodiscard]] bool is_off() const { return is_off_; }

private:
  int fd_;
  termios before_ = {};
  sigset_t mask_ = {};
  bool is_off_ = false;
};

struct CloseFile {
  void operator()(std::FILE *file) const { std::fclose(file); }
};

bool print(int fd, std::string_view text) {
  return ::write(fd, text.data(), text.size()) ==
         static_cast<ssize_t>(text.size());
}

} // namespace

Expected<std::vector<std::byte>> read_secret_line(int fd) {
  std::vector<std::byte> line;
  line.reserve(max_secret); // never allocated again, so nothing is left behind
  for (;;) {
    std::byte byte;
    const ssize_t count = ::read(fd, &byte, 1);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return fail_io("cannot read");
    if (count == 0 || byte == std::byte{'\n'})
      return line;
    if (line.size() == max_secret)
      return fail(ErrorCode::unsupported, "a line of more than " +
                                              std::to_string(max_secret) +
                                              " bytes");
    line.push_back(byte);
  }
}

Expected<std::vector<std::byte>> ask_secret(std::string_view prompt) {
  const std::unique_ptr<std::FILE, CloseFile> terminal(
      std::fopen("/dev/tty", "r+e"));
  if (!terminal)
    return fail_io("cannot open /dev/tty");
  const int fd = ::fileno(terminal.get());
  const EchoOff quiet(fd);
  if (!quiet.is_off() || !print(fd, prompt))
    return fail_io("cannot ask at /dev/tty");
  Expected<std::vector<std::byte>> line = read_secret_line(fd);
  print(fd, "\n");
  return line;
}

} // namespace hotpatch
