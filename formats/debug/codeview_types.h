// Types and functions of an object's CodeView as a graph.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_TYPES_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_TYPES_H

#include "formats/core/error.h"
#include "formats/debug/linked_debug.h"
#include "formats/debug/type_graph.h"

namespace hotpatch {

// Names point into `debug`.  Without types of its own (they are in a type
// server's PDB or a precompiled header) an object has an empty graph.
// malformed: records that cannot be read.
// Source: LLVM's docs/PDB/CodeViewTypes.rst; microsoft-pdb's cvinfo.h.
Expected<TypeGraph> read_codeview_types(const LinkedDebug &debug);

} // namespace hotpatch

#endif
