// Reads PE32+ images.  Internal to this folder; see image.h.
#ifndef HOTPATCH_FORMATS_IMAGE_PE_READER_H
#define HOTPATCH_FORMATS_IMAGE_PE_READER_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/record.h"
#include "formats/core/string_table.h"
#include "formats/image/code_parts.h"
#include "formats/image/image.h"
#include "formats/image/places.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

class PeReader {
public:
  // As read_image() for bytes that begin with "MZ".  The lists are neither
  // sorted nor free of duplicates.
  static Expected<Image> read(BytesView bytes);

private:
  // The entries of the optional header's table of directories.
  enum DirectoryNumber : std::uint8_t {
    export_directory = 0,
    import_directory = 1,
    exception_directory = 3,
    relocation_directory = 5,
    debug_directory = 6,
    tls_directory = 9,
    load_config_directory = 10,
    delay_import_directory = 13,
    managed_directory = 14,
  };
  struct Directory {
    Rva rva = 0;
    std::uint32_t size = 0;
  };
  struct Section {
    Rva rva = 0;
    std::uint32_t size = 0;
    bool is_code = false;
  };

  explicit PeReader(BytesView bytes)
      : bytes_(bytes), name_allowance_(16 * bytes.size()),
        slot_allowance_(bytes.size() / 8) {}

  // pe_reader.cc
  Expected<void> read_headers();
  Expected<void> read_optional_header(BytesView header);
  Expected<void> read_sections();
  Expected<void> read_section(Record<40> record);
  Expected<void> read_code();
  Expected<void> read_load_config();
  Expected<void> read_tls();
  // The bytes of a directory; empty if the image has none.
  [[nodiscard]] Expected<BytesView> directory(DirectoryNumber number) const;
  // The file's bytes from `rva` to the end of its section.
  [[nodiscard]] BytesView bytes_from(Rva rva) const;
  // An integer in memory: zero where the file has no bytes.
  template <typename T>
  [[nodiscard]] std::optional<T> word_at(std::uint64_t rva) const;
  [[nodiscard]] std::optional<Rva> to_rva(std::uint64_t address) const;
  // A NUL-terminated name.  malformed: no NUL before the section ends, or the
  // names that were asked for are much longer than the file.
  Expected<std::string_view> name_at(std::uint64_t rva);

  // pe_imports.cc
  Expected<void> read_imports();
  Expected<void> read_delay_imports();
  Expected<void> read_thunk_table(std::string_view module, std::uint32_t names,
                                  std::uint32_t slots);
  Expected<Slot> read_import(std::uint64_t thunk);
  Expected<void> read_exports();

  // pe_relocations.cc
  Expected<void> read_base_relocations();
  Expected<void> read_relocation_block(Rva page, BytesView entries);
  void find_pseudo_relocations();
  void read_initializers();

  // pe_unwind.cc
  Expected<void> read_unwind();
  Expected<Rva> primary_unwind_info(Rva info) const;

  // pe_debug.cc
  Expected<void> read_debug();

  // pe_symbols.cc
  Expected<void> read_names();
  Expected<void> read_symbols();
  Expected<void> add_symbol(Record<18> record, BytesView aux,
                            std::string_view name, PlaceList &list);
  Expected<std::string_view> symbol_name(Record<8> field);
  [[nodiscard]] Expected<std::vector<NamedPlace>> exported_places() const;

  BytesView bytes_;
  std::uint64_t name_allowance_;    // bytes of names that may still be read
  std::uint64_t slot_allowance_;    // slots that may still be read
  std::uint64_t section_table_ = 0; // file offset
  std::uint32_t section_count_ = 0;
  std::uint32_t symbol_offset_ = 0, symbol_count_ = 0;
  bool is_symbol_file_ = false; // sections are empty: symbols only
  BytesView symbol_table_;
  std::uint32_t object_ = no_object; // whose symbols are being read
  StringTable names_;
  std::array<Directory, 16> directories_ = {};
  std::vector<Section> sections_; // by number - 1
  Image image_;
};

} // namespace hotpatch

#endif
