// An image file with the names of its places, from wherever they are.
#ifndef HOTPATCH_HPCOMPILE_IMAGE_INPUT_H
#define HOTPATCH_HPCOMPILE_IMAGE_INPUT_H

#include "formats/core/error.h"
#include "formats/core/file.h"
#include "formats/image/image.h"

#include <string>
#include <vector>

namespace hotpatch {

// A file of symbols that is of another build of the image.
struct ForeignSymbols {
  std::string path;
  std::string detail;    // found and expected
  bool is_given = false; // by the user, rather than found beside the image
};

struct ImageInput {
  MappedFile file; // what the image's views point into
  Image image;
  // The image's own symbols, joined with those of the files.
  ImageSymbols symbols;
  std::vector<ForeignSymbols> foreign; // left out
  // Files that do not tell whether they are of this build (maps).
  std::vector<std::string> unproven;
};

// Reads an image and its symbols: from `symbol_files` (PDBs, linker maps, ELF
// debug files), or, if there are none and the image itself names only its
// exports, from a PDB or debug file beside it.
// io, malformed, unsupported: a file cannot be read; the message names it.
Expected<ImageInput>
read_image_input(const std::string &path,
                 const std::vector<std::string> &symbol_files);

} // namespace hotpatch

#endif
