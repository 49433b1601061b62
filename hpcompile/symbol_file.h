// What a file of symbols says about an image.
#ifndef HOTPATCH_HPCOMPILE_SYMBOL_FILE_H
#define HOTPATCH_HPCOMPILE_SYMBOL_FILE_H

#include "formats/core/error.h"
#include "formats/image/image.h"

#include <span>
#include <string>

namespace hotpatch {

struct FileSymbols {
  ImageSymbols symbols;
  std::string mismatch = {}; // why they are of another build; empty: they are
                             // not, as far as the file tells
  // The file tells nothing that only this build has.
  bool is_unproven = false;
};

// `bytes` are a PDB, a linker map or an ELF file with symbols.
// malformed, unsupported: they are none of these.
Expected<FileSymbols> read_symbol_file(BytesView bytes, const Image &image);

// `all` and what `more` names; the objects of `more` are numbered on.
ImageSymbols join_symbols(ImageSymbols all, ImageSymbols more);

// Two lower-case digits a byte, or "none".
std::string id_text(std::span<const std::byte> bytes);

} // namespace hotpatch

#endif
