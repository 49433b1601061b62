// See symbol_file.h.  What a file of symbols is, its first bytes say.  A PDB
// belongs to an image if GUID and age agree, a debug file if the build-ids do.
// A linker map says nothing of the kind: what it names is compared with where
// the objects were found to be (checks.h).
#include "hpcompile/symbol_file.h"

#include "formats/core/text.h"
#include "formats/debug/linker_map.h"
#include "formats/debug/pdb.h"

#include <algorithm>
#include <tuple>

namespace hotpatch {
namespace {

constexpr std::string_view pdb_magic = "Microsoft C/C++ MSF 7.00";
constexpr std::string_view elf_magic = "\x7f"
                                       "ELF";

std::vector<Rva> section_rvas(const Image &image) {
  std::vector<Rva> rvas;
  for (const ImageSection &section : image.sections)
    rvas.push_back(section.rva);
  return rvas;
}

} // namespace

std::string id_text(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::byte b : bytes) {
    const unsigned value = std::to_integer<unsigned>(b);
    text += digits[value >> 4];
    text += digits[value & 15];
  }
  return text.empty() ? "none" : text;
}

Expected<FileSymbols> read_symbol_file(BytesView bytes, const Image &image) {
  FileSymbols result;
  const std::string_view text = as_text(bytes);
  if (text.starts_with(pdb_magic)) {
    PdbSymbols pdb = HP_TRY(read_pdb(bytes, section_rvas(image)));
    if (pdb.guid != image.identity.pdb_guid ||
        pdb.age != image.identity.pdb_age)
      result.mismatch = "PDB " + id_text(pdb.guid) + " age " +
                        std::to_string(pdb.age) + ", expected " +
                        id_text(image.identity.pdb_guid) + " age " +
                        std::to_string(image.identity.pdb_age);
    result.symbols = std::move(pdb.symbols);
    return result;
  }
  if (text.starts_with(elf_magic)) {
    Image debug = HP_TRY(read_image(bytes));
    if (debug.identity.build_id != image.identity.build_id)
      result.mismatch = "build-id " + id_text(debug.identity.build_id) +
                        ", expected " + id_text(image.identity.build_id);
    result.is_unproven = image.identity.build_id.empty();
    result.symbols = std::move(debug.symbols);
    return result;
  }
  result.is_unproven = true;
  result.symbols =
      HP_TRY(read_linker_map(text, image.preferred_base, section_rvas(image)));
  return result;
}

ImageSymbols join_symbols(ImageSymbols all, ImageSymbols more) {
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
  return all;
}

} // namespace hotpatch
