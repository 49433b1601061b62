// What the symbols of an object's CodeView say about its types: aliases, and
// which function has which type.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_TYPE_SYMBOLS_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_TYPE_SYMBOLS_H

#include "formats/core/error.h"
#include "formats/debug/codeview_tables.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

struct TypeAlias {
  std::uint32_t type = 0; // index
  std::string_view name;
};

struct TypedProcedure {
  std::uint32_t type = 0; // index of its type or of its id
  std::string_view name;
  bool is_local = false;
};

struct TypedVariable {
  std::uint32_t type = 0; // index
  std::string_view name;
};

struct TypeSymbols {
  std::vector<TypeAlias> aliases;
  std::vector<TypedProcedure> procedures;
  std::vector<TypedVariable> variables; // at an address
};

// Names point into the subsections' bytes.  malformed: a symbol is cut short.
// Source: microsoft-pdb cvinfo.h, UDTSYM, DATASYM32 and PROCSYM32.
Expected<TypeSymbols>
read_type_symbols(const std::vector<Subsection> &subsections);

} // namespace hotpatch

#endif
