// Code is made writable while it is written to, and is as it was again after;
// pages of an image become the process's own by that.  Memory that becomes
// executable is valid as a target for control flow guard as a whole, so nothing
// needs to be registered there.
// Source: Windows SDK, VirtualProtectEx, CreateRemoteThread, memory protection
// constants (PAGE_TARGETS_INVALID).
#include "hpapply/open_process.h"

#include "formats/core/text.h"
#include "hpapply/windows_threads.h"

#include <algorithm>
#include <array>

#include <psapi.h>

namespace hotpatch {
namespace {

constexpr Address highest = 0x7fff'ffff'0000; // of user space: 47 bits

void *pointer(Address address) { return reinterpret_cast<void *>(address); }

// Whether a protection without its modifiers is one of these.
bool is_any(DWORD protection, std::initializer_list<DWORD> of) {
  constexpr DWORD modifiers = 0xff;
  return std::ranges::find(of, protection & modifiers) != of.end();
}
bool is_executable(DWORD protection) {
  return is_any(protection, {PAGE_EXECUTE, PAGE_EXECUTE_READ,
                             PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY});
}
bool is_writable(DWORD protection) {
  return is_any(protection, {PAGE_READWRITE, PAGE_WRITECOPY,
                             PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY});
}

MemoryRegion to_region(const MEMORY_BASIC_INFORMATION &info) {
  const Address begin = reinterpret_cast<Address>(info.BaseAddress);
  MemoryRegion region{.range = {begin, begin + info.RegionSize},
                      .is_file = info.Type != MEM_PRIVATE,
                      .is_shared = info.Type == MEM_MAPPED};
  if (info.State != MEM_COMMIT || (info.Protect & PAGE_GUARD) != 0)
    return region;
  region.is_readable = !is_any(info.Protect, {PAGE_NOACCESS, PAGE_EXECUTE});
  region.is_writable = is_writable(info.Protect);
  region.is_executable = is_executable(info.Protect);
  return region;
}

std::unexpected<Error> memory_error(Address address, std::string_view what) {
  return fail(ErrorCode::io, "memory at " + hex(address) + " cannot be " +
                                 std::string(what) + ": " + windows_message());
}

// Two pages of another process, given back at the end of a scope.
class RemotePages {
public:
  static constexpr Address page = 0x1000;

  explicit RemotePages(HANDLE process)
      : process_(process),
        at_(::VirtualAllocEx(process, nullptr, 2 * page,
                             MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) {}
  RemotePages(const RemotePages &) = delete;
  RemotePages &operator=(const RemotePages &) = delete;
  ~RemotePages() {
    if (at_)
      ::VirtualFreeEx(process_, at_, 0, MEM_RELEASE);
  }
  [[nodiscard]] Address address() const {
    return reinterpret_cast<Address>(at_);
  }
  // Something may still run there.
  void keep() { at_ = nullptr; }

private:
  HANDLE process_;
  void *at_;
};

class WindowsProcess final : public Process {
public:
  WindowsProcess(std::uint32_t pid, Handle process)
      : process_(std::move(process)), threads_(pid, process_.get()) {}

  Expected<std::vector<MemoryRegion>> regions() override;
  Expected<std::vector<LoadedModule>> modules() override;
  // Windows does not tell which pages were never touched.
  Expected<std::vector<MemoryRange>> resident(MemoryRange range) override {
    return std::vector<MemoryRange>{range};
  }
  Expected<void> read(Address address, std::span<std::byte> bytes) override;
  Expected<void> write(Address address, BytesView bytes) override;
  Expected<void> stop() override { return threads_.stop(); }
  void resume() override { threads_.resume(); }
  [[nodiscard]] std::vector<StoppedThread> threads() const override {
    return threads_.list();
  }
  [[nodiscard]] bool must_be_stopped() const override { return false; }
  Expected<void> map(MemoryRange range) override;
  Expected<void> protect(MemoryRange range, Access access) override;
  Expected<void> unmap(MemoryRange range) override;
  Expected<std::uint64_t>
  call(Address function, std::span<const std::uint64_t> arguments) override;

private:
  Expected<void> write_part(Address address, BytesView bytes, DWORD protection);
  Expected<void> run_thread(Address code, Address argument, RemotePages &pages);

