// What tells a return address from other words.
#ifndef HOTPATCH_HPAPPLY_RETURN_ADDRESS_H
#define HOTPATCH_HPAPPLY_RETURN_ADDRESS_H

#include "hpapply/process.h"

namespace hotpatch {

// Whether a call ends at `end`, so that it is a return address; also where it
// cannot be read.  By the bytes, so that others may seem to.
bool ends_with_call(Process &process, Address end);

} // namespace hotpatch

#endif
