// See image_input.h.  What a file of symbols is, its first bytes say.  A PDB
// belongs to an image if GUID and age agree, a debug file if the build-ids do;
// a linker map says nothing of the kind, so what it says is witnessed like all
// names are: nothing counts before the bytes there have been compared.
#include "hpcompile/image_input.h"

#include "formats/core/text.h"
#include "formats/debug/linker_map.h"
#include "formats/debug/pdb.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::string_view pdb_magic = "Microsoft C/C++ MSF 7.00";
constexpr std::string_view elf_magic = "\x7f"
                                       "ELF";

std::string hex_of(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::byte b : bytes) {
    const unsigned value = std::to_integer<unsigned>(b);
    text += digits[value >> 4];
    text += digits[value & 15];
  }
  return text.empty() ? "none" : text;
}

std::vector<Rva> section_rvas(const Image &image) {
  std::vector<Rva> rvas;
  for (const ImageSection &section : image.sections)
    rvas.push_back(section.rva);
  return rvas;
}

std::string folder_of(const std::string &path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash + 1);
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == path.npos ? path : path.substr(slash + 1);
}

// Files in which the image's symbols may be, if they exist.
std::vector<std::string> places_to_look(const std::string &path,
                                        const Image &image) {
  const std::string folder = folder_of(path);
  std::vector<std::string> places;
  if (image.machine.format == ObjectFormat::coff) {
    if (!image.pdb_path.empty())
      places.push_back(folder + std::string(last_part(image.pdb_path)));
    const std::size_t dot = path.rfind('.');
    if (dot != path.npos && dot >= folder.size())
      places.push_back(path.substr(0, dot) + ".pdb");
    return places;
  }
  if (!image.debug_link.empty())
    for (const char *below : {"", ".debug/"})
      places.push_back(folder + below + std::string(image.debug_link));
  places.push_back(path + ".debug");
  if (const std::string id = hex_of(image.identity.build_id); id.size() > 4)
    places.push_back("/usr/lib/debug/.build-id/" + id.substr(0, 2) + "/" +
                     id.substr(2) + ".debug");
  return places;
}

// The symbols of one file, or why they are of another build.
struct FileSymbols {
  ImageSymbols symbols;
  std::string mismatch; // empty: they belong to the image
};

Expected<FileSymbols> read_symbols(BytesView bytes, const Image &image) {
  FileSymbols result;
  const std::string_view text = as_text(bytes);
  if (text.starts_with(pdb_magic)) {
    PdbSymbols pdb = HP_TRY(read_pdb(bytes, section_rvas(image)));
    if (pdb.guid != image.identity.pdb_guid ||
        pdb.age != image.identity.pdb_age)
      result.mismatch = "PDB " + hex_of(pdb.guid) + " age " +
                        std::to_string(pdb.age) + ", expected " +
                        hex_of(image.identity.pdb_guid) + " age " +
                        std::to_string(image.identity.pdb_age);
    result.symbols = std::move(pdb.symbols);
    return result;
  }
  if (text.starts_with(elf_magic)) {
    Image debug = HP_TRY(read_image(bytes));
    if (debug.identity.build_id != image.identity.build_id)
      result.mismatch = "build-id " + hex_of(debug.identity.build_id) +
                        ", expected " + hex_of(image.identity.build_id);
    result.symbols = std::move(debug.symbols);
    return result;
  }
  result.symbols =
      HP_TRY(read_linker_map(text, image.preferred_base, section_rvas(image)));
  return result;
}

// Adds what `more` names; objects are numbered on.
void join(ImageSymbols &all, ImageSymbols more) {
  const std::uint32_t first = static_cast<std::uint32_t>(all.objects.size());
  std::ranges::move(more.objects, std::back_inserter(all.objects));
  for (NamedPlace &place : more.places) {
    if (place.object != no_object)
      place.object += first;
    all.places.push_back(std::move(place));
  }
  for (Contribution &contribution : more.contributions) {
    if (contribution.object != no_object)
      contribution.object += first;
    all.contributions.push_back(contribution);
  }
  auto by_rva = [](const NamedPlace &a, const NamedPlace &b) {
    return std::tie(a.rva, a) < std::tie(b.rva, b);
  };
  std::ranges::sort(all.places, by_rva);
  auto repeated = std::ranges::unique(all.places);
  all.places.erase(repeated.begin(), repeated.end());
  std::ranges::sort(all.contributions);
  all.source = std::move(more.source);
}

} // namespace

Expected<ImageInput>
read_image_input(const std::string &path,
                 const std::vector<std::string> &symbol_files) {
  ImageInput input;
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return std::unexpected(std::move(file).error().at(path));
  input.file = *std::move(file);
  Expected<Image> image = read_image(input.file.bytes());
  if (!image)
    return std::unexpected(std::move(image).error().at(path));
  input.image = *std::move(image);
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
    Expected<FileSymbols> found = read_symbols(opened->bytes(), input.image);
    if (!found)
      return std::unexpected(std::move(found).error().at(name));
    if (!found->mismatch.empty()) {
      input.foreign.push_back({name, found->mismatch, is_given});
      continue;
    }
    join(input.symbols, std::move(found->symbols));
    if (!is_given)
      break;
  }
  return input;
}

} // namespace hotpatch
