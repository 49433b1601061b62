// See elf_builder.h.
#include "tests/support/elf_builder.h"

#include "tests/support/byte_string.h"

namespace hotpatch {
namespace {

// Writes fields in the order and with the address size of a spec.
class Writer {
public:
  explicit Writer(const ElfSpec &spec) : spec_(spec) {}

  Writer &put(std::uint64_t value, unsigned size_bytes) {
    bytes_ += number(value, size_bytes, spec_.order);
    return *this;
  }
  Writer &word(std::uint64_t value) { return put(value, spec_.bits / 8); }
  [[nodiscard]] std::string take() const { return bytes_; }

private:
  const ElfSpec &spec_;
  std::string bytes_;
};

std::string symbol_record(const ElfSpec &spec, const ElfSymbolSpec &symbol,
                          std::size_t name) {
  Writer w(spec);
  w.put(name, 4);
  if (spec.bits == 64)
    return w.put(symbol.info, 1)
        .put(0, 1)
        .put(symbol.section, 2)
        .put(symbol.value, 8)
        .put(symbol.size, 8)
        .take();
  return w.put(symbol.value, 4)
      .put(symbol.size, 4)
      .put(symbol.info, 1)
      .put(0, 1)
      .put(symbol.section, 2)
      .take();
}

std::string file_header(const ElfSpec &spec, std::size_t section_headers,
                        std::size_t section_count) {
  std::string identification = "\x7f"
                               "ELF";
  identification += static_cast<char>(spec.bits == 64 ? 2 : 1);
  identification +=
      static_cast<char>(spec.order == std::endian::little ? 1 : 2);
  identification += '\1';
  identification.resize(16);
  unsigned header_size = spec.bits == 64 ? 64 : 52;
  return identification + Writer(spec)
                              .put(spec.type, 2)
                              .put(spec.machine, 2)
                              .put(1, 4)
                              .word(0)
                              .word(0)
                              .word(section_headers)
                              .put(0, 4)
                              .put(header_size, 2)
                              .put(0, 4)
                              .put(spec.bits == 64 ? 64 : 40, 2)
                              .put(section_count, 2)
                              .put(section_count - 1, 2)
                              .take();
}

} // namespace

std::string rel(const ElfSpec &spec, std::uint64_t offset, std::uint32_t symbol,
                std::uint32_t type) {
  std::uint64_t info = spec.bits == 64
                           ? std::uint64_t{symbol} << 32 | type
                           : std::uint64_t{symbol} << 8 | (type & 0xff);
  return Writer(spec).word(offset).word(info).take();
}

std::string rela(const ElfSpec &spec, std::uint64_t offset,
                 std::uint32_t symbol, std::uint32_t type,
                 std::int64_t addend) {
  return rel(spec, offset, symbol, type) +
         Writer(spec).word(static_cast<std::uint64_t>(addend)).take();
}

BuiltElf build_elf(const ElfSpec &spec) {
  std::string strings(1, '\0');
  std::string symbols(spec.bits == 64 ? 24 : 16, '\0');
  for (const ElfSymbolSpec &symbol : spec.symbols) {
    symbols += symbol_record(spec, symbol, strings.size());
    strings += symbol.name + '\0';
  }
  std::vector<ElfSectionSpec> sections = spec.sections;
  std::uint64_t symbol_size = spec.bits == 64 ? 24 : 16;
  sections.push_back({.name = ".symtab",
                      .type = 2,
                      .bytes = symbols,
                      .link = spec.symbol_table() + 1,
                      .entry_size = symbol_size});
  sections.push_back({.name = ".strtab", .type = 3, .bytes = strings});
  std::string names(1, '\0');
  std::vector<std::size_t> name_offsets;
  sections.push_back({.name = ".shstrtab", .type = 3});
  for (const ElfSectionSpec &section : sections) {
    name_offsets.push_back(names.size());
    names += section.name + '\0';
  }
  sections.back().bytes = names;

  BuiltElf built;
  std::string contents;
  Writer headers(spec);
  for (unsigned i = 0; i < (spec.bits == 64 ? 64u : 40u); ++i)
    headers.put(0, 1);
  std::size_t start = spec.bits == 64 ? 64 : 52;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const ElfSectionSpec &section = sections[i];
    if (i == spec.sections.size())
      built.symbols = start + contents.size();
    headers.put(name_offsets[i], 4)
        .put(section.type, 4)
        .word(section.flags)
        .word(0)
        .word(start + contents.size())
        .word(section.type == 8 ? section.nobits_size : section.bytes.size())
        .put(section.link, 4)
        .put(section.info, 4)
        .word(section.alignment)
        .word(section.entry_size);
    contents += section.bytes;
  }
  built.section_headers = start + contents.size();
  built.bytes = file_header(spec, built.section_headers, sections.size() + 1) +
                contents + headers.take();
  return built;
}

} // namespace hotpatch
