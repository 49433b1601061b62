// What packages are made of and checked with, read from files.
#ifndef HOTPATCH_HPPACK_INPUTS_H
#define HOTPATCH_HPPACK_INPUTS_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "formats/core/image_identity.h"
#include "formats/package/base_memory.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {

// A base image, as far as a package needs it.  Owns what it holds.
struct BaseInput {
  std::string path = {}; // as it was given
  ImageIdentity identity = {};
  BaseMemory memory = {};
};

// The images at `paths`, in their order.  The path is in each error.
// io, malformed, unsupported: as MappedFile::open() and read_image().
Expected<std::vector<BaseInput>>
read_bases(const std::vector<std::string> &paths);

// The first of `bases` with this identity, in all fields; null: none.  Valid as
// long as `bases`.
const BaseInput *base_with(const std::vector<BaseInput> &bases,
                           const ImageIdentity &identity);

// The result, with the path before its error.
template <typename T>
Expected<T> at_path(Expected<T> result, const std::string &path) {
  if (!result)
    return std::unexpected(std::move(result).error().at(path));
  return result;
}

// A file with its path, and with its path in the error if it cannot be mapped.
struct NamedFile {
  std::string path = {};
  MappedFile file = {};
};
Expected<NamedFile> open_named(const std::string &path);

} // namespace hotpatch

#endif
