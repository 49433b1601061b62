// See image_builder.h.
#include "tests/support/image_builder.h"

#include "tests/support/byte_string.h"

#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t first_section = 0x400, file_alignment = 0x200;

std::size_t round_up(std::size_t value, std::size_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

std::string padded(std::string bytes, std::size_t size) {
  bytes.resize(size);
  return bytes;
}

} // namespace

std::size_t PeSpec::offset_of(std::uint32_t rva) const {
  std::size_t offset = first_section;
  for (const PeSectionSpec &section : sections) {
    if (rva >= section.rva && rva - section.rva < section.bytes.size())
      return offset + rva - section.rva;
    offset += round_up(section.bytes.size(), file_alignment);
  }
  return 0;
}

std::string build_pe(const PeSpec &spec) {
  std::string headers, contents;
  for (const PeSectionSpec &section : spec.sections) {
    std::size_t size = section.bytes.size();
    headers += padded(section.name, 8) +
               number(section.memory_size ? section.memory_size : size, 4) +
               number(section.rva, 4) + number(size, 4) +
               number(size ? first_section + contents.size() : 0, 4) +
               std::string(12, '\0') + number(section.flags, 4);
    contents += padded(section.bytes, round_up(size, file_alignment));
  }
  std::size_t symbols =
      spec.symbols.empty() ? 0 : first_section + contents.size();
  std::string optional =
      number(spec.magic, 2) + std::string(14, '\0') + number(spec.entry, 4) +
      number(0, 4) + number(spec.base, 8) + number(0x1000, 4) +
      number(file_alignment, 4) + std::string(16, '\0') +
      number(spec.size_of_image, 4) + number(first_section, 4) +
      number(0x77777, 4) + number(3, 2) + number(spec.dll_flags, 2) +
      std::string(36, '\0') + number(16, 4);
  for (auto [rva, size] : spec.directories)
    optional += number(rva, 4) + number(size, 4);
  std::string header = "PE" + number(0, 2) + number(spec.machine, 2) +
                       number(spec.sections.size(), 2) + number(0x5555, 4) +
                       number(symbols, 4) +
                       number(spec.symbols.size() / 18, 4) +
                       number(optional.size(), 2) + number(spec.flags, 2);
  std::string file = padded("MZ", 0x3c) + number(pe_header, 4);
  file = padded(file, pe_header) + header + optional + headers;
  file = padded(file, first_section) + contents + spec.symbols;
  if (symbols)
    file += number(4 + spec.strings.size(), 4) + spec.strings;
  return file;
}

std::string coff_symbol(std::string name, std::uint32_t value,
                        std::uint16_t section, std::uint16_t type,
                        std::uint8_t storage_class, std::uint8_t aux_count) {
  return padded(std::move(name), 8) + number(value, 4) + number(section, 2) +
         number(type, 2) + number(storage_class, 1) + number(aux_count, 1);
}

BuiltElfImage build_elf_image(const ElfImageSpec &spec) {
  constexpr std::size_t segment_size = 56;
  BuiltElfImage built;
  std::size_t segment_count = spec.loads.size() + spec.segments.size();
  std::size_t offset = round_up(64 + segment_count * segment_size, 16);
  std::string contents(offset - 64 - segment_count * segment_size, '\0');
  std::string segments;
  auto segment = [](std::uint32_t type, std::uint32_t flags, std::size_t at,
                    std::uint64_t address, std::uint64_t size,
                    std::uint64_t memory_size, std::uint64_t alignment) {
    return number(type, 4) + number(flags, 4) + number(at, 8) +
           number(address, 8) + number(address, 8) + number(size, 8) +
           number(memory_size ? memory_size : size, 8) + number(alignment, 8);
  };
  for (const ElfLoadSpec &load : spec.loads) {
    std::size_t size = load.bytes.size();
    built.loads.push_back(offset);
    segments += segment(1, load.flags, offset, load.address, size,
                        load.memory_size, 0x1000);
    contents += padded(load.bytes, round_up(size, 16));
    offset += round_up(size, 16);
  }
  auto offset_of = [&](std::uint64_t address) -> std::size_t {
    for (std::size_t i = 0; i < spec.loads.size(); ++i)
      if (address - spec.loads[i].address <= spec.loads[i].bytes.size())
        return built.loads[i] + (address - spec.loads[i].address);
    return 0;
  };
  for (const ElfSegmentSpec &other : spec.segments)
    segments += segment(other.type, 4, offset_of(other.address), other.address,
                        other.size, other.memory_size, other.alignment);

  std::string names(1, '\0'), headers(64, '\0');
  auto section = [&](const ElfImageSectionSpec &s) {
    bool is_loaded = s.flags & 2;
    headers += number(names.size(), 4) + number(s.type, 4) +
               number(s.flags, 8) + number(s.address, 8) +
               number(is_loaded ? offset_of(s.address) : offset, 8) +
               number(is_loaded || s.size ? s.size : s.bytes.size(), 8) +
               number(s.link, 4) + number(0, 4) + number(4, 8) +
               number(s.entry_size, 8);
    names += s.name + '\0';
    if (!is_loaded) {
      contents += padded(s.bytes, round_up(s.bytes.size(), 8));
      offset += round_up(s.bytes.size(), 8);
    }
  };
  for (const ElfImageSectionSpec &s : spec.sections)
    section(s);
  if (spec.sections.empty())
    headers.clear();
  else
    section({.name = ".shstrtab",
             .type = 3,
             .bytes = names + std::string(".shstrtab\0", 10)});
  built.section_headers = offset;
  std::size_t section_count = headers.size() / 64;
  built.bytes = "\x7f"
                "ELF\x02\x01\x01" +
                std::string(9, '\0') + number(spec.type, 2) +
                number(spec.machine, 2) + number(1, 4) + number(spec.entry, 8) +
                number(64, 8) + number(section_count ? offset : 0, 8) +
                number(0, 4) + number(64, 2) + number(segment_size, 2) +
                number(segment_count, 2) + number(64, 2) +
                number(section_count, 2) +
                number(section_count ? section_count - 1 : 0, 2) + segments +
                contents + headers;
  return built;
}

std::string elf_symbol(std::uint32_t name, std::uint8_t info,
                       std::uint16_t section, std::uint64_t value,
                       std::uint64_t size) {
  return number(name, 4) + number(info, 1) + number(0, 1) + number(section, 2) +
         number(value, 8) + number(size, 8);
}

std::string elf_dynamic(std::uint64_t tag, std::uint64_t value) {
  return number(tag, 8) + number(value, 8);
}

std::string elf_rela(std::uint64_t offset, std::uint32_t symbol,
                     std::uint32_t type, std::int64_t addend) {
  return number(offset, 8) + number(type, 4) + number(symbol, 4) +
         number(static_cast<std::uint64_t>(addend), 8);
}

} // namespace hotpatch
