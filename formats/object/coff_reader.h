// Reads COFF objects, regular and bigobj.  Internal to this folder; see
// object_file.h.
#ifndef HOTPATCH_FORMATS_OBJECT_COFF_READER_H
#define HOTPATCH_FORMATS_OBJECT_COFF_READER_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/record.h"
#include "formats/core/string_table.h"
#include "formats/object/object_file.h"
#include "formats/object/relocation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// A symbol's record, the same for both sizes.
struct CoffSymbol {
  Record<8> name;
  std::uint32_t value = 0;
  std::int32_t section = 0; // from 1; 0 undefined, negative special
  std::uint16_t type = 0;
  std::uint8_t storage_class = 0;
  std::uint8_t aux_count = 0;
  BytesView aux = {}; // aux_count records
};

// The auxiliary record of a section's symbol.
struct CoffSectionDefinition {
  std::uint32_t section = 0; // associative: the parent, from 1
  std::uint8_t selection = 0;
};

struct CoffSectionHeader {
  std::uint32_t address = 0;
  std::uint32_t relocation_offset = 0;
  std::uint32_t relocation_count = 0;
  std::uint32_t characteristics = 0;
};

// The file counts sections from 1 and auxiliary records as symbols; an
// ObjectFile counts from 0 and leaves auxiliary records out.  Messages give
// the file's numbers, as llvm-readobj and dumpbin do.
class CoffReader {
public:
  // As read_object() for bytes that identify() calls coff_object.
  static Expected<ObjectFile> read(BytesView bytes);

private:
  explicit CoffReader(BytesView bytes) : bytes_(bytes) {}

  // coff_reader.cc
  Expected<void> read_header();
  Expected<void> read_names();
  Expected<void> read_sections();
  Expected<Section> read_section(Record<40> record);
  Expected<std::string_view> section_name(Record<8> field);

  // coff_symbols.cc
  Expected<void> read_symbols();
  [[nodiscard]] CoffSymbol raw_symbol(std::uint32_t number) const;
  Expected<Symbol> read_symbol(const CoffSymbol &raw);
  Expected<void> place_symbol(Symbol &symbol, const CoffSymbol &raw) const;
  [[nodiscard]] bool defines_section(const CoffSymbol &raw) const;
  void align_commons();
  void note_comdat(const CoffSymbol &raw);
  Expected<void> resolve_comdats();

  // coff_relocations.cc
  Expected<void> read_relocations();
  Expected<BytesView> relocation_table(std::uint32_t section) const;
  Expected<void> decode_relocations(std::uint32_t section, BytesView table);
  [[nodiscard]] Error explain(std::uint32_t section, std::uint64_t i,
                              std::uint64_t offset, std::uint32_t symbol) const;

  // "section 3 (.text)"; `index` counts from 0.
  [[nodiscard]] std::string place(std::uint32_t index) const;

  BytesView bytes_;
  bool is_bigobj_ = false;
  std::uint64_t section_table_ = 0; // file offset
  std::uint32_t section_count_ = 0;
  std::uint64_t symbol_offset_ = 0;
  std::uint32_t symbol_count_ = 0; // with auxiliary records
  BytesView symbol_table_;
  StringTable names_;
  std::vector<CoffSectionHeader> headers_;         // by section index
  std::vector<CoffSectionDefinition> definitions_; // by section index
  std::vector<std::uint32_t> symbol_index_; // by the file's number; no_index
                                            // for auxiliary records
  ObjectFile object_;
};

} // namespace hotpatch

#endif
