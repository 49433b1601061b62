// A post function decoded, with the pre references that its own correspond to.
#ifndef HOTPATCH_HPCOMPILE_FUNCTION_VIEW_H
#define HOTPATCH_HPCOMPILE_FUNCTION_VIEW_H

#include "hpdiff/code_view.h"
#include "hpdiff/equality.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// The reference at the corresponding place of the pre function.
struct AlignedReference {
  Target target;          // in the pre object
  std::uint64_t at = 0;   // of the field, from the pre function's start
  std::uint8_t width = 0; // bytes
  // A 4-byte distance from the end of its instruction, which is so many bytes
  // behind the field's begin, in code that no linker rewrites; 0: it is not.
  std::uint8_t distance_from = 0;
};

struct FunctionView {
  CodeView code; // views into the post side
  std::vector<std::optional<AlignedReference>> aligned; // one a reference
};

// A function without a counterpart.
FunctionView view_function(const Side &post, std::uint32_t function);

// A function and its matched counterpart: references of aligned instructions
// correspond.
FunctionView view_function(const Side &pre, std::uint32_t pre_function,
                           const Side &post, std::uint32_t post_function,
                           Equality &equality);

} // namespace hotpatch

#endif
