// The COFF symbol table of a PE image, which GNU ld and lld (for mingw) write,
// and names of exports.  See pe_reader.cc.
//
// GNU ld copies each object's symbols, headed by a record `.file` that names
// its source and the number of the next such record; what the last one's number
// leads to are the globals that no object's part holds.  An object without
// `.file` (assembly, import libraries) follows another's symbols directly; it
// shows by a second symbol of section `.text`, which is an object's first.
// Symbols of sections say by their auxiliary record how much of the image's
// section the object contributed.
//
// Source: PE/COFF specification, "COFF symbol table".
#include "formats/core/place.h"
#include "formats/core/text.h"
#include "formats/image/debug_link.h"
#include "formats/image/pe_reader.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t symbol_size = 18;
constexpr std::uint8_t class_external = 2, class_static = 3, class_label = 6,
                       class_file = 103;

bool is_function(std::uint16_t type) { return (type & 0xf0) == 0x20; }

} // namespace

Expected<void> PeReader::read_names() {
  if (symbol_offset_ == 0)
    return {};
  std::uint64_t size = std::uint64_t{symbol_count_} * symbol_size;
  std::optional<BytesView> table = slice(bytes_, symbol_offset_, size);
  if (!table)
    return fail(ErrorCode::malformed,
                "symbol table: " +
                    past_end(symbol_offset_, size, bytes_.size()));
  symbol_table_ = *table;
  std::uint64_t at = symbol_offset_ + size;
  auto names_size = read_int<std::uint32_t>(bytes_, at);
  if (!names_size || *names_size <= 4)
    return {}; // left out, or empty
  std::optional<BytesView> names = slice(bytes_, at, *names_size);
  if (!names)
    return fail(ErrorCode::malformed,
                "string table: " + past_end(at, *names_size, bytes_.size()));
  names_ = HP_TRY(StringTable::create(*names));
  return {};
}

Expected<std::string_view> PeReader::symbol_name(Record<8> name_field) {
  if (field<std::uint32_t, 0>(name_field) != 0) {
    std::string_view text = as_text(name_field);
    return text.substr(0, text.find('\0'));
  }
  auto offset = field<std::uint32_t, 4>(name_field);
  if (std::optional<std::string_view> name = names_.take(offset))
    return *name;
  return std::unexpected(names_.explain(offset));
}

Expected<void> PeReader::read_symbols() {
  PlaceList list(image_.identity.size_of_image, bytes_.size());
  std::uint32_t group_end = 0; // number of the first symbol behind the group
  bool has_text = false;       // the group's `.text` has been seen
  for (std::uint64_t number = 0; number < symbol_count_; ++number) {
    auto record = record_at<symbol_size>(symbol_table_, number);
    std::uint64_t aux_count = field<std::uint8_t, 17>(record);
    if (aux_count >= symbol_count_ - number)
      return fail(ErrorCode::malformed,
                  "symbol " + std::to_string(number) + ": has " +
                      std::to_string(aux_count) +
                      " auxiliary records, past the end of the table");
    BytesView aux = symbol_table_.subspan((number + 1) * symbol_size,
                                          aux_count * symbol_size);
    if (number == group_end)
      object_ = no_object;
    if (field<std::uint8_t, 16>(record) == class_file) {
      std::string_view name = as_text(aux);
      object_ = static_cast<std::uint32_t>(image_.symbols.objects.size());
      image_.symbols.objects.emplace_back(name.substr(0, name.find('\0')));
      group_end = field<std::uint32_t, 8>(record);
      has_text = false;
    } else {
      Expected<std::string_view> name = symbol_name(record.first<8>());
      if (!name)
        return std::unexpected(
            std::move(name).error().at("symbol " + std::to_string(number)));
      bool is_text = *name == ".text" && aux_count > 0;
      if (is_text && std::exchange(has_text, true))
        object_ = no_object;
      HP_TRY(add_symbol(record, aux, *name, list));
    }
    number += aux_count;
  }
  std::ranges::sort(image_.symbols.contributions);
  image_.symbols.places = std::move(list).take();
  image_.symbols.source = image_.symbols.places.empty() ? "" : "coff";
  std::vector<NamedPlace> exported = HP_TRY(exported_places());
  if (image_.symbols.source.empty() && !exported.empty())
    image_.symbols.source = "dynamic";
  image_.symbols.places =
      join_places(std::move(image_.symbols.places), std::move(exported));
  return {};
}

Expected<void> PeReader::add_symbol(Record<18> record, BytesView aux,
                                    std::string_view name, PlaceList &list) {
  auto value = field<std::uint32_t, 8>(record);
  auto number = field<std::uint16_t, 12>(record); // negative: no section
  auto type = field<std::uint16_t, 14>(record);
  auto storage_class = field<std::uint8_t, 16>(record);
  bool is_named_place = storage_class == class_external ||
                        storage_class == class_static ||
                        storage_class == class_label;
  if (number == 0 || number > sections_.size() || !is_named_place)
    return {};
  const Section &section = sections_[number - 1U];
  if (value >= section.size)
    return {}; // the end of a section, or of what was left out
  Rva rva = section.rva + value;
  if (storage_class == class_static && !aux.empty() && !is_function(type)) {
    // A section's symbol.
    std::uint32_t size = read_int<std::uint32_t>(aux, 0).value_or(0);
    if (size != 0 && size <= section.size - value)
      image_.symbols.contributions.push_back({rva, size, object_});
    return {};
  }
  PlaceKind kind = PlaceKind::data;
  if (is_function(type))
    kind = PlaceKind::function;
  else if (section.is_code)
    kind = PlaceKind::unknown;
  return list.add(name, {.rva = rva,
                         .kind = kind,
                         .is_local = storage_class != class_external,
                         .object = object_});
}

Expected<std::vector<NamedPlace>> PeReader::exported_places() const {
  PlaceList list(image_.identity.size_of_image, bytes_.size());
  for (const Export &entry : image_.exports) {
    if (entry.rva == 0)
      continue;
    const ImageSection *section = image_.section_at(entry.rva);
    bool is_code = section && section->is_code;
    HP_TRY(list.add(entry.name,
                    {.rva = entry.rva,
                     .kind = is_code ? PlaceKind::function : PlaceKind::data}));
  }
  return std::move(list).take();
}

} // namespace hotpatch
