// Types and functions of an object's DWARF as a graph.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_TYPES_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_TYPES_H

#include "formats/core/error.h"
#include "formats/debug/linked_debug.h"
#include "formats/debug/type_graph.h"

namespace hotpatch {

// Names point into `debug`.  malformed: entries that cannot be read.
// unsupported: a version other than 2 to 5, or .debug_types (DWARF 4 with
// -fdebug-types-section; that of DWARF 5 is read).
// Source: DWARF 5 chapters 2 and 5.
Expected<TypeGraph> read_dwarf_types(const LinkedDebug &debug);

} // namespace hotpatch

#endif
