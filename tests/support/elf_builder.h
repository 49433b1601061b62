// Small ELF objects, written in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_ELF_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_ELF_BUILDER_H

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

struct ElfSectionSpec {
  std::string name = {};
  std::uint32_t type = 1; // SHT_PROGBITS
  std::uint64_t flags = 0;
  std::string bytes = {};
  std::uint32_t link = 0;
  std::uint32_t info = 0;
  std::uint64_t alignment = 1;
  std::uint64_t entry_size = 0;
  std::uint64_t nobits_size = 0; // with SHT_NOBITS
};

struct ElfSymbolSpec {
  std::string name = {};
  std::uint8_t info = 0; // binding * 16 + type
  std::uint16_t section = 0;
  std::uint64_t value = 0;
  std::uint64_t size = 0;
};

struct ElfSpec {
  unsigned bits = 64;
  std::endian order = std::endian::little;
  std::uint16_t type = 1;                    // ET_REL
  std::uint16_t machine = 62;                // EM_X86_64
  std::vector<ElfSectionSpec> sections = {}; // from number 1 on
  std::vector<ElfSymbolSpec> symbols = {};   // from number 1 on

  // Behind the sections come .symtab, .strtab and .shstrtab.
  [[nodiscard]] std::uint32_t symbol_table() const {
    return static_cast<std::uint32_t>(sections.size()) + 1;
  }
};

struct BuiltElf {
  std::string bytes;
  std::size_t section_headers = 0; // file offsets
  std::size_t symbols = 0;
};

BuiltElf build_elf(const ElfSpec &spec);

// A SHT_RELA entry.
std::string rela(const ElfSpec &spec, std::uint64_t offset,
                 std::uint32_t symbol, std::uint32_t type, std::int64_t addend);
// A SHT_REL entry.
std::string rel(const ElfSpec &spec, std::uint64_t offset, std::uint32_t symbol,
                std::uint32_t type);

} // namespace hotpatch

#endif
