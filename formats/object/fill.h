// The bytes that assemblers and linkers put between functions.
#ifndef HOTPATCH_FORMATS_OBJECT_FILL_H
#define HOTPATCH_FORMATS_OBJECT_FILL_H

#include "formats/core/bytes.h"
#include "formats/core/machine.h"

namespace hotpatch {

// Whether `bytes` is nothing but fill: zeros, breakpoints and no-operations in
// the encodings that assemblers use for alignment.
bool is_fill(BytesView bytes, Isa isa);

} // namespace hotpatch

#endif
