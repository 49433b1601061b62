// Memory is read and written through /proc/PID/mem, which heeds no protection:
// code stays executable and unwritable to the process throughout, and a page of
// a file that is written to becomes the process's own.
// Source: proc(5), mmap(2), mprotect(2).
#include "hpapply/open_process.h"

#include "formats/core/text.h"
#include "hpapply/linux_files.h"
#include "hpapply/linux_modules.h"
#include "hpapply/linux_pages.h"
#include "hpapply/linux_threads.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace hotpatch {
namespace {

class LinuxProcess final : public Process {
public:
  LinuxProcess(int pid, Descriptor memory, Descriptor page_map)
      : pid_(pid), memory_(std::move(memory)), page_map_(std::move(page_map)),
        threads_(pid) {}

  Expected<std::vector<MemoryRegion>> regions() override;
  Expected<std::vector<LoadedModule>> modules() override;
  Expected<std::vector<MemoryRange>> resident(MemoryRange range) override;
  Expected<void> read(Address address, std::span<std::byte> bytes) override;
  Expected<void> write(Address address, BytesView bytes) override;
  Expected<void> stop() override { return threads_.stop(); }
  void resume() override { threads_.resume(); }
  [[nodiscard]] std::vector<StoppedThread> threads() const override {
    return threads_.list();
  }
  Expected<void> map(MemoryRange range) override;
  Expected<void> protect(MemoryRange range, Access access) override;
  Expected<void> unmap(MemoryRange range) override;
  Expected<std::uint64_t>
  call(Address function, std::span<const std::uint64_t> arguments) override;

private:
  Expected<std::uint64_t> system_call(std::uint64_t number,
                                      std::span<const std::uint64_t> arguments);
  Expected<Address> find_system_call();

  int pid_;
  Descriptor memory_, page_map_;
  LinuxThreads threads_;
  Address system_call_at_ = 0; // 0: not looked for yet
};

Expected<std::vector<MemoryRegion>> LinuxProcess::regions() {
  const Descriptor file =
      HP_TRY(open_file("/proc/" + std::to_string(pid_) + "/maps", O_RDONLY));
  return parse_regions(HP_TRY(read_whole(file)));
}

// Whether a file's mappings from `first` on are those of a loaded image: one of
// them is code, private to the process.  Somebody may have mapped the file just
// to read it.
bool is_loaded(std::span<const MemoryRegion> first) {
  const std::string &name = first.front().name;
  for (const MemoryRegion &region : first.subspan(1)) {
    if (region.name != name || region.offset == 0)
      break;
    if (region.is_executable)
      return !region.is_shared;
  }
  return first.front().is_executable && !first.front().is_shared;
}

// A file that begins as an image at the beginning of one of its mappings.
Expected<std::vector<LoadedModule>> LinuxProcess::modules() {
  std::vector<LoadedModule> modules;
  const std::vector<MemoryRegion> all = HP_TRY(regions());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const MemoryRegion &region = all[i];
    std::array<std::byte, SELFMAG> magic;
    if (region.is_file && region.offset == 0 && region.is_readable &&
        !region.is_writable && is_loaded(std::span(all).subspan(i)) &&
        read(region.range.begin, magic) &&
        as_text(magic) == std::string_view(ELFMAG, SELFMAG))
      modules.push_back({region.name, region.range.begin});
  }
  const Descriptor file =
      HP_TRY(open_file("/proc/" + std::to_string(pid_) + "/auxv", O_RDONLY));
  const std::string auxiliary = HP_TRY(read_whole(file));
  return in_link_order(
      std::move(modules),
      [this](Address address, std::span<std::byte> bytes) {
        return read(address, bytes);
      },
      as_bytes(auxiliary));
}

Expected<std::vector<MemoryRange>> LinuxProcess::resident(MemoryRange range) {
  if (std::optional<std::vector<MemoryRange>> parts =
          scan_page_map(page_map_.number(), range))
    return *std::move(parts);
  return read_page_map(page_map_.number(), range);
}

Expected<void> LinuxProcess::read(Address address, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pread(memory_.number(), bytes.data(), bytes.size(),
                                  static_cast<off_t>(address));
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return fail(ErrorCode::io, "memory at " + hex(address) +
                                     " cannot be read: " + system_message());
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    address += static_cast<std::uint64_t>(count);
  }
  return {};
}

Expected<void> LinuxProcess::write(Address address, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(memory_.number(), bytes.data(), bytes.size(),
                                   static_cast<off_t>(address));
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return fail(ErrorCode::io, "memory at " + hex(address) +
                                     " cannot be written: " + system_message());
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    address += static_cast<std::uint64_t>(count);
  }
  return {};
}

