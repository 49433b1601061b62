// Files: the only place that touches the disk.
#ifndef HOTPATCH_FORMATS_CORE_FILE_H
#define HOTPATCH_FORMATS_CORE_FILE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// What was done with a file, with its path before the error.
template <typename T>
Expected<T> at_path(Expected<T> result, std::string_view path) {
  if (!result)
    return std::unexpected(std::move(result).error().at(path));
  return result;
}

// A file's bytes, mapped read-only for as long as this value lives.  A file
// that another program shortens meanwhile ends the process with SIGBUS; build
// inputs must not change while they are read.
class MappedFile {
public:
  MappedFile() = default;
  MappedFile(MappedFile &&other) noexcept
      : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile &operator=(MappedFile &&other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MappedFile();

  [[nodiscard]] BytesView bytes() const { return bytes_; }

  // io: the file cannot be opened or mapped, or is no regular file.
  static Expected<MappedFile> open(const std::string &path);

private:
  explicit MappedFile(BytesView bytes) : bytes_(bytes) {}
  BytesView bytes_;
};

// Whether `path` names a directory.  io: it cannot be looked at (does not
// exist, for example).
Expected<bool> is_directory(const std::string &path);

// Whether anything has this name, also a link that leads nowhere, or what may
// not be looked at.
bool is_there(const std::string &path);

// Paths, relative to `root` and with '/', of all regular files below it in
// byte order.  Symbolic links to files are listed, links to directories are
// not followed, so that the walk ends.  io: a directory cannot be read.
Expected<std::vector<std::string>> list_files(const std::string &root);

// Whether both paths lead to one file; false where one of them does not exist.
bool is_same_file(const std::string &a, const std::string &b);

// Makes the directory `path` unless it is there.  io: it cannot be made, or is
// something else.
Expected<void> create_directory(const std::string &path);

// Names of all that is in a directory itself, in byte order, also of links that
// lead nowhere.  io: it cannot be read.
Expected<std::vector<std::string>> list_entries(const std::string &folder);

// Puts `content` at `path` as a whole or not at all: a temporary file beside
// it, fsync, rename.  What is no regular file (a pipe, /dev/null) is written to
// in place.  Those who write to one path do so one after the other.  io: any of
// these failed; nothing is left behind.  Who is killed leaves at most
// PATH.hotpatch-tmp, which the next one who writes to the path uses up.
Expected<void> write_file(const std::string &path, std::string_view content);

// Receives consecutive pieces of an output, each valid only during the call.
using Sink = std::function<void(std::string_view)>;

// The same for content that is produced piece by piece, never held as a whole.
// Pieces after a failed write are dropped, and the failure is returned.
Expected<void> write_file(const std::string &path,
                          const std::function<void(const Sink &)> &produce);

// Who may read a file that is made.
enum class Readers : std::uint8_t {
  umask, // whom the process's umask leaves
  owner, // nobody else, at any time
};

// As write_file(), but only where there is nothing yet.  io: also if there is.
Expected<void> create_file(const std::string &path, std::string_view content,
                           Readers readers);

// Replaces the content of the regular file that `path` names or leads to by
// what `change` makes of it, as a whole or not at all.  Changes made at the
// same time come one after the other, and none is lost.  Errors: io, and those
// of `change`, after which the file is as it was.
Expected<void> update_file(
    const std::string &path,
    const std::function<Expected<std::vector<std::byte>>(BytesView)> &change);

} // namespace hotpatch

#endif
