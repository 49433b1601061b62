// Chooses the reader: DWARF in ELF and MinGW objects, CodeView in MSVC-style
// ones.  An object with both (clang -gcodeview -gdwarf) is read as DWARF, which
// gives the columns of both: lines, chains and declarations.
//
// For the formats see dwarf_lines.cc and codeview_lines.cc; for how relocations
// are applied, linked_debug.cc.
#include "formats/debug/line_table.h"

#include "formats/debug/codeview_lines.h"
#include "formats/debug/dwarf_lines.h"
#include "formats/debug/linked_debug.h"

namespace hotpatch {

Expected<std::vector<std::vector<LineRow>>>
read_lines(BytesView object, std::span<const CodeRange> ranges) {
  if (ranges.empty())
    return std::vector<std::vector<LineRow>>{};
  const bool is_elf = as_text(object).starts_with("\177ELF");
  const LinkedDebug debug =
      HP_TRY(is_elf ? link_elf_debug(object) : link_coff_debug(object));
  if (!debug.bytes_of(".debug_line").empty())
    return read_dwarf_lines(debug, ranges);
  if (!debug.bytes_of(".debug$S").empty())
    return read_codeview_lines(debug, ranges);
  return std::vector<std::vector<LineRow>>(ranges.size());
}

} // namespace hotpatch
