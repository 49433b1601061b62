// See coff_builder.h.
#include "tests/support/coff_builder.h"

#include "tests/support/byte_string.h"

namespace hotpatch {
namespace {

constexpr std::uint32_t uninitialised = 0x80;

std::string padded(std::string text, std::size_t size) {
  text.resize(size);
  return text;
}

std::size_t symbol_count(const CoffSpec &spec) {
  std::size_t count = 0;
  for (const CoffSymbolSpec &symbol : spec.symbols)
    count += 1 + symbol.aux.size();
  return count;
}

std::string file_header(const CoffSpec &spec, std::size_t symbols) {
  if (spec.header == CoffHeader::regular)
    return number(spec.machine, 2) + number(spec.sections.size(), 2) +
           number(0, 4) + number(symbols, 4) + number(symbol_count(spec), 4) +
           number(0, 4);
  return number(0, 2) + number(0xffff, 2) + number(2, 2) +
         number(spec.machine, 2) + number(0, 4) +
         "\xc7\xa1\xba\xd1\xee\xba\xa9\x4b\xaf\x20\xfa\xf6\x6a\xa4\xdc\xb8" +
         std::string(16, '\0') + number(spec.sections.size(), 4) +
         number(symbols, 4) + number(symbol_count(spec), 4);
}

std::string symbol_records(const CoffSpec &spec, std::string &strings) {
  std::size_t record_size = spec.header == CoffHeader::bigobj ? 20 : 18;
  std::string records;
  for (const CoffSymbolSpec &symbol : spec.symbols) {
    if (symbol.name.size() <= 8) {
      records += padded(symbol.name, 8);
    } else {
      records += number(0, 4) + number(4 + strings.size(), 4);
      strings += symbol.name + '\0';
    }
    records += number(symbol.value, 4) +
               number(static_cast<std::uint32_t>(symbol.section),
                      spec.header == CoffHeader::bigobj ? 4 : 2) +
               number(symbol.type, 2) + number(symbol.storage_class, 1) +
               number(symbol.aux.size(), 1);
    for (const std::string &aux : symbol.aux)
      records += padded(aux, record_size);
  }
  return records;
}

} // namespace

std::string section_definition(std::uint32_t parent, std::uint8_t selection) {
  return number(0, 12) + number(parent & 0xffff, 2) + number(selection, 1) +
         number(0, 1) + number(parent >> 16, 2);
}

BuiltCoff build_coff(const CoffSpec &spec) {
  BuiltCoff built;
  built.section_headers = spec.header == CoffHeader::bigobj ? 56 : 20;
  std::size_t start = built.section_headers + 40 * spec.sections.size();
  std::string headers;
  std::string contents;
  for (const CoffSectionSpec &section : spec.sections) {
    bool has_bytes = !(section.flags & uninitialised);
    std::size_t bytes_offset = has_bytes ? start + contents.size() : 0;
    contents += section.bytes;
    std::size_t relocations_offset = start + contents.size();
    for (const CoffRelocationSpec &relocation : section.relocations)
      contents += number(relocation.offset, 4) + number(relocation.symbol, 4) +
                  number(relocation.type, 2);
    headers += padded(section.name, 8) + number(0, 8) +
               number(has_bytes ? section.bytes.size() : section.zero_size, 4) +
               number(bytes_offset, 4) + number(relocations_offset, 4) +
               number(0, 4) + number(section.relocations.size(), 2) +
               number(0, 2) + number(section.flags, 4);
  }
  built.symbols = start + contents.size();
  std::string strings = spec.strings;
  std::string symbols = symbol_records(spec, strings);
  built.strings = built.symbols + symbols.size();
  built.bytes = file_header(spec, built.symbols) + headers + contents +
                symbols + number(4 + strings.size(), 4) + strings;
  return built;
}

} // namespace hotpatch
