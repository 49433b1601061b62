// What else leads into the first bytes of a function, which a redirect
// overwrites.
#ifndef HOTPATCH_HPCOMPILE_ENTRY_REFERENCES_H
#define HOTPATCH_HPCOMPILE_ENTRY_REFERENCES_H

#include "hpdiff/side.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// Offsets of the function, greater than 0 and small enough to matter, that
// relocations of its object lead to: those of its jump tables, of data and of
// other code.  Sorted, no duplicates.
std::vector<std::uint32_t> entry_references(const Side &side,
                                            std::uint32_t function);

} // namespace hotpatch

#endif
