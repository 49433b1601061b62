// See image_input.h.  What the files say is read in symbol_file.h.
#include "hpcompile/image_input.h"

#include "formats/core/file_name.h"
#include "hpcompile/symbol_file.h"

namespace hotpatch {
namespace {

// Files in which the image's symbols may be, if they exist.
std::vector<std::string> places_to_look(const std::string &path,
                                        const Image &image) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  std::vector<std::string> places;
  if (image.machine.format == ObjectFormat::coff) {
    if (!image.pdb_path.empty())
      places.push_back(folder + std::string(file_name(image.pdb_path)));
    const std::size_t dot = path.rfind('.');
    if (dot != path.npos && dot >= folder.size())
      places.push_back(path.substr(0, dot) + ".pdb");
    return places;
  }
  if (!image.debug_link.empty())
    for (const char *below : {"", ".debug/"})
      places.push_back(folder + below + std::string(image.debug_link));
  places.push_back(path + ".debug");
  if (const std::string id = id_text(image.identity.build_id); id.size() > 4)
    places.push_back("/usr/lib/debug/.build-id/" + id.substr(0, 2) + "/" +
                     id.substr(2) + ".debug");
  return places;
}

} // namespace

Expected<ImageInput>
read_image_input(const std::string &path,
                 const std::vector<std::string> &symbol_files) {
  ImageInput input;
  input.file = HP_TRY(at_path(MappedFile::open(path), path));
  input.image = HP_TRY(at_path(read_image(input.file.bytes()), path));
  input.symbols = input.image.symbols;
  const bool is_given = !symbol_files.empty();
  std::vector<std::string> files = symbol_files;
  const std::string &source = input.symbols.source;
  if (!is_given && (source.empty() || source == "dynamic"))
    files = places_to_look(path, input.image);
  for (const std::string &name : files) {
    Expected<MappedFile> opened = MappedFile::open(name);
    if (!opened && !is_given)
      continue;
    if (!opened)
      return std::unexpected(std::move(opened).error().at(name));
    Expected<FileSymbols> found =
        read_symbol_file(opened->bytes(), input.image);
    if (!found)
      return std::unexpected(std::move(found).error().at(name));
    if (!found->mismatch.empty()) {
      input.foreign.push_back({name, found->mismatch, is_given});
      continue;
    }
    if (found->is_unproven)
      input.unproven.push_back(name);
    input.symbols =
        join_symbols(std::move(input.symbols), std::move(found->symbols));
    if (!is_given)
      break;
  }
  return input;
}

} // namespace hotpatch
