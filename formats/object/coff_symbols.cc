// COFF symbols and COMDATs.  See coff_reader.cc.
//
// COFF says little about a symbol: a function has type 0x20 if the compiler
// cared, a section's symbol is a static one at 0 that is named like its section
// and has an auxiliary record, and a size there is none.  What has no type gets
// its kind from its section, as in ELF.
//
// A COMDAT's key is the second symbol of its section; an associative section
// has the key of its parent.  Parents may have parents, and a hostile file's
// may form a ring.
#include "formats/core/place.h"
#include "formats/object/coff_reader.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <llvm/BinaryFormat/COFF.h>
#include <map>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;

// A common symbol's, by its size: up to this, a power of two that holds it.
// Source: lld's CommonChunk, after MSVC's link.
constexpr std::uint64_t max_natural_alignment = 32;

std::string symbol_place(std::uint32_t number, std::string_view name) {
  return "symbol " + std::to_string(number) + " (" + quoted_name(name) + ")";
}

bool is_function_type(std::uint16_t type) {
  return (type & 0xf0) >> coff::SCT_COMPLEX_TYPE_SHIFT ==
         coff::IMAGE_SYM_DTYPE_FUNCTION;
}

// .bf, .ef and .lf: their values are line numbers and sizes, not addresses.
bool is_line_information(const CoffSymbol &raw) {
  return raw.storage_class == coff::IMAGE_SYM_CLASS_FUNCTION ||
         raw.storage_class == coff::IMAGE_SYM_CLASS_BLOCK;
}

