// The watchdog's input is one number after the other: the id of a thread that
// is about to be suspended, or 0 when all run again.  It ends with whoever
// writes it, whatever has ended him.
// Source: Windows SDK, CreatePipe, CreateProcess.
#include "hpapply/windows_watchdog.h"

#include "hpapply/windows_command.h"

#include <array>
#include <string>
#include <vector>

namespace hotpatch {
namespace {

constexpr DWORD all_run = 0; // no thread's id

std::unexpected<Error> no_watchdog() {
  return fail(ErrorCode::io,
              "a copy of hpapply.exe that lets threads go if this one is "
              "killed cannot be started: " +
                  windows_message());
}

// Wine sometimes fails once (ERROR_INTERNAL_ERROR) on a busy machine.
bool create_process(const std::string &path, std::string line,
                    STARTUPINFOA &startup, PROCESS_INFORMATION &started) {
  constexpr int tries = 5;
  constexpr DWORD pause = 20; // ms
  for (int i = 0; i < tries; ++i) {
    // Detached: what ends us at a console does not end it.
    if (::CreateProcessA(path.c_str(), line.data(), nullptr, nullptr, TRUE,
                         DETACHED_PROCESS, nullptr, nullptr, &startup,
                         &started))
      return true;
    if (::GetLastError() != ERROR_INTERNAL_ERROR)
      return false;
    ::Sleep(pause);
  }
  return false;
}

// The write end of a pipe that the new process reads.
Expected<Handle> start_watchdog() {
  const std::string path = HP_TRY(program_path());
  HANDLE read_end = nullptr, write_end = nullptr;
  if (!::CreatePipe(&read_end, &write_end, nullptr, 0))
    return no_watchdog();
  const Handle input(read_end);
  Handle output(write_end);
  const std::string line =
      command_line(std::array{path, std::string(watchdog_argument)});
  STARTUPINFOA startup = {};
  startup.cb = sizeof startup;
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdInput = read_end;
  PROCESS_INFORMATION started = {};
  if (!::SetHandleInformation(read_end, HANDLE_FLAG_INHERIT,
                              HANDLE_FLAG_INHERIT) ||
      !create_process(path, line, startup, started))
    return no_watchdog();
  const Handle process(started.hProcess), thread(started.hThread);
  return output;
}

Expected<void> send(const Handle &pipe, std::span<const DWORD> numbers) {
  DWORD count = 0;
  if (!::WriteFile(pipe.get(), numbers.data(),
                   static_cast<DWORD>(numbers.size_bytes()), &count, nullptr))
    return fail(ErrorCode::io,
                "the copy of hpapply.exe that watches over this one has "
                "ended: " +
                    windows_message());
  return {};
}

// False: there are no more.
bool receive(DWORD &number) {
  DWORD count = 0;
  return ::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), &number, sizeof number,
                    &count, nullptr) &&
         count == sizeof number;
}

} // namespace

Expected<void> WindowsWatchdog::watch(std::span<const DWORD> threads) {
  if (!pipe_)
    pipe_ = HP_TRY(start_watchdog());
  return send(pipe_, threads);
}

void WindowsWatchdog::forget() {
  // If it has ended, the next watch() says so.
  if (pipe_)
    static_cast<void>(send(pipe_, std::array{all_run}));
}

void be_watchdog() {
  std::vector<DWORD> threads;
  for (DWORD number = 0; receive(number);)
    if (number == all_run)
      threads.clear();
    else
      threads.push_back(number);
  for (const DWORD id : threads)
    if (const Handle thread(::OpenThread(THREAD_SUSPEND_RESUME, FALSE, id));
        thread)
      ::ResumeThread(thread.get());
}

} // namespace hotpatch