  Handle process_;
  WindowsThreads threads_;
};

Expected<std::vector<MemoryRegion>> WindowsProcess::regions() {
  std::vector<MemoryRegion> regions;
  MEMORY_BASIC_INFORMATION info = {};
  for (Address at = 0;
       at < highest && ::VirtualQueryEx(process_.get(), pointer(at), &info,
                                        sizeof info) == sizeof info;
       at = reinterpret_cast<Address>(info.BaseAddress) + info.RegionSize)
    if (info.State != MEM_FREE)
      regions.push_back(to_region(info));
  if (regions.empty())
    return fail(ErrorCode::io,
                "the process's memory cannot be listed: " + windows_message());
  return regions;
}

Expected<std::vector<LoadedModule>> WindowsProcess::modules() {
  std::vector<HMODULE> found(64);
  for (DWORD needed = 0;;) {
    const auto size = static_cast<DWORD>(found.size() * sizeof(HMODULE));
    if (!::K32EnumProcessModulesEx(process_.get(), found.data(), size, &needed,
                                   LIST_MODULES_64BIT))
      return fail(ErrorCode::io,
                  "modules cannot be listed: " + windows_message());
    const bool is_all = needed <= size;
    found.resize(needed / sizeof(HMODULE));
    if (is_all)
      break;
  }
  std::vector<LoadedModule> modules;
  for (const HMODULE module : found) {
    std::array<char, 4096> path = {};
    const DWORD length = ::K32GetModuleFileNameExA(
        process_.get(), module, path.data(), static_cast<DWORD>(path.size()));
    modules.push_back(
        {std::string(path.data(), length), reinterpret_cast<Address>(module)});
  }
  return modules;
}

Expected<void> WindowsProcess::read(Address address,
                                    std::span<std::byte> bytes) {
  SIZE_T count = 0;
  if (bytes.empty() ||
      (::ReadProcessMemory(process_.get(), pointer(address), bytes.data(),
                           bytes.size(), &count) &&
       count == bytes.size()))
    return {};
  return memory_error(address, "read");
}

Expected<void> WindowsProcess::write(Address address, BytesView bytes) {
  while (!bytes.empty()) {
    MEMORY_BASIC_INFORMATION info = {};
    if (::VirtualQueryEx(process_.get(), pointer(address), &info,
                         sizeof info) != sizeof info ||
        info.State != MEM_COMMIT)
      return memory_error(address, "written");
    const Address end =
        reinterpret_cast<Address>(info.BaseAddress) + info.RegionSize;
    const BytesView part =
        bytes.first(std::min<std::size_t>(bytes.size(), end - address));
    HP_TRY(write_part(address, part, info.Protect));
    address += part.size();
    bytes = bytes.subspan(part.size());
  }
  return {};
}

// To pages that all have this protection.
Expected<void> WindowsProcess::write_part(Address address, BytesView bytes,
                                          DWORD protection) {
  const bool is_code = is_executable(protection);
  DWORD old = 0;
  if (!is_writable(protection) &&
      !::VirtualProtectEx(process_.get(), pointer(address), bytes.size(),
                          is_code ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE,
                          &old))
    return refuse("memory-policy",
                  "memory at " + hex(address) +
                      " may not be changed: " + windows_message(),
                  "a policy of the process may forbid to change code");
  SIZE_T count = 0;
  const bool is_written =
      ::WriteProcessMemory(process_.get(), pointer(address), bytes.data(),
                           bytes.size(), &count) &&
      count == bytes.size();
  const std::string message = is_written ? std::string() : windows_message();
  if (!is_writable(protection) &&
      !::VirtualProtectEx(process_.get(), pointer(address), bytes.size(),
                          protection, &old))
    return memory_error(address, "protected again");
  if (is_code)
    ::FlushInstructionCache(process_.get(), pointer(address), bytes.size());
  if (!is_written)
    return fail(ErrorCode::io,
                "memory at " + hex(address) + " cannot be written: " + message);
  return {};
}

Expected<void> WindowsProcess::map(MemoryRange range) {
  const void *const at =
      ::VirtualAllocEx(process_.get(), pointer(range.begin), range.size(),
                       MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  if (!at)
    return refuse("no-near-space", "memory at " + hex(range.begin) +
                                       " cannot be had: " + windows_message());
  return {};
}

Expected<void> WindowsProcess::protect(MemoryRange range, Access access) {
  DWORD protection = PAGE_READONLY, old = 0;
  if (access == Access::read_write)
    protection = PAGE_READWRITE;
  else if (access == Access::read_execute)
    protection = PAGE_EXECUTE_READ;
  if (!::VirtualProtectEx(process_.get(), pointer(range.begin), range.size(),
                          protection, &old))
    return refuse("memory-policy",
                  "memory at " + hex(range.begin) +
                      " may not be protected as the payload needs it: " +
                      windows_message(),
                  "a policy of the process may forbid new code");
  if (access == Access::read_execute)
    ::FlushInstructionCache(process_.get(), pointer(range.begin), range.size());
  return {};
}

Expected<void> WindowsProcess::unmap(MemoryRange range) {
  if (!::VirtualFreeEx(process_.get(), pointer(range.begin), 0, MEM_RELEASE))
    return memory_error(range.begin, "given back");
  return {};
}

// What a thread of ours runs: it gets the address of a Call in rcx.
struct Call {
  std::uint64_t function = 0;
  std::array<std::uint64_t, 4> arguments = {};
  std::uint64_t result = 0;
};
constexpr std::array<std::uint8_t, 40> caller = {
    0x53,                   // push rbx
    0x48, 0x83, 0xec, 0x20, // sub rsp, 32
    0x48, 0x89, 0xcb,       // mov rbx, rcx
    0x48, 0x8b, 0x4b, 0x08, // mov rcx, [rbx+8]
    0x48, 0x8b, 0x53, 0x10, // mov rdx, [rbx+16]
    0x4c, 0x8b, 0x43, 0x18, // mov r8, [rbx+24]
    0x4c, 0x8b, 0x4b, 0x20, // mov r9, [rbx+32]
    0xff, 0x13,             // call [rbx]
    0x48, 0x89, 0x43, 0x28, // mov [rbx+40], rax
    0x48, 0x83, 0xc4, 0x20, // add rsp, 32
    0x5b,                   // pop rbx
    0x31, 0xc0,             // xor eax, eax
    0xc3,                   // ret
    0xcc, 0xcc};

Expected<std::uint64_t>
WindowsProcess::call(Address function,
                     std::span<const std::uint64_t> arguments) {
  RemotePages pages(process_.get());
  if (pages.address() == 0)
    return fail(ErrorCode::io,
                "the process has no memory for a call: " + windows_message());
  const Address data = pages.address(), code = data + RemotePages::page;
  Call call{.function = function};
  std::ranges::copy(arguments, call.arguments.begin());
  HP_TRY(write(data, std::as_bytes(std::span(&call, 1))));
  HP_TRY(write(code, std::as_bytes(std::span(caller))));
  HP_TRY(protect({code, code + RemotePages::page}, Access::read_execute));
  HP_TRY(run_thread(code, data, pages));
  HP_TRY(read(data, std::as_writable_bytes(std::span(&call, 1))));
  return call.result;
}

Expected<void> WindowsProcess::run_thread(Address code, Address argument,
                                          RemotePages &pages) {
  constexpr DWORD patience = 5000; // ms
  const auto start = reinterpret_cast<LPTHREAD_START_ROUTINE>(pointer(code));
  const Handle thread(::CreateRemoteThread(process_.get(), nullptr, 0, start,
                                           pointer(argument), 0, nullptr));
  if (!thread)
    return fail(ErrorCode::io, "a function of the process cannot be called: " +
                                   windows_message());
  if (::WaitForSingleObject(thread.get(), patience) != WAIT_OBJECT_0) {
    pages.keep();
    return fail(ErrorCode::io, "a function of the process did not return: it "
                               "may wait for a thread that is stopped");
  }
  DWORD status = 0;
  if (!::GetExitCodeThread(thread.get(), &status) || status != 0)
    return fail(ErrorCode::io, "a function of the process failed");
  return {};
}

} // namespace

Expected<std::unique_ptr<Process>> open_process(std::uint32_t pid) {
  const std::string name = "process " + std::to_string(pid);
  if (pid == ::GetCurrentProcessId())
    return refuse("permission", "a process cannot stop itself");
  Handle process(::OpenProcess(
      PROCESS_QUERY_INFORMATION | PROCESS_VM_OPERATION | PROCESS_VM_READ |
          PROCESS_VM_WRITE | PROCESS_CREATE_THREAD | SYNCHRONIZE,
      FALSE, pid));
  if (!process && ::GetLastError() == ERROR_INVALID_PARAMETER)
    return refuse("no-process", "there is no " + name);
  if (!process)
    return refuse("permission",
                  name + " may not be changed: " + windows_message(),
                  "it takes the same user, or an administrator");
  if (::WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0)
    return refuse("no-process", name + " has ended");
  BOOL is_32_bit = FALSE, is_debugged = FALSE;
  if (::IsWow64Process(process.get(), &is_32_bit) && is_32_bit)
    return refuse("other-machine", name + " does not run code for x86-64");
  if (::CheckRemoteDebuggerPresent(process.get(), &is_debugged) && is_debugged)
    return refuse("traced", name + " is traced by a debugger");
  return std::make_unique<WindowsProcess>(pid, std::move(process));
}

} // namespace hotpatch
