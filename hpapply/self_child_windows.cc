// The child is hpapply.exe, from the folder of the program and from nowhere
// else: whoever could put another one there could replace the program as well.
// Source: Windows SDK, CreatePipe, CreateProcess.
#include "hpapply/self_child.h"

#include "formats/core/windows_handle.h"
#include "hpapply/windows_command.h"

#include <array>
#include <vector>

namespace hotpatch {
namespace {

std::unexpected<Error> refused(const std::string &what) {
  return fail(ErrorCode::io, what + ": " + windows_message());
}

Expected<std::string> path_of_hpapply() {
  const std::string program = HP_TRY(program_path());
  return program.substr(0, program.rfind('\\') + 1) + "hpapply.exe";
}

void add_change(std::vector<std::string> &arguments,
                const ApplyOptions &options) {
  const auto timeout =
      std::chrono::duration_cast<std::chrono::seconds>(options.policy.timeout);
  arguments.push_back("--timeout=" + std::to_string(timeout.count()));
  if (options.policy.stacks == StackPlaces::threads)
    arguments.emplace_back("--threads-only");
}

void add_verification(std::vector<std::string> &arguments,
                      const ApplyOptions &options) {
  for (const std::string &trust : options.trust)
    arguments.push_back("--trust=" + trust);
  arguments.push_back("--threshold=" + std::to_string(options.threshold));
  if (options.product)
    arguments.push_back("--product=" + *options.product);
  if (options.channel)
    arguments.push_back("--channel=" + *options.channel);
  if (options.last_sequence != 0)
    arguments.push_back("--last-sequence=" +
                        std::to_string(options.last_sequence));
}

std::vector<std::string> arguments_of(const ApplyOptions &options) {
  std::vector<std::string> arguments{"hpapply"};
  if (options.command == ApplyCommand::apply) {
    arguments.insert(arguments.end(), {"apply", options.package});
    add_verification(arguments, options);
    add_change(arguments, options);
  } else if (options.command == ApplyCommand::rollback) {
    arguments.emplace_back("rollback");
    if (options.sequence != 0)
      arguments.push_back("--sequence=" + std::to_string(options.sequence));
    add_change(arguments, options);
  } else {
    arguments.emplace_back("status");
  }
  arguments.push_back("--pid=" + std::to_string(::GetCurrentProcessId()));
  arguments.emplace_back("--json=-");
  return arguments;
}

// Of one of the child's outputs.
struct Pipe {
  Handle from = {}, to = {}; // the child inherits `to`
};

Expected<Pipe> make_pipe() {
  constexpr DWORD enough = 1 << 20; // for all that the child may say
  HANDLE from = nullptr, to = nullptr;
  if (!::CreatePipe(&from, &to, nullptr, enough))
    return refused("no pipe can be had");
  Pipe pipe{Handle(from), Handle(to)};
  if (!::SetHandleInformation(to, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT))
    return refused("no pipe can be had");
  return pipe;
}

std::string read_to_end(const Handle &from) {
  std::string text;
  std::array<char, 4096> piece = {};
  for (DWORD count = 0;
       ::ReadFile(from.get(), piece.data(), static_cast<DWORD>(piece.size()),
                  &count, nullptr) &&
       count > 0;)
    text.append(piece.data(), count);
  return text;
}

// Of what hpapply.exe says: without its name, and without the hint.
std::string message_in(std::string_view text) {
  constexpr std::string_view error = "error: ";
  if (const std::size_t at = text.find(error); at != std::string_view::npos)
    text.remove_prefix(at + error.size());
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

} // namespace

Expected<Answer> ask_child(ApplyOptions options) {
  const std::string path = HP_TRY(path_of_hpapply());
  std::string line = command_line(arguments_of(options));
  Pipe output = HP_TRY(make_pipe());
  Pipe errors = HP_TRY(make_pipe());
  STARTUPINFOA startup = {};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdOutput = output.to.get();
  startup.hStdError = errors.to.get();
  PROCESS_INFORMATION started = {};
  if (!::CreateProcessA(path.c_str(), line.data(), nullptr, nullptr, TRUE,
                        CREATE_NO_WINDOW, nullptr, nullptr, &startup, &started))
    return refused(path + " cannot be started");
  const Handle process(started.hProcess), thread(started.hThread);
  output.to.reset(); // so that reading ends when the child does
  errors.to.reset();
  Answer answer{.json = read_to_end(output.from),
                .message = message_in(read_to_end(errors.from))};
  DWORD status = 0;
  if (::WaitForSingleObject(process.get(), INFINITE) != WAIT_OBJECT_0 ||
      !::GetExitCodeProcess(process.get(), &status))
    return refused(path + " has no exit status");
  answer.status = static_cast<int>(status);
  return answer;
}

} // namespace hotpatch
