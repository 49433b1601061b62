// The seam to the operating system: a process that is not ours, as far as
// putting a payload in force needs it.
//
// Behind it are a back end for Linux, one for Windows (open_process.h) and one
// in memory, with faults, for tests (tests/support/fake_process.h).
#ifndef HOTPATCH_HPAPPLY_PROCESS_H
#define HOTPATCH_HPAPPLY_PROCESS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {

// In the process's memory.
using Address = std::uint64_t;

struct MemoryRange {
  Address begin = 0, end = 0;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  [[nodiscard]] bool contains(Address address) const {
    return begin <= address && address < end;
  }
  friend bool operator==(const MemoryRange &, const MemoryRange &) = default;
};

// Neighbouring pages with one origin and one protection.
struct MemoryRegion {
  MemoryRange range = {};
  bool is_readable = false, is_writable = false, is_executable = false;
  bool is_file = false;     // of a file; else anonymous
  bool is_shared = false;   // what is written goes to the file, or to others
  std::uint64_t offset = 0; // in the file
  std::string name = {};    // path, "[vdso]", or empty
};

// A file that is loaded as an image.
struct LoadedModule {
  std::string path = {}; // where it was when it was loaded
  Address base = 0;      // of its RVA 0
};

struct StoppedThread {
  std::uint64_t id = 0;
  Address instruction = 0;
  Address stack = 0; // stack pointer
  // The general ones; with PE images, all 16 by number.
  std::vector<std::uint64_t> registers = {};
  // Some address in the stack that the system made for the thread, whichever it
  // is on; 0: not known.
  Address in_own_stack = 0;
};

enum class Access : std::uint8_t { read, read_write, read_execute };

// Errors of all: io, the system refused; untrusted, as an answer for the user:
// "permission: ..." (exit status 1).
class Process {
public:
  virtual ~Process() = default;

  // By address; of what is mapped now.
  virtual Expected<std::vector<MemoryRegion>> regions() = 0;
  // In the order in which symbols are looked for in them.
  virtual Expected<std::vector<LoadedModule>> modules() = 0;
  // The parts of `range` that are not zero for want of any use.
  virtual Expected<std::vector<MemoryRange>> resident(MemoryRange range) = 0;
  virtual Expected<void> read(Address address, std::span<std::byte> bytes) = 0;
  // Whatever the protection, which stays as it is.
  virtual Expected<void> write(Address address, BytesView bytes) = 0;

  // Stops every thread, also such as begin meanwhile.
  virtual Expected<void> stop() = 0;
  virtual void resume() = 0; // of all; does nothing if none is stopped
  // Of a process that is stopped.
  [[nodiscard]] virtual std::vector<StoppedThread> threads() const = 0;

  // Whether all below need a process that is stopped.  Where they do not, it is
  // better to let it run: a stopped thread may hold a lock.
  [[nodiscard]] virtual bool must_be_stopped() const { return true; }
  // Fresh memory at just this place, readable and writable.  Sizes and
  // addresses are multiples of the page size.
  virtual Expected<void> map(MemoryRange range) = 0;
  virtual Expected<void> protect(MemoryRange range, Access access) = 0;
  virtual Expected<void> unmap(MemoryRange range) = 0;
  // What a function of the process returns for at most four arguments.  One
  // thread runs it, on its own stack; what is stopped stays so otherwise.
  virtual Expected<std::uint64_t>
  call(Address function, std::span<const std::uint64_t> arguments = {}) = 0;
};

// Whether it went well, and nothing of what came out.
template <typename T> Expected<void> without_value(Expected<T> result) {
  if (!result)
    return std::unexpected(std::move(result).error());
  return {};
}

// An answer, not trouble: `slug` is stable, for messages, JSON and tests.
[[nodiscard]] std::unexpected<Error>
refuse(std::string_view slug, std::string_view detail, std::string hint = {});

} // namespace hotpatch

#endif
