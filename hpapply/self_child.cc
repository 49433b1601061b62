// The child runs the command as hpapply would, with its parent as the process,
// and sends what that prints through a pipe: first the exit status, then JSON,
// a NUL, and the message.
#include "hpapply/self_child.h"

#include "hpapply/linux_files.h"
#include "hpapply/run.h"

#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hotpatch {
namespace {

Answer answer_of(const ApplyOptions &options) {
  Answer answer{.status = static_cast<int>(ApplyExit::trouble)};
  const auto complain = [&](const Error &error) {
    answer.message = error.message;
  };
  const auto write = [&](const Output &output) -> Expected<void> {
    output.write([&](std::string_view piece) { answer.json += piece; });
    return {};
  };
  const Expected<ApplyExit> status = run(
      options,
      {.terminal = {}, .progress = {}, .write = write, .complain = complain});
  if (!status)
    complain(status.error());
  answer.status = static_cast<int>(status ? *status : ApplyExit::trouble);
  return answer;
}

void send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno != EINTR)
      return;
    text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
}

struct Pipe {
  Descriptor from, to;
};

Expected<Pipe> make_pipe() {
  int ends[2] = {};
  if (::pipe(ends) != 0)
    return fail(ErrorCode::io, system_message());
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// In the child: no handler of the program's may run, and nothing be cleaned up.
[[noreturn]] void be_the_child(const ApplyOptions &options, const Pipe &go,
                               const Pipe &back) {
  sigset_t all;
  sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  char byte = 0;
  while (::read(go.from.number(), &byte, 1) < 0 && errno == EINTR)
    ;
  const Answer answer = answer_of(options);
  std::string text(1, static_cast<char>(answer.status));
  text += answer.json;
  text += '\0';
  text += answer.message;
  send_all(back.to.number(), text);
  ::_exit(0);
}

} // namespace

Expected<Answer> ask_child(ApplyOptions options) {
  options.pid = static_cast<std::uint32_t>(::getpid());
  options.json = "-";
  Pipe go = HP_TRY(make_pipe());
  Pipe back = HP_TRY(make_pipe());
  const int child = ::fork();
  if (child < 0)
    return fail(ErrorCode::io, system_message());
  if (child == 0)
    be_the_child(options, go, back);
  back.to = Descriptor(); // so that reading ends when the child does
  // Fails where nothing restricts tracing.
  ::prctl(PR_SET_PTRACER, child, 0, 0, 0);
  send_all(go.to.number(), ".");
  Expected<std::string> text = read_whole(back.from);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR)
    ;
  if (!text)
    return std::unexpected(std::move(text).error());
  const std::size_t end = text->find('\0', 1);
  if (end == std::string::npos)
    return fail(ErrorCode::io, "the child that was to change us has died");
  return Answer{text->front(), text->substr(1, end - 1), text->substr(end + 1)};
}

} // namespace hotpatch
