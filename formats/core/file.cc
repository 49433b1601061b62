// See file.h.  Input is mapped rather than read: a build tree's bytes are
// looked at once, and untouched pages (debug information, mostly) cost nothing.
#include "formats/core/file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotpatch {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail_io(std::string_view action, int error) {
  return fail(ErrorCode::io, std::string(action) + ": " + std::strerror(error));
}

// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const { return fd_; }
  // 0, or -1 with errno set.
  int close() { return fd_ < 0 ? 0 : ::close(std::exchange(fd_, -1)); }

private:
  int fd_;
};

int write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno;
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

} // namespace

MappedFile::~MappedFile() {
  if (!bytes_.empty())
    ::munmap(const_cast<std::byte *>(bytes_.data()), bytes_.size());
}

Expected<MappedFile> MappedFile::open(const std::string &path) {
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0)
    return fail_io("cannot open", errno);
  struct stat info;
  if (::fstat(fd.get(), &info) != 0)
    return fail_io("cannot examine", errno);
  if (!S_ISREG(info.st_mode))
    return fail(ErrorCode::io, "is no regular file");
  if (info.st_size == 0)
    return MappedFile();
  std::size_t size = static_cast<std::size_t>(info.st_size);
  void *at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (at == MAP_FAILED)
    return fail_io("cannot map", errno);
  return MappedFile(BytesView(static_cast<const std::byte *>(at), size));
}

Expected<bool> is_directory(const std::string &path) {
  std::error_code error;
  fs::file_status status = fs::status(path, error);
  if (error)
    return fail_io("cannot open", error.value());
  return fs::is_directory(status);
}

Expected<std::vector<std::string>> list_files(const std::string &root) {
  std::vector<std::string> paths;
  std::error_code error;
  fs::recursive_directory_iterator it(root, error);
  for (; !error && it != fs::recursive_directory_iterator();
       it.increment(error)) {
    std::error_code ignored; // a dangling link is no regular file
    if (it->is_regular_file(ignored))
      paths.push_back(it->path().lexically_relative(root).generic_string());
  }
  if (error)
    return fail_io("cannot read directory", error.value());
  std::ranges::sort(paths);
  return paths;
}

// Calls `produce` with a sink into `fd`; 0, or the first errno.
static int write_pieces(int fd,
                        const std::function<void(const Sink &)> &produce) {
  int error = 0;
  produce([&](std::string_view piece) {
    if (error == 0)
      error = write_all(fd, piece);
  });
  return error;
}

// A device or a pipe (/dev/null, /dev/stdout) is written to, never replaced.
static Expected<void>
write_special(const std::string &path,
              const std::function<void(const Sink &)> &produce) {
  Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (fd.get() < 0)
    return fail_io("cannot open", errno);
  if (int error = write_pieces(fd.get(), produce))
    return fail_io("cannot write", error);
  return {};
}

Expected<void> write_file(const std::string &path, std::string_view content) {
  return write_file(path, [content](const Sink &sink) { sink(content); });
}

Expected<void> write_file(const std::string &path,
                          const std::function<void(const Sink &)> &produce) {
  std::error_code missing;
  fs::file_status status = fs::status(path, missing);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return write_special(path, produce);
  std::string temporary = path + ".XXXXXX";
  Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0)
    return fail_io("cannot create", errno);
  mode_t mask = ::umask(0);
  ::umask(mask);
  int error = write_pieces(fd.get(), produce);
  if (!error && (::fchmod(fd.get(), 0666 & ~mask) || ::fsync(fd.get()) ||
                 fd.close() || ::rename(temporary.c_str(), path.c_str())))
    error = errno;
  if (!error)
    return {};
  ::unlink(temporary.c_str());
  return fail_io("cannot write", error);
}

} // namespace hotpatch
