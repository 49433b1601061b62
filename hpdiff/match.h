// Pairs the functions and data of two objects.
#ifndef HOTPATCH_HPDIFF_MATCH_H
#define HOTPATCH_HPDIFF_MATCH_H

#include "hpdiff/equality.h"

#include "formats/core/digest.h"

namespace hotpatch {

// A funnel, the most certain level first; each level only sees what the ones
// before it left, and takes a pair only if it is the only one:
//   name        luaV_concat                  <-> luaV_concat
//   base_name   luaV_concat.part.0           <-> luaV_concat.part.1
//   content     a static function renamed    (same instructions and targets)
//   neighbours  a static function renamed and changed (matched functions refer
//               to both at corresponding places)
// Numbered data (static locals: `buffer.2`) is paired by the functions that use
// it, since compilers number anew.  A pair is no verdict: both are compared.
Correspondence match(const Side &pre, const Side &post);

// Equal for functions with the same instructions and, by name, the same
// targets.  Finds candidates; proves nothing.
Fingerprint content_fingerprint(const Side &side, std::uint32_t function);

} // namespace hotpatch

#endif
