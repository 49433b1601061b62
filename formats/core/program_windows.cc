// A job ends all that was started in it.
// Source: Windows SDK, job objects.
#include "formats/core/program.h"

#include "formats/core/windows_handle.h"

namespace hotpatch {
namespace {

std::unexpected<Error> refused(const char *what) {
  return fail(ErrorCode::io, std::string(what) + ": " + windows_message());
}

} // namespace

Expected<std::optional<std::uint64_t>>
output_size_of(const std::vector<std::string> &) {
  return fail(ErrorCode::unsupported, "Windows has no files in memory");
}

Expected<std::optional<int>> run_in_shell(const std::string &command,
                                          std::chrono::milliseconds limit) {
  const Handle job(::CreateJobObjectA(nullptr, nullptr));
  if (!job)
    return refused("cannot make a job");
  std::string line = "cmd.exe /d /s /c \"" + command + "\"";
  STARTUPINFOA startup = {};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started = {};
  if (!::CreateProcessA(nullptr, line.data(), nullptr, nullptr, FALSE,
                        CREATE_SUSPENDED | CREATE_NO_WINDOW, nullptr, nullptr,
                        &startup, &started))
    return refused("cannot start cmd.exe");
  const Handle process(started.hProcess), thread(started.hThread);
  if (!::AssignProcessToJobObject(job.get(), process.get())) {
    ::TerminateProcess(process.get(), 1);
    return refused("cannot put cmd.exe into a job");
  }
  ::ResumeThread(thread.get());
  const auto patience = static_cast<DWORD>(limit.count());
  if (::WaitForSingleObject(process.get(), patience) != WAIT_OBJECT_0) {
    ::TerminateJobObject(job.get(), 1);
    return std::optional<int>();
  }
  DWORD status = 0;
  if (!::GetExitCodeProcess(process.get(), &status))
    return refused("cannot look at cmd.exe's status");
  return std::optional(static_cast<int>(status));
}

} // namespace hotpatch
