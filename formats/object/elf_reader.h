// Reads ELF relocatable objects.  Internal to this folder; see object_file.h.
#ifndef HOTPATCH_FORMATS_OBJECT_ELF_READER_H
#define HOTPATCH_FORMATS_OBJECT_ELF_READER_H

#include "formats/core/bytes.h"
#include "formats/core/elf_layout.h"
#include "formats/core/error.h"
#include "formats/core/string_table.h"
#include "formats/object/object_file.h"
#include "formats/object/relocation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// The file's numbers count from 1, number 0 being a null section or symbol; an
// ObjectFile's indices count from 0: index = number - 1.  Messages give the
// file's numbers, as readelf does.
class ElfReader {
public:
  // As read_object() for bytes that begin with ELF's magic.
  static Expected<ObjectFile> read(BytesView bytes);

private:
  explicit ElfReader(BytesView bytes) : bytes_(bytes) {}

  // elf_reader.cc
  Expected<void> read_identification();
  Expected<void> read_section_headers();
  Expected<void> read_sections();
  Expected<Section> read_section(std::uint32_t number);

  // elf_symbols.cc
  Expected<void> read_symbols();
  template <typename Layout>
  Expected<void> decode_symbols(BytesView table, BytesView wide_sections,
                                StringTable names);
  Expected<void> add_symbol(const ElfSymbol &raw, std::string_view name,
                            std::uint32_t section);
  Expected<void> place_symbol(Symbol &symbol, std::uint32_t section,
                              bool is_reserved) const;
  Expected<BytesView> find_wide_sections(std::uint32_t symbol_table) const;
  Expected<void> read_groups();
  Expected<void> read_group(std::uint32_t number);

  // elf_relocations.cc
  Expected<void> read_relocations();
  Expected<void> read_relocation_section(std::uint32_t number);
  template <typename Layout, std::size_t Size>
  Expected<void> decode_relocations(std::uint32_t number, BytesView table);
  Expected<void> decode_crel(std::uint32_t number, BytesView table);
  [[nodiscard]] bool is_valid(const ElfRelocation &raw,
                              const RelocationRule &rule,
                              std::uint32_t target) const;
  [[nodiscard]] Error explain(const ElfRelocation &raw, std::uint64_t i,
                              std::uint32_t target) const;

  // The file's bytes of a section.  malformed: they are not in the file.
  [[nodiscard]] Expected<BytesView> contents(std::uint32_t number) const;
  // "section 3 (.text)"
  [[nodiscard]] std::string place(std::uint32_t number) const;

  BytesView bytes_;
  std::vector<ElfSectionHeader> headers_; // by number
  std::uint32_t name_section_ = 0;
  std::uint32_t symbol_table_ = 0; // its section's number; 0: there is none
  ObjectFile object_;
};

} // namespace hotpatch

#endif
