// Input is mapped rather than read: a build tree's bytes are
// looked at once, and untouched pages (debug information, mostly) cost nothing.
//
// Output goes through a temporary file whose name follows from the output's,
// held by a lock while somebody writes.  A name made up anew each time
// (mkstemp) would need no lock, but of each process that is killed a file would
// stay; this one the next run takes over.
#include "formats/core/file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
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
  Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
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
  // A pipe that nobody writes to must not be waited for; to a file it is all
  // the same.
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
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

bool is_there(const std::string &path) {
  std::error_code error;
  return fs::symlink_status(path, error).type() != fs::file_type::not_found;
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

Expected<std::vector<std::string>> list_entries(const std::string &folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error);
       !error && it != fs::directory_iterator(); it.increment(error))
    names.push_back(it->path().filename().string());
  if (error)
    return fail_io("cannot read directory", error.value());
  std::ranges::sort(names);
  return names;
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

static bool is_one_file(const struct stat &a, const struct stat &b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool is_same_file(const std::string &a, const std::string &b) {
  struct stat first, second;
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         is_one_file(first, second);
}

Expected<void> create_directory(const std::string &path) {
  if (::mkdir(path.c_str(), 0777) == 0)
    return {};
  const int error = errno;
  if (error == EEXIST && HP_TRY(is_directory(path)))
    return {};
  return fail_io("cannot create directory", error);
}

namespace {

// The file beside an output that becomes it, locked by who writes.
struct Temporary {
  std::string path;
  Descriptor fd;
};

// Waits until nobody else has it.  Whoever had it has renamed or removed it
// before, unless he was killed: then it is ours now.
Expected<Temporary> lock_temporary(const std::string &output) {
  const std::string path = output + ".hotpatch-tmp";
  constexpr int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
  for (;;) {
    Temporary temporary{path, Descriptor(::open(path.c_str(), flags, 0600))};
    const int fd = temporary.fd.get();
    if (fd < 0)
      return fail_io("cannot create " + path, errno);
    while (::flock(fd, LOCK_EX) != 0)
      if (errno != EINTR)
        return fail_io("cannot lock " + path, errno);
    struct stat held, named;
    if (::fstat(fd, &held) != 0)
      return fail_io("cannot examine " + path, errno);
    if (::lstat(path.c_str(), &named) != 0 || !is_one_file(held, named))
      continue;
    if (!S_ISREG(held.st_mode) || held.st_uid != ::geteuid() ||
        held.st_nlink != 1)
      return fail(ErrorCode::io, "cannot create " + path +
                                     ": there is something of that name");
    if (::fchmod(fd, 0600) != 0 || ::ftruncate(fd, 0) != 0)
      return fail_io("cannot write " + path, errno);
    return temporary;
  }
}

mode_t mode_for(Readers readers) {
  if (readers == Readers::owner)
    return 0600;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// Where there is nothing of that name yet; 0, or errno.  Not all file systems
// know how to rename without replacing.
int rename_to_new(const std::string &from, const std::string &to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(),
                  RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  if (::link(from.c_str(), to.c_str()) != 0)
    return errno;
  ::unlink(from.c_str());
  return 0;
}

int rename_over(const std::string &from, const std::string &to) {
  return ::renameat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str()) == 0 ? 0
                                                                       : errno;
}

// Fills the temporary file and gives it its name by `rename`.
Expected<void>
put_in_place(const Temporary &temporary, const std::string &path,
             const std::function<void(const Sink &)> &produce, mode_t mode,
             int (*rename)(const std::string &, const std::string &)) {
  const int fd = temporary.fd.get();
  int error = write_pieces(fd, produce);
  if (!error && (::fchmod(fd, mode) || ::fsync(fd)))
    error = errno;
  if (!error)
    error = rename(temporary.path, path);
  if (!error)
    return {};
  ::unlink(temporary.path.c_str());
  return fail_io("cannot write", error);
}

} // namespace

Expected<void> write_file(const std::string &path, std::string_view content) {
  return write_file(path, [content](const Sink &sink) { sink(content); });
}

Expected<void> write_file(const std::string &path,
                          const std::function<void(const Sink &)> &produce) {
  std::error_code missing;
  fs::file_status status = fs::status(path, missing);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return write_special(path, produce);
  const Temporary temporary = HP_TRY(lock_temporary(path));
  return put_in_place(temporary, path, produce, mode_for(Readers::umask),
                      rename_over);
}

Expected<void> create_file(const std::string &path, std::string_view content,
                           Readers readers) {
  const Temporary temporary = HP_TRY(lock_temporary(path));
  return put_in_place(
      temporary, path, [content](const Sink &sink) { sink(content); },
      mode_for(readers), rename_to_new);
}

Expected<void> update_file(
    const std::string &name,
    const std::function<Expected<std::vector<std::byte>>(BytesView)> &change) {
  // Before there is a temporary file beside it: is it a regular one?
  HP_TRY(MappedFile::open(name));
  // Where a link leads to: that changes, and the link stays.
  std::error_code unresolved;
  const std::string path = fs::canonical(name, unresolved).string();
  if (unresolved)
    return fail_io("cannot open", unresolved.value());
  const Temporary temporary = HP_TRY(lock_temporary(path));
  const auto give_up = [&](Error error) {
    ::unlink(temporary.path.c_str());
    return std::unexpected(std::move(error));
  };
  const Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return give_up(file.error());
  const Expected<std::vector<std::byte>> content = change(file->bytes());
  if (!content)
    return give_up(content.error());
  struct stat info;
  const bool is_known = ::stat(path.c_str(), &info) == 0;
  return put_in_place(
      temporary, path, [&](const Sink &sink) { sink(as_text(*content)); },
      is_known ? info.st_mode & 0777 : mode_for(Readers::umask), rename_over);
}

} // namespace hotpatch
