// ELF symbols and section groups.  See elf_reader.cc.
#include "formats/core/place.h"
#include "formats/object/elf_reader.h"

#include <algorithm>
#include <bit>
#include <llvm/BinaryFormat/ELF.h>

namespace hotpatch {
namespace {

namespace elf = llvm::ELF;

constexpr std::uint64_t opd_entry_size = 16; // a third word is optional

// Without a type: what the section holds decides.
SymbolKind untyped_kind(const Symbol &symbol, const ObjectFile &object) {
  if (symbol.placement != Placement::in_section)
    return SymbolKind::unknown;
  switch (object.sections[symbol.section].kind) {
  case SectionKind::code:
    return SymbolKind::label;
  case SectionKind::tls_data:
  case SectionKind::tls_bss:
    return SymbolKind::tls;
  case SectionKind::read_only:
  case SectionKind::writable:
  case SectionKind::bss:
  case SectionKind::unwind:
  case SectionKind::other:
    break;
  }
  return SymbolKind::data;
}

SymbolKind kind_of(std::uint8_t type, const Symbol &symbol,
                   const ObjectFile &object) {
  switch (type) {
  case elf::STT_OBJECT:
  case elf::STT_COMMON:
    return SymbolKind::data;
  case elf::STT_FUNC:
  case elf::STT_GNU_IFUNC:
    return SymbolKind::function;
  case elf::STT_SECTION:
    return SymbolKind::section;
  case elf::STT_FILE:
    return SymbolKind::file;
  case elf::STT_TLS:
    return SymbolKind::tls;
  default:
    return untyped_kind(symbol, object);
  }
}

Linkage linkage_of(std::uint8_t binding) {
  switch (binding) {
  case elf::STB_LOCAL:
    return Linkage::local;
  case elf::STB_WEAK:
    return Linkage::weak;
  default: // STB_GLOBAL, STB_GNU_UNIQUE, what an OS or processor adds
    return Linkage::global;
  }
}

} // namespace

template <typename Layout>
Expected<void> ElfReader::decode_symbols(BytesView table,
                                         BytesView wide_sections,
                                         StringTable names) {
  if (headers_[symbol_table_].entry_size != Layout::symbol_size ||
      table.size() % Layout::symbol_size != 0)
    return fail(ErrorCode::malformed,
                place(symbol_table_) + ": " + hex(table.size()) +
                    " bytes in entries of " +
                    std::to_string(headers_[symbol_table_].entry_size) +
                    ", expected a multiple of " +
                    std::to_string(Layout::symbol_size));
  std::size_t count = table.size() / Layout::symbol_size;
  object_.symbols.reserve(count);
  for (std::uint32_t number = 1; number < count; ++number) {
    ElfSymbol raw =
        Layout::symbol(record_at<Layout::symbol_size>(table, number));
    std::uint32_t section = raw.section;
    if (section == elf::SHN_XINDEX)
      section = read_int<std::uint32_t>(wide_sections, number * 4ull,
                                        object_.machine.order)
                    .value_or(no_index); // which place_symbol() rejects
    std::optional<std::string_view> name = names.take(raw.name);
    if (!name)
      return std::unexpected(
          names.explain(raw.name).at("symbol " + std::to_string(number)));
    if (Expected<void> added = add_symbol(raw, *name, section); !added)
      return std::unexpected(
          std::move(added).error().at("symbol " + std::to_string(number) +
                                      " (" + quoted_name(*name) + ")"));
  }
  return {};
}

Expected<void> ElfReader::read_symbols() {
  if (symbol_table_ == 0)
    return {};
  const ElfSectionHeader &header = headers_[symbol_table_];
  if (header.link == 0 || header.link >= headers_.size() ||
      headers_[header.link].type != elf::SHT_STRTAB)
    return fail(ErrorCode::malformed,
                place(symbol_table_) + ": names are in section " +
                    std::to_string(header.link) + ", which is no string table");
  Expected<StringTable> names =
      StringTable::create(HP_TRY(contents(header.link)));
  if (!names)
    return std::unexpected(std::move(names).error().at(place(header.link)));
  BytesView table = HP_TRY(contents(symbol_table_));
  BytesView wide = HP_TRY(find_wide_sections(symbol_table_));
  return with_layout(object_.machine, [&](auto layout) -> Expected<void> {
    return decode_symbols<decltype(layout)>(table, wide, *names);
  });
}

// SHT_SYMTAB_SHNDX: section numbers of 65,280 and above, one per symbol.
Expected<BytesView>
ElfReader::find_wide_sections(std::uint32_t symbol_table) const {
  for (std::uint32_t number = 1; number < headers_.size(); ++number)
    if (headers_[number].type == elf::SHT_SYMTAB_SHNDX &&
        headers_[number].link == symbol_table)
      return contents(number);
  return BytesView();
}

// `section` is its number, or one of the reserved 16-bit values if raw.section
// is the same.
Expected<void> ElfReader::add_symbol(const ElfSymbol &raw,
                                     std::string_view name,
                                     std::uint32_t section) {
  std::uint8_t type = raw.info & 15;
  Symbol symbol{.name = type == elf::STT_SECTION ? std::string_view() : name,
                .value = raw.value,
                .size = raw.size,
                .linkage = linkage_of(raw.info >> 4)};
  // Thumb code is marked by bit 0 of the symbol's value.
  if (object_.machine.number == elf::EM_ARM && type == elf::STT_FUNC)
    symbol.value &= ~std::uint64_t{1};
  bool is_reserved =
      raw.section >= elf::SHN_LORESERVE && raw.section != elf::SHN_XINDEX;
  HP_TRY(place_symbol(symbol, section, is_reserved));
  symbol.kind = kind_of(type, symbol, object_);
  symbol.is_indirect = type == elf::STT_GNU_IFUNC;
  object_.symbols.push_back(symbol);
  return {};
}

// Fills in placement, section, value and alignment.
Expected<void> ElfReader::place_symbol(Symbol &symbol, std::uint32_t section,
                                       bool is_reserved) const {
  if (is_reserved) {
    if (section == elf::SHN_COMMON) {
      symbol.placement = Placement::common;
      symbol.alignment = std::max<std::uint64_t>(symbol.value, 1);
      symbol.value = 0;
      if (!std::has_single_bit(symbol.alignment))
        return fail(ErrorCode::malformed, "is aligned to " +
                                              std::to_string(symbol.alignment) +
                                              " bytes, expected a power of 2");
    } else {
      symbol.placement = Placement::absolute;
    }
    return {};
  }
  if (section == elf::SHN_UNDEF) {
    symbol.value = 0;
    return {};
  }
  if (section >= headers_.size())
    return fail(ErrorCode::malformed,
                "is in section " + std::to_string(section) +
                    ", expected less than " + std::to_string(headers_.size()));
  symbol.placement = Placement::in_section;
  symbol.section = section - 1;
  std::uint64_t section_size = object_.sections[symbol.section].size;
  // A function of PowerPC's first 64-bit ABI is placed at its descriptor, but
  // has the size of its code.
  if (object_.machine.number == elf::EM_PPC64 &&
      object_.sections[symbol.section].name == ".opd")
    symbol.size = std::min(symbol.size, opd_entry_size);
  if (symbol.value > section_size || symbol.size > section_size - symbol.value)
    return fail(ErrorCode::malformed,
                hex(symbol.size) + " bytes at " + hex(symbol.value) +
                    " are past the end of " + place(section) + " (" +
                    hex(section_size) + ")");
  return {};
}

Expected<void> ElfReader::read_groups() {
  std::uint64_t group_bytes = 0;
  for (std::uint32_t number = 1; number < headers_.size(); ++number) {
    if (headers_[number].type != elf::SHT_GROUP)
      continue;
    group_bytes += headers_[number].size;
    if (group_bytes > bytes_.size())
      return fail(ErrorCode::malformed, place(number) + ": groups overlap");
    HP_TRY(read_group(number));
  }
  return {};
}

// A group is a word of flags and the numbers of its sections; sh_info is the
// number of its key symbol.
Expected<void> ElfReader::read_group(std::uint32_t number) {
  const ElfSectionHeader &header = headers_[number];
  if (header.link != symbol_table_ || header.info == 0 ||
      header.info > object_.symbols.size())
    return fail(ErrorCode::malformed,
                place(number) + ": the key is symbol " +
                    std::to_string(header.info) + " of section " +
                    std::to_string(header.link) + ", expected one of " +
                    std::to_string(object_.symbols.size()) + " of section " +
                    std::to_string(symbol_table_));
  BytesView words = HP_TRY(contents(number));
  if (words.size() % 4 != 0 || words.empty())
    return fail(ErrorCode::malformed, place(number) + ": has " +
                                          hex(words.size()) +
                                          " bytes, expected a multiple of 4");
  for (std::size_t offset = 4; offset < words.size(); offset += 4) {
    std::uint32_t member =
        read_int<std::uint32_t>(words, offset, object_.machine.order)
            .value_or(0);
    if (member == 0 || member >= headers_.size())
      return fail(ErrorCode::malformed,
                  place(number) + ": a member is section " +
                      std::to_string(member) + ", expected less than " +
                      std::to_string(headers_.size()));
    object_.sections[member - 1].comdat_symbol = header.info - 1;
  }
  return {};
}

} // namespace hotpatch
