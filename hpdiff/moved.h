// Functions that went from one object to another.
#ifndef HOTPATCH_HPDIFF_MOVED_H
#define HOTPATCH_HPDIFF_MOVED_H

#include "hpdiff/inputs.h"
#include "hpdiff/object_diff.h"

namespace hotpatch {

// Pairs functions that are removed from one object with functions of the same
// name that are added to another, if there is exactly one of each in the whole
// report, compares them, and replaces both entries by one.  Weak functions
// (templates, inline functions) are left alone: every object may have its copy.
void resolve_moved(const std::vector<FilePair> &files, DiffReport &report,
                   const ObjectOptions &options, Decoders &decoders);

} // namespace hotpatch

#endif
