// Reads ELF64 images.  Internal to this folder; see image.h.
#ifndef HOTPATCH_FORMATS_IMAGE_ELF_IMAGE_READER_H
#define HOTPATCH_FORMATS_IMAGE_ELF_IMAGE_READER_H

#include "formats/core/bytes.h"
#include "formats/core/elf_layout.h"
#include "formats/core/error.h"
#include "formats/core/string_table.h"
#include "formats/image/image.h"
#include "formats/image/places.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

class ElfImageReader {
public:
  // As read_image() for bytes that begin with ELF's magic.  The lists are
  // neither sorted nor free of duplicates.
  static Expected<Image> read(BytesView bytes);

private:
  using Layout = Elf64<std::endian::little>;

  // A PT_LOAD.
  struct Load {
    Rva rva = 0;
    std::uint32_t size = 0;
    BytesView bytes = {}; // from the file
    std::uint32_t flags = 0;
  };
  // A table that the dynamic section names: address and size in bytes.
  struct Table {
    std::uint64_t address = 0, size = 0;
  };
  // What we use of the dynamic section; addresses are 0 if there is none.
  struct Dynamic {
    Table names, relocations, plt_relocations, relative_relocations;
    Table preinit_array, init_array;
    std::uint64_t symbols = 0, hash = 0, gnu_hash = 0, versions = 0;
    std::uint64_t init = 0, flags_1 = 0;
    bool has_soname = false;
    std::vector<std::uint64_t> needed; // offsets of names
  };
  struct DynamicSymbol {
    ElfSymbol raw;
    std::string_view name;
  };

  explicit ElfImageReader(BytesView bytes)
      : bytes_(bytes), note_allowance_(bytes.size()) {}

  // elf_image_reader.cc
  Expected<void> read_header();
  Expected<void> read_segment_headers(const ElfFileHeader &header);
  Expected<void> read_loads();
  Expected<void> read_code();
  Expected<void> read_tls();
  Expected<void> read_unwind();
  [[nodiscard]] const ElfSegment *segment_of(std::uint32_t type) const;
  // The file's bytes from `rva` to the end of its PT_LOAD's.
  [[nodiscard]] BytesView bytes_from(Rva rva) const;
  [[nodiscard]] std::optional<Rva> to_rva(std::uint64_t address) const;
  // The bytes of a table; empty if it has no size.  malformed: they are not in
  // the file.
  Expected<BytesView> table_bytes(const Table &table,
                                  std::string_view name) const;

  // elf_sections.cc
  Expected<void> read_section_headers(const ElfFileHeader &header);
  Expected<void> read_sections();
  Expected<ImageSection> read_section(std::uint32_t number) const;
  void read_unloaded_sections();
  void read_notes(BytesView notes, std::uint64_t alignment);
  [[nodiscard]] bool has_code_only_in_memory() const;
  // The file's bytes of a section, whether it is loaded or not.
  [[nodiscard]] Expected<BytesView> contents(std::uint32_t number) const;
  [[nodiscard]] std::string place(std::uint32_t number) const;

  // elf_dynamic.cc
  Expected<void> read_dynamic();
  void note_dynamic_entry(std::uint64_t tag, std::uint64_t value);
  Expected<void> read_dynamic_symbols();
  [[nodiscard]] Expected<std::uint64_t> count_dynamic_symbols() const;
  [[nodiscard]] std::uint64_t count_by_gnu_hash() const;
  Expected<void> read_exports();
  Expected<void> read_initializers();
  Expected<void> read_initializer_array(const Table &table);

  // elf_slots.cc
  Expected<void> read_relocations();
  Expected<void> read_relocation_table(BytesView table);
  Expected<void> read_relative_table(BytesView table);
  Expected<void> add_relative(std::uint64_t address);
  Expected<void> add_relocation(const ElfRelocation &relocation);
  void add_symbol_slot(const ElfRelocation &relocation, Slot slot);
  void add_slot(const Slot &slot);
  void note_initializer(Rva slot, std::uint64_t place);

  // elf_image_symbols.cc
  Expected<void> read_symbols();
  Expected<std::vector<NamedPlace>> read_symbol_table(std::uint32_t number);
  Expected<std::vector<NamedPlace>> dynamic_places() const;
  [[nodiscard]] std::optional<NamedPlace> place_of(const ElfSymbol &raw) const;

  BytesView bytes_;
  std::uint64_t note_allowance_; // bytes of notes that may still be read
  bool is_symbol_file_ = false;  // sections are empty: symbols only
  std::uint64_t entry_ = 0;
  std::vector<ElfSegment> segments_;      // as in the file
  std::vector<ElfSectionHeader> headers_; // by number
  std::vector<std::string_view> names_;   // of sections, by number
  std::uint32_t name_section_ = 0;
  std::vector<Load> loads_; // by rva
  Dynamic dynamic_;
  StringTable dynamic_names_;
  std::vector<DynamicSymbol> dynamic_symbols_; // by number
  Image image_;
};

} // namespace hotpatch

#endif
