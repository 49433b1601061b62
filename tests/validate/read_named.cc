#include "tests/validate/read_named.h"

#include "formats/debug/pdb.h"

#include <utility>
#include <vector>

namespace hotpatch {

Expected<ReadImage> read_named(const std::string &path,
                               const std::string &pdb_path) {
  MappedFile file = HP_TRY(MappedFile::open(path));
  Image image = HP_TRY(read_image(file.bytes()));
  ImageSymbols symbols = image.symbols;
  if (!pdb_path.empty()) {
    std::vector<Rva> sections;
    for (const ImageSection &section : image.sections)
      sections.push_back(section.rva);
    const MappedFile pdb = HP_TRY(MappedFile::open(pdb_path));
    symbols = HP_TRY(read_pdb(pdb.bytes(), sections)).symbols;
  }
  return ReadImage{std::move(file), std::move(image), std::move(symbols)};
}

} // namespace hotpatch