// The vdso has a `syscall`, as has each C library.
Expected<Address> LinuxProcess::find_system_call() {
  constexpr std::array code = {std::byte{0x0f}, std::byte{0x05}};
  std::vector<MemoryRegion> all = HP_TRY(regions());
  std::ranges::stable_partition(
      all, [](const MemoryRegion &region) { return region.name == "[vdso]"; });
  for (const MemoryRegion &region : all) {
    if (!region.is_executable || !region.is_readable ||
        region.name == "[vsyscall]")
      continue;
    std::vector<std::byte> bytes(region.range.end - region.range.begin);
    if (!read(region.range.begin, bytes))
      continue;
    const auto found = std::ranges::search(bytes, code);
    if (!found.empty())
      return region.range.begin +
             static_cast<Address>(found.begin() - bytes.begin());
  }
  return refuse("no-system-call", "no code of the process makes system calls");
}

Expected<std::uint64_t>
LinuxProcess::system_call(std::uint64_t number,
                          std::span<const std::uint64_t> arguments) {
  if (system_call_at_ == 0)
    system_call_at_ = HP_TRY(find_system_call());
  return threads_.system_call(system_call_at_, number, arguments);
}

Expected<void> LinuxProcess::map(MemoryRange range) {
  const std::array<std::uint64_t, 6> arguments = {range.begin,
                                                  range.end - range.begin,
                                                  PROT_READ | PROT_WRITE,
                                                  MAP_PRIVATE | MAP_ANONYMOUS |
                                                      MAP_FIXED_NOREPLACE,
                                                  UINT64_MAX,
                                                  0};
  const Expected<std::uint64_t> at = system_call(SYS_mmap, arguments);
  if (at && *at == range.begin)
    return {};
  if (!at)
    return std::unexpected(Error(at.error())
                               .at("mapping " +
                                   std::to_string(range.end - range.begin) +
                                   " bytes at " + hex(range.begin)));
  // Kernels before 4.17 take the address for a wish.
  HP_TRY(unmap({*at, *at + (range.end - range.begin)}));
  return refuse("no-near-space", "memory at " + hex(range.begin) + " is taken");
}

Expected<void> LinuxProcess::protect(MemoryRange range, Access access) {
  std::uint64_t protection = PROT_READ;
  if (access == Access::read_write)
    protection |= PROT_WRITE;
  else if (access == Access::read_execute)
    protection |= PROT_EXEC;
  const std::array<std::uint64_t, 3> arguments = {
      range.begin, range.end - range.begin, protection};
  if (Expected<std::uint64_t> done = system_call(SYS_mprotect, arguments);
      !done)
    return refuse("memory-policy",
                  "memory at " + hex(range.begin) +
                      " may not be protected as the payload needs it: " +
                      done.error().message,
                  "a policy of the system may forbid new code");
  return {};
}

Expected<void> LinuxProcess::unmap(MemoryRange range) {
  const std::array<std::uint64_t, 2> arguments = {range.begin,
                                                  range.end - range.begin};
  return without_value(system_call(SYS_munmap, arguments));
}

// The return address is one where nothing can be mapped: the thread faults
// there, and tells us by that.
Expected<std::uint64_t>
LinuxProcess::call(Address function, std::span<const std::uint64_t> arguments) {
  constexpr Address nowhere = 0x10;
  const Address stack = HP_TRY(threads_.free_stack()) - sizeof nowhere;
  HP_TRY(write(stack, std::as_bytes(std::span(&nowhere, 1))));
  return threads_.run(function, arguments, stack, nowhere);
}

Expected<void> check_program(int pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/exe";
  const Expected<Descriptor> file = open_file(path, O_RDONLY);
  Elf64_Ehdr header = {};
  if (!file || ::read(file->number(), &header, sizeof header) !=
                   static_cast<ssize_t>(sizeof header))
    return {}; // a kernel thread, or not ours to look at: others will tell
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64)
    return refuse("other-machine", "process " + std::to_string(pid) +
                                       " does not run code for x86-64");
  return {};
}

} // namespace

Expected<std::unique_ptr<Process>> open_process(std::uint32_t id) {
  const int pid = static_cast<int>(id);
  const std::string folder = "/proc/" + std::to_string(pid);
  const char state = thread_state(pid, pid);
  if (state == '\0' || state == 'Z' || state == 'X')
    return refuse("no-process", "there is no process " + std::to_string(pid));
  if (pid == ::getpid())
    return refuse("permission", "a process cannot stop itself");
  HP_TRY(check_program(pid));
  Expected<Descriptor> memory = open_file(folder + "/mem", O_RDWR);
  if (!memory)
    return refuse("permission", memory.error().message,
                  "it takes the same user, or the capability CAP_SYS_PTRACE");
  // Without it, all memory counts as used.
  Expected<Descriptor> page_map = open_file(folder + "/pagemap", O_RDONLY);
  return std::make_unique<LinuxProcess>(
      pid, *std::move(memory), page_map ? *std::move(page_map) : Descriptor());
}

} // namespace hotpatch
