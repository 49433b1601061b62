// Lines and inline chains from DWARF.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_LINES_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_LINES_H

#include "formats/debug/line_table.h"
#include "formats/debug/linked_debug.h"

#include <span>
#include <vector>

namespace hotpatch {

// See read_lines().
Expected<std::vector<std::vector<LineRow>>>
read_dwarf_lines(const LinkedDebug &debug, std::span<const CodeRange> ranges);

} // namespace hotpatch

#endif
