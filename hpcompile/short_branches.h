// Branches out of a function that reach no further than 127 bytes.
#ifndef HOTPATCH_HPCOMPILE_SHORT_BRANCHES_H
#define HOTPATCH_HPCOMPILE_SHORT_BRANCHES_H

#include "hpcompile/part_builder.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

struct ShortBranch {
  std::uint32_t part = 0; // index into the function's parts
  std::uint64_t at = 0;   // of the 1-byte field in the part
  PartPlace own;          // where it leads; if it has no part:
  Resolution resolution;
};

// Leads each branch over a jump behind or before its part, which moves the
// part's origin.
void add_stubs(const PartContext &context,
               const std::vector<ShortBranch> &branches,
               std::vector<Part> &parts);

} // namespace hotpatch

#endif
