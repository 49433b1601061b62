// Small linked images, written in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_IMAGE_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_IMAGE_BUILDER_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

struct PeSectionSpec {
  std::string name = {}; // at most eight bytes
  std::uint32_t rva = 0;
  std::uint32_t flags = 0;
  std::string bytes = {};
  std::uint32_t memory_size = 0; // 0: as many as there are bytes
};

struct PeSpec {
  std::uint16_t machine = 0x8664;
  std::uint16_t magic = 0x20b;
  std::uint16_t flags = 0x2022; // a DLL
  std::uint32_t entry = 0;
  std::uint64_t base = 0x180000000;
  std::uint32_t size_of_image = 0;
  std::uint16_t dll_flags = 0;
  std::array<std::pair<std::uint32_t, std::uint32_t>, 16> directories = {};
  std::vector<PeSectionSpec> sections = {};
  std::string symbols = {}; // records of 18 bytes
  std::string strings = {}; // at offset 4 of the string table

  // The file offset of what `rva` holds.
  [[nodiscard]] std::size_t offset_of(std::uint32_t rva) const;
};

// File offsets in what build_pe() makes.
inline constexpr std::size_t pe_header = 0x80, pe_optional_header = 0x98,
                             pe_section_headers = pe_optional_header + 240;

std::string build_pe(const PeSpec &spec);

// A symbol table's record; `name` has at most eight bytes.
std::string coff_symbol(std::string name, std::uint32_t value,
                        std::uint16_t section, std::uint16_t type,
                        std::uint8_t storage_class, std::uint8_t aux_count = 0);

struct ElfLoadSpec {
  std::uint64_t address = 0;
  std::uint32_t flags = 4; // PF_R
  std::string bytes = {};
  std::uint64_t memory_size = 0; // 0: as many as there are bytes
};

// Any other segment: its bytes are those of a load.
struct ElfSegmentSpec {
  std::uint32_t type = 0;
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::uint64_t alignment = 1;
  std::uint64_t memory_size = 0; // 0: size
};

struct ElfImageSectionSpec {
  std::string name = {};
  std::uint32_t type = 1; // SHT_PROGBITS
  std::uint64_t flags = 0;
  std::uint64_t address = 0; // with SHF_ALLOC: in a load
  std::uint64_t size = 0;
  std::string bytes = {}; // without SHF_ALLOC
  std::uint32_t link = 0;
  std::uint64_t entry_size = 0;
};

struct ElfImageSpec {
  std::uint16_t type = 3; // ET_DYN
  std::uint16_t machine = 62;
  std::uint64_t entry = 0;
  std::vector<ElfLoadSpec> loads = {};
  std::vector<ElfSegmentSpec> segments = {};
  std::vector<ElfImageSectionSpec> sections = {}; // none: no section headers
};

struct BuiltElfImage {
  std::string bytes;
  std::size_t segment_headers = 64; // file offsets
  std::size_t section_headers = 0;  // of section 0
  std::vector<std::size_t> loads;
};

BuiltElfImage build_elf_image(const ElfImageSpec &spec);

// Records of the symbol table, the dynamic section and relocations.
std::string elf_symbol(std::uint32_t name, std::uint8_t info,
                       std::uint16_t section, std::uint64_t value,
                       std::uint64_t size);
std::string elf_dynamic(std::uint64_t tag, std::uint64_t value);
std::string elf_rela(std::uint64_t offset, std::uint32_t symbol,
                     std::uint32_t type, std::int64_t addend);

} // namespace hotpatch

#endif
