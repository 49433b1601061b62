// What /proc tells about a process.  Only for .cc files of this folder.
#ifndef HOTPATCH_HPAPPLY_LINUX_FILES_H
#define HOTPATCH_HPAPPLY_LINUX_FILES_H

#include "formats/core/error.h"
#include "hpapply/process.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// An open file; closed at the end of its life.
class Descriptor {
public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor &&other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  Descriptor &operator=(Descriptor &&other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  [[nodiscard]] int number() const { return number_; }

private:
  int number_ = -1;
};

// io: as open(2) says.
Expected<Descriptor> open_file(const std::string &path, int flags);

// "Permission denied", of errno.
std::string system_message();

// Of /proc/PID/maps.
Expected<std::vector<MemoryRegion>> parse_regions(std::string_view maps);

// The whole of a file that says no size beforehand.
Expected<std::string> read_whole(const Descriptor &file);

// Ids of all threads of a process, also of such as are about to end.
Expected<std::vector<int>> list_threads(int pid);

// The state letter of a thread ("R", "S", "Z", ...); 0: it is gone.
char thread_state(int pid, int thread);

// Whether a seccomp filter judges the thread's system calls.
bool has_seccomp(int pid, int thread);

// Who traces the process; 0: nobody.
int tracer_of(int pid);

} // namespace hotpatch

#endif
