// The payload files of a package.
#ifndef HOTPATCH_HPPACK_EXTRACT_H
#define HOTPATCH_HPPACK_EXTRACT_H

#include "formats/core/error.h"
#include "hppack/check.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hotpatch {

struct ExtractedFile {
  std::string name = {}; // "libshop.so.1.payload"; no folder, never a dot first
  std::vector<std::byte> bytes = {};
};

// All payloads of a package, in its order, no two of one name.
// mismatch: one needs its base image, which was not given.
Expected<std::vector<ExtractedFile>>
extract_payloads(const CheckedPackage &checked);

} // namespace hotpatch

#endif
