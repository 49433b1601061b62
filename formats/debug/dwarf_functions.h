// Which functions an object defines, from the entries that describe them.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_FUNCTIONS_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_FUNCTIONS_H

#include "formats/debug/type_graph.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace hotpatch {

// A DW_TAG_subprogram.
struct FunctionEntry {
  TypeId type = no_type;
  std::string_view linkage_name = {};
  // Offsets in .debug_info of what it takes the rest from; ~0: nothing.
  std::uint64_t origin = 0, specification = 0;
  bool has_result = false;
  bool has_code = false;
  bool is_external = false;
};

// Those of `entries` (sorted by type) that have code, each completed by what
// its entry refers to; `find` gives the node of an offset.
std::vector<DefinedFunction>
resolve_functions(const TypeGraph &graph,
                  const std::vector<FunctionEntry> &entries,
                  const std::function<TypeId(std::uint64_t)> &find);

} // namespace hotpatch

#endif
