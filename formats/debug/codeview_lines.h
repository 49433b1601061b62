// Lines and inline chains from CodeView.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_LINES_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_LINES_H

#include "formats/debug/line_table.h"
#include "formats/debug/linked_debug.h"

#include <span>
#include <vector>

namespace hotpatch {

// See read_lines().
Expected<std::vector<std::vector<LineRow>>>
read_codeview_lines(const LinkedDebug &debug,
                    std::span<const CodeRange> ranges);

} // namespace hotpatch

#endif
