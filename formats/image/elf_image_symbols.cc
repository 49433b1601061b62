// Symbols of an ELF image: .symtab and .dynsym.  See elf_image_reader.cc.
//
// A symbol STT_FILE names the source of the local symbols behind it, up to the
// next one; an empty name stands for what has no source (the linker's own).
// Globals come last and tell nothing of where they are from.
#include "formats/image/elf_constants.h"
#include "formats/image/elf_image_reader.h"

#include "formats/core/text.h"
#include "formats/image/unread.h"

namespace hotpatch {

Expected<void> ElfImageReader::read_symbols() {
  ImageSymbols &symbols = image_.symbols;
  for (std::uint32_t number = 1; number < headers_.size(); ++number)
    if (headers_[number].type == elf::SHT_SYMTAB) {
      Expected<std::vector<NamedPlace>> places = read_symbol_table(number);
      if (!places)
        return std::unexpected(std::move(places).error().at(place(number)));
      symbols.places = *std::move(places);
      symbols.source = symbols.places.empty() ? "" : "elf";
      break;
    }
  std::vector<NamedPlace> dynamic = HP_TRY(dynamic_places());
  if (symbols.source.empty() && !dynamic.empty())
    symbols.source = "dynamic";
  symbols.places = join_places(std::move(symbols.places), std::move(dynamic));
  return {};
}

Expected<std::vector<NamedPlace>>
ElfImageReader::read_symbol_table(std::uint32_t number) {
  const ElfSectionHeader &header = headers_[number];
  BytesView table = HP_TRY(contents(number));
  if (header.link >= headers_.size() ||
      header.entry_size != Layout::symbol_size)
    return fail(ErrorCode::malformed,
                "names are in section " + std::to_string(header.link) +
                    " and entries have " + std::to_string(header.entry_size) +
                    " bytes, expected a section and 24");
  StringTable names =
      HP_TRY(StringTable::create(HP_TRY(contents(header.link))));
  PlaceList list(image_.identity.size_of_image, bytes_.size());
  std::uint32_t object = no_object;
  for (std::size_t i = 0; i < table.size() / Layout::symbol_size; ++i) {
    ElfSymbol raw = Layout::symbol(record_at<Layout::symbol_size>(table, i));
    std::optional<std::string_view> name = names.take(raw.name);
    if (!name)
      return std::unexpected(
          names.explain(raw.name).at("symbol " + std::to_string(i)));
    if ((raw.info & 15) == elf::STT_FILE) {
      object = no_object;
      if (!name->empty()) {
        object = static_cast<std::uint32_t>(image_.symbols.objects.size());
        image_.symbols.objects.emplace_back(*name);
      }
      continue;
    }
    std::optional<NamedPlace> place = place_of(raw);
    if (!place)
      continue;
    if (place->is_local)
      place->object = object;
    HP_TRY(list.add(*name, *std::move(place)));
  }
  return std::move(list).take();
}

Expected<std::vector<NamedPlace>> ElfImageReader::dynamic_places() const {
  PlaceList list(image_.identity.size_of_image, bytes_.size());
  for (const DynamicSymbol &symbol : dynamic_symbols_)
    if (std::optional<NamedPlace> place = place_of(symbol.raw))
      HP_TRY(list.add(symbol.name, *std::move(place)));
  return std::move(list).take();
}

// Where a symbol is, without its name and object; nothing if it is nowhere.
std::optional<NamedPlace> ElfImageReader::place_of(const ElfSymbol &raw) const {
  std::uint8_t type = raw.info & 15;
  bool is_reserved =
      raw.section >= elf::SHN_LORESERVE && raw.section != elf::SHN_XINDEX;
  if (raw.section == elf::SHN_UNDEF || is_reserved ||
      type == elf::STT_SECTION || type == elf::STT_FILE)
    return std::nullopt;
  NamedPlace place{.is_local = raw.info >> 4 == elf::STB_LOCAL};
  std::optional<Rva> rva;
  if (type == elf::STT_TLS) { // the value is an offset in the template
    if (raw.value < image_.tls_size)
      rva = to_rva(image_.preferred_base + image_.tls_begin + raw.value);
    place.kind = PlaceKind::tls;
  } else {
    rva = to_rva(raw.value);
    if (type == elf::STT_FUNC || type == elf::STT_GNU_IFUNC)
      place.kind = PlaceKind::function;
    else if (type == elf::STT_OBJECT || type == elf::STT_COMMON)
      place.kind = PlaceKind::data;
  }
  if (!rva)
    return std::nullopt;
  place.rva = *rva;
  if (raw.size < max_image_size)
    place.size = static_cast<std::uint32_t>(raw.size);
  return place;
}

} // namespace hotpatch
