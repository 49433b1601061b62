// Small COFF objects, written in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_COFF_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_COFF_BUILDER_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

enum class CoffHeader { regular, bigobj };

struct CoffRelocationSpec {
  std::uint32_t offset = 0;
  std::uint32_t symbol = 0; // number in the file, auxiliary records included
  std::uint16_t type = 0;
};

struct CoffSectionSpec {
  std::string name = {}; // at most eight bytes
  std::uint32_t flags = 0;
  std::string bytes = {};
  std::vector<CoffRelocationSpec> relocations = {};
  std::uint32_t zero_size = 0; // of uninitialised data
};

struct CoffSymbolSpec {
  std::string name = {}; // longer than eight bytes: in the string table
  std::uint32_t value = 0;
  std::int32_t section = 0;
  std::uint16_t type = 0;
  std::uint8_t storage_class = 2;    // external
  std::vector<std::string> aux = {}; // 18 bytes each
};

struct CoffSpec {
  CoffHeader header = CoffHeader::regular;
  std::uint16_t machine = 0x8664;
  std::vector<CoffSectionSpec> sections = {};
  std::vector<CoffSymbolSpec> symbols = {};
  std::string strings = {}; // at offset 4 of the string table
};

struct BuiltCoff {
  std::string bytes;
  std::size_t section_headers = 0; // file offsets
  std::size_t symbols = 0;
  std::size_t strings = 0;
};

BuiltCoff build_coff(const CoffSpec &spec);

// The auxiliary record of a section's symbol.
std::string section_definition(std::uint32_t parent, std::uint8_t selection);

} // namespace hotpatch

#endif
