// What packages are made of and checked with, read from files.
#ifndef HOTPATCH_HPPACK_INPUTS_H
#define HOTPATCH_HPPACK_INPUTS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/file.h"
#include "formats/core/image_identity.h"
#include "formats/package/base_memory.h"
#include "formats/package/package.h"

#include <cstddef>
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

// The payload file of a section, or nothing: it needs a base image that is not
// among `bases`.  Errors as unpack_payload().
Expected<std::optional<std::vector<std::byte>>>
unpack_with(const PackedImage &image, BytesView section,
            const std::vector<BaseInput> &bases);

// A file with its path, and with its path in the error if it cannot be mapped.
struct NamedFile {
  std::string path = {};
  MappedFile file = {};
};
Expected<NamedFile> open_named(const std::string &path);

} // namespace hotpatch

#endif
