// The tables of a COFF object that debug sections need, read record by record.
#ifndef HOTPATCH_FORMATS_DEBUG_COFF_TABLES_H
#define HOTPATCH_FORMATS_DEBUG_COFF_TABLES_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

struct CoffTableSection {
  std::string_view name;
  std::uint32_t size = 0; // bytes in the file
  std::uint32_t offset = 0;
  std::uint32_t relocation_offset = 0;
  std::uint16_t relocation_count = 0; // as the header says
  bool has_more_relocations = false;  // the count is in the first one
};

struct CoffTableRelocation {
  std::uint32_t offset = 0; // of the field in its section
  std::uint32_t symbol = 0; // number in the file
  std::uint16_t type = 0;
};

struct CoffTableSymbol {
  std::uint32_t value = 0;
  std::int32_t section = 0; // from 1; 0 or less: in none
};

// Views point into the object, which must outlive the value.
// Source: PE/COFF specification sections 3 to 5; the header of /bigobj as in
// winnt.h, ANON_OBJECT_HEADER_BIGOBJ.
class CoffTables {
public:
  // malformed: the header or the section table is cut short.
  static Expected<CoffTables> read(BytesView object);

  [[nodiscard]] std::uint16_t machine() const { return machine_; }
  [[nodiscard]] const std::vector<CoffTableSection> &sections() const {
    return sections_;
  }

  // malformed: any of these is past the end of the object.
  [[nodiscard]] Expected<BytesView>
  contents_of(const CoffTableSection &section) const;
  [[nodiscard]] Expected<std::vector<CoffTableRelocation>>
  relocations_of(const CoffTableSection &section) const;
  [[nodiscard]] Expected<CoffTableSymbol> symbol(std::uint32_t number) const;

private:
  [[nodiscard]] std::string_view name_of(BytesView field) const;

  BytesView object_;
  std::uint16_t machine_ = 0;
  std::uint32_t symbol_bytes_ = 18; // 20 in /bigobj
  std::uint32_t symbol_count_ = 0;
  std::uint64_t symbols_offset_ = 0;
  std::vector<CoffTableSection> sections_;
};

} // namespace hotpatch

#endif
