// The program begins suspended with a jump to itself at its entry point; when
// its thread stands there, the loader has done its work.  A job ends the
// program with us until it may run.
// Source: Windows SDK, CreateProcess, job objects.  A new process for x86-64
// begins with its entry point in rcx, for the function that calls it.
#include "hpapply/started_program.h"

#include "formats/core/windows_handle.h"
#include "hpapply/open_process.h"
#include "hpapply/windows_command.h"

#include <array>

namespace hotpatch {
namespace {

std::unexpected<Error> refused(const std::string &program, const char *what) {
  return fail(ErrorCode::io, program + ": " + what + ": " + windows_message());
}

// Whether closing the last handle of a job ends what is in it.
bool set_ends_with_us(const Handle &job, bool value) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {};
  limits.BasicLimitInformation.LimitFlags =
      value ? JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE : 0;
  return ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation,
                                   &limits, sizeof limits);
}

// Control-C and its like are the program's affair, which gets them too.
BOOL WINAPI leave_to_program(DWORD) { return TRUE; }

class WindowsProgram final : public StartedProgram {
public:
  static Expected<std::unique_ptr<WindowsProgram>>
  start(const std::vector<std::string> &command);

  [[nodiscard]] std::uint32_t pid() const override { return pid_; }
  Expected<int> run_on() override;
  Expected<void> run_to_entry(const std::string &name);

private:
  Handle job_, process_, thread_;
  std::uint32_t pid_ = 0;
};

Expected<std::unique_ptr<WindowsProgram>>
WindowsProgram::start(const std::vector<std::string> &command) {
  const std::string &name = command.front();
  auto program = std::make_unique<WindowsProgram>();
  program->job_ = Handle(::CreateJobObjectA(nullptr, nullptr));
  if (!program->job_ || !set_ends_with_us(program->job_, true))
    return refused(name, "cannot make a job for it");
  std::string line = command_line(command);
  STARTUPINFOA startup = {};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started = {};
  if (!::CreateProcessA(nullptr, line.data(), nullptr, nullptr, TRUE,
                        CREATE_SUSPENDED, nullptr, nullptr, &startup, &started))
    return refused(name, "cannot be started");
  program->process_ = Handle(started.hProcess);
  program->thread_ = Handle(started.hThread);
  program->pid_ = started.dwProcessId;
  if (!::AssignProcessToJobObject(program->job_.get(), started.hProcess)) {
    auto error = refused(name, "cannot be put into a job");
    ::TerminateProcess(started.hProcess, 1);
    return error;
  }
  return program;
}

// A register of a suspended thread.
Expected<Address> register_of(const Handle &thread, const std::string &name,
                              DWORD64 CONTEXT::*which) {
  CONTEXT context = {};
  context.ContextFlags = CONTEXT_CONTROL | CONTEXT_INTEGER;
  if (!::GetThreadContext(thread.get(), &context))
    return refused(name, "its registers cannot be read");
  return context.*which;
}

Expected<void> WindowsProgram::run_to_entry(const std::string &name) {
  constexpr std::array jump_to_itself = {std::byte{0xeb}, std::byte{0xfe}};
  constexpr DWORD pause = 1; // ms
  const std::unique_ptr<Process> process = HP_TRY(open_process(pid_));
  const Address entry = HP_TRY(register_of(thread_, name, &CONTEXT::Rcx));
  std::array<std::byte, jump_to_itself.size()> code = {};
  HP_TRY(process->read(entry, code));
  HP_TRY(process->write(entry, jump_to_itself));
  for (Address at = 0; at != entry;) {
    ::ResumeThread(thread_.get());
    if (::WaitForSingleObject(process_.get(), pause) == WAIT_OBJECT_0)
      return fail(ErrorCode::io, name + ": ended before its entry point");
    ::SuspendThread(thread_.get());
    at = HP_TRY(register_of(thread_, name, &CONTEXT::Rip));
  }
  return process->write(entry, code);
}

Expected<int> WindowsProgram::run_on() {
  ::SetConsoleCtrlHandler(leave_to_program, TRUE);
  DWORD status = 0;
  if (!set_ends_with_us(job_, false) ||
      ::ResumeThread(thread_.get()) == static_cast<DWORD>(-1) ||
      ::WaitForSingleObject(process_.get(), INFINITE) != WAIT_OBJECT_0 ||
      !::GetExitCodeProcess(process_.get(), &status))
    return fail(ErrorCode::io, windows_message());
  return static_cast<int>(status);
}

} // namespace

Expected<std::unique_ptr<StartedProgram>>
start_program(std::vector<std::string> command) {
  std::unique_ptr<WindowsProgram> program =
      HP_TRY(WindowsProgram::start(command));
  HP_TRY(program->run_to_entry(command.front()));
  return program;
}

} // namespace hotpatch