SymbolKind kind_in(SectionKind section) {
  switch (section) {
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

Linkage linkage_of(std::uint8_t storage_class) {
  switch (storage_class) {
  case coff::IMAGE_SYM_CLASS_EXTERNAL:
  case coff::IMAGE_SYM_CLASS_EXTERNAL_DEF:
    return Linkage::global;
  case coff::IMAGE_SYM_CLASS_WEAK_EXTERNAL:
    return Linkage::weak;
  default:
    return Linkage::local;
  }
}

std::string_view until_nul(BytesView bytes) {
  std::string_view text = as_text(bytes);
  return text.substr(0, text.find('\0'));
}

} // namespace

Expected<void> CoffReader::read_symbols() {
  definitions_.resize(object_.sections.size());
  symbol_index_.resize(symbol_count_, no_index);
  object_.symbols.reserve(symbol_count_);
  for (std::uint32_t number = 0; number < symbol_count_;) {
    CoffSymbol raw = raw_symbol(number);
    std::uint64_t next = std::uint64_t{number} + 1 + raw.aux_count;
    if (next > symbol_count_)
      return fail(ErrorCode::malformed,
                  "symbol " + std::to_string(number) + ": " +
                      std::to_string(raw.aux_count) +
                      " auxiliary records are past the end of the symbol "
                      "table (" +
                      std::to_string(symbol_count_) + ")");
    std::size_t record_size = is_bigobj_ ? 20 : 18;
    raw.aux = symbol_table_.subspan((number + std::size_t{1}) * record_size,
                                    raw.aux_count * record_size);
    Expected<Symbol> symbol = read_symbol(raw);
    if (!symbol)
      return std::unexpected(
          std::move(symbol).error().at("symbol " + std::to_string(number)));
    if (Expected<void> placed = place_symbol(*symbol, raw); !placed)
      return std::unexpected(
          std::move(placed).error().at(symbol_place(number, symbol->name)));
    symbol_index_[number] = static_cast<std::uint32_t>(object_.symbols.size());
    object_.symbols.push_back(*symbol);
    note_comdat(raw);
    number = static_cast<std::uint32_t>(next);
  }
  return {};
}

// -aligncomm:"NAME",N in a section of directives: a common symbol is aligned to
// 2^N bytes at least.  What mingw compilers write, and GNU ld and lld take.
void CoffReader::align_commons() {
  constexpr std::string_view option = "aligncomm:";
  std::map<std::string_view, unsigned> powers; // the greatest, by name
  for (const Section &section : object_.sections) {
    if (section.name != ".drectve")
      continue;
    const std::string_view text = as_text(section.bytes);
    for (std::size_t at = 0; (at = text.find(option, at)) != text.npos;) {
      at += option.size();
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string_view value = text.substr(at, end - at);
      const std::size_t comma = value.rfind(',');
      unsigned power = 0;
      if (comma == value.npos ||
          std::from_chars(value.data() + comma + 1, value.data() + value.size(),
                          power)
                  .ec != std::errc())
        continue;
      std::string_view name = value.substr(0, comma);
      if (name.size() > 2 && name.starts_with('"') && name.ends_with('"'))
        name = name.substr(1, name.size() - 2);
      powers[name] = std::max(powers[name], power);
    }
  }
  if (powers.empty())
    return;
  for (Symbol &symbol : object_.symbols)
    if (auto power = powers.find(symbol.name);
        symbol.placement == Placement::common && power != powers.end() &&
        power->second < 64)
      symbol.alignment =
          std::max(symbol.alignment, std::uint64_t{1} << power->second);
}

CoffSymbol CoffReader::raw_symbol(std::uint32_t number) const {
  if (is_bigobj_) {
    auto record = record_at<20>(symbol_table_, number);
    return {.name = record.first<8>(),
            .value = field<std::uint32_t, 8>(record),
            .section =
                static_cast<std::int32_t>(field<std::uint32_t, 12>(record)),
            .type = field<std::uint16_t, 16>(record),
            .storage_class = field<std::uint8_t, 18>(record),
            .aux_count = field<std::uint8_t, 19>(record)};
  }
  auto record = record_at<18>(symbol_table_, number);
  auto section = field<std::uint16_t, 12>(record);
  // Numbers up to 65,279 are sections; those above are small negative ones.
  bool is_section = section <= coff::MaxNumberOfSections16;
  return {.name = record.first<8>(),
          .value = field<std::uint32_t, 8>(record),
          .section = is_section ? std::int32_t{section}
                                : static_cast<std::int16_t>(section),
          .type = field<std::uint16_t, 14>(record),
          .storage_class = field<std::uint8_t, 16>(record),
          .aux_count = field<std::uint8_t, 17>(record)};
}

// Everything but placement and what depends on it.
Expected<Symbol> CoffReader::read_symbol(const CoffSymbol &raw) {
  Symbol symbol{.linkage = linkage_of(raw.storage_class)};
  if (raw.storage_class == coff::IMAGE_SYM_CLASS_FILE) {
    symbol.kind = SymbolKind::file;
    symbol.name = until_nul(raw.aux);
  } else if (field<std::uint32_t, 0>(raw.name) != 0) {
    symbol.name = until_nul(raw.name);
  } else {
    auto offset = field<std::uint32_t, 4>(raw.name);
    std::optional<std::string_view> name = names_.take(offset);
    if (!name)
      return std::unexpected(names_.explain(offset));
    symbol.name = *name;
  }
  return symbol;
}

Expected<void> CoffReader::place_symbol(Symbol &symbol,
                                        const CoffSymbol &raw) const {
  if (raw.section < 0 || symbol.kind == SymbolKind::file ||
      is_line_information(raw)) {
    symbol.placement = Placement::absolute;
    symbol.value = raw.value;
    return {};
  }
  bool is_section_class =
      raw.storage_class == coff::IMAGE_SYM_CLASS_SECTION; // value: its flags
  if (is_function_type(raw.type))
    symbol.kind = SymbolKind::function;
  if (raw.section == 0) {
    if (raw.value != 0 && raw.storage_class == coff::IMAGE_SYM_CLASS_EXTERNAL) {
      symbol.placement = Placement::common;
      symbol.kind = SymbolKind::data;
      symbol.size = raw.value;
      symbol.alignment =
          std::bit_ceil(std::min(symbol.size, max_natural_alignment));
    }
    return {};
  }
  std::uint32_t index = static_cast<std::uint32_t>(raw.section) - 1;
  if (index >= object_.sections.size())
    return fail(ErrorCode::malformed,
                "is in section " + std::to_string(raw.section) +
                    ", expected at most " +
                    std::to_string(object_.sections.size()));
  const Section &section = object_.sections[index];
  symbol.placement = Placement::in_section;
  symbol.section = index;
  symbol.value = is_section_class ? 0 : raw.value;
  if (symbol.value > section.size)
    return fail(ErrorCode::malformed, "is at " + hex(symbol.value) +
                                          ", past the end of " + place(index) +
                                          " (" + hex(section.size) + ")");
  if (is_section_class || (defines_section(raw) && symbol.name == section.name))
    symbol.kind = SymbolKind::section;
  else if (raw.storage_class == coff::IMAGE_SYM_CLASS_LABEL)
    symbol.kind = SymbolKind::label;
  else if (symbol.kind != SymbolKind::function)
    symbol.kind = kind_in(section.kind);
  return {};
}

bool CoffReader::defines_section(const CoffSymbol &raw) const {
  return raw.storage_class == coff::IMAGE_SYM_CLASS_STATIC && raw.value == 0 &&
         raw.section > 0 && raw.aux_count > 0 && !is_function_type(raw.type);
}

// Called for each symbol in order, after it was added: the first that defines
// a COMDAT section tells how, the next one in the section is the key.
void CoffReader::note_comdat(const CoffSymbol &raw) {
  const Symbol &symbol = object_.symbols.back();
  std::uint32_t index = symbol.section;
  if (index == no_index ||
      !(headers_[index].characteristics & coff::IMAGE_SCN_LNK_COMDAT))
    return;
  Section &section = object_.sections[index];
  CoffSectionDefinition &definition = definitions_[index];
  if (definition.selection == 0) {
    if (!defines_section(raw))
      return;
    auto aux = raw.aux.first<18>();
    definition.selection = field<std::uint8_t, 14>(aux);
    definition.section = field<std::uint16_t, 12>(aux);
    if (is_bigobj_)
      definition.section |= std::uint32_t{field<std::uint16_t, 16>(aux)} << 16;
  } else if (section.comdat_symbol == no_index &&
             definition.selection != coff::IMAGE_COMDAT_SELECT_ASSOCIATIVE) {
    section.comdat_symbol =
        static_cast<std::uint32_t>(object_.symbols.size() - 1);
  }
}

// Gives associative sections their parents' keys.  Each section is walked over
// a constant number of times: a chain ends where an earlier one has been.
Expected<void> CoffReader::resolve_comdats() {
  auto is_associative = [&](std::uint32_t index) {
    return definitions_[index].selection ==
           coff::IMAGE_COMDAT_SELECT_ASSOCIATIVE;
  };
  std::uint32_t count = static_cast<std::uint32_t>(definitions_.size());
  std::vector<std::uint32_t> walk(count, no_index); // that came by first
  for (std::uint32_t start = 0; start < count; ++start) {
    std::uint32_t at = start;
    while (is_associative(at) && walk[at] == no_index) {
      walk[at] = start;
      std::uint32_t parent = definitions_[at].section;
      if (parent == 0 || parent > count)
        return fail(ErrorCode::malformed,
                    place(at) + ": is associated with section " +
                        std::to_string(parent) + ", expected 1 to " +
                        std::to_string(count));
      at = parent - 1;
    }
    if (is_associative(at) && walk[at] == start)
      return fail(ErrorCode::malformed,
                  place(at) + ": is associated with itself");
    std::uint32_t key = object_.sections[at].comdat_symbol;
    for (at = start; is_associative(at) && walk[at] == start;
         at = definitions_[at].section - 1) {
      walk[at] = count; // done
      object_.sections[at].comdat_symbol = key;
    }
  }
  return {};
}

} // namespace hotpatch
