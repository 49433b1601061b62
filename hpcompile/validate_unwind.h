// Comparing what tells how to unwind two bodies of code, one of each world.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_UNWIND_H
#define HOTPATCH_HPCOMPILE_VALIDATE_UNWIND_H

#include "hpcompile/validate_code.h"

namespace hotpatch {

// Compares the unwind records of two bodies that compare_code() found to have
// the same instructions.  Personality functions and types become references,
// all that differs `others`; no instructions are counted.
CodeComparison compare_unwind(const World &base_world, const CodeBody &base,
                              const World &post_world, const CodeBody &post);

} // namespace hotpatch

#endif
