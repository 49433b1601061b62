// Images with their names, from files.
#ifndef HOTPATCH_TESTS_VALIDATE_READ_NAMED_H
#define HOTPATCH_TESTS_VALIDATE_READ_NAMED_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "formats/image/image.h"

#include <string>

namespace hotpatch {

struct ReadImage {
  MappedFile file;
  Image image;
  ImageSymbols symbols;
};

// pdb_path: empty if the names are in the image.
Expected<ReadImage> read_named(const std::string &path,
                               const std::string &pdb_path);

} // namespace hotpatch

#endif
