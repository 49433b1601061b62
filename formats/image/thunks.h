// Finds code that only jumps through a slot.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_THUNKS_H
#define HOTPATCH_FORMATS_IMAGE_THUNKS_H

#include "formats/image/image.h"

#include <vector>

namespace hotpatch {

// The thunks of an image whose sections, slots and unwind ranges are in place
// and sorted, by rva.
std::vector<Thunk> find_thunks(const Image &image);

} // namespace hotpatch

#endif
