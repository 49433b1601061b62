// LLVM's errors as ours.  Included by .cc files only.
#ifndef HOTPATCH_FORMATS_DEBUG_LLVM_ERROR_H
#define HOTPATCH_FORMATS_DEBUG_LLVM_ERROR_H

#include "formats/core/error.h"

#include <llvm/Support/Error.h>

#include <string>
#include <utility>

namespace hotpatch {

// The value, or LLVM's message as a `malformed` error.
template <typename T> Expected<T> from_llvm(llvm::Expected<T> value) {
  if (!value)
    return fail(ErrorCode::malformed, llvm::toString(value.takeError()));
  return std::move(*value);
}

} // namespace hotpatch

#endif
