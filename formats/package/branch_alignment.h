// Which branch of a changed function is which of the base function.
#ifndef HOTPATCH_FORMATS_PACKAGE_BRANCH_ALIGNMENT_H
#define HOTPATCH_FORMATS_PACKAGE_BRANCH_ALIGNMENT_H

#include "formats/core/bytes.h"
#include "formats/package/code_fields.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// For each of `fields` (find_code_fields(code)) by how much the distance in
// `code` is greater than that of the branch of `base_code` that it corresponds
// to; 0 where there is none, and for all that are no branches.  A guess: any
// result can be stored, good ones take less.  Takes n log n time.
std::vector<std::int32_t> align_branches(BytesView code,
                                         std::span<const CodeField> fields,
                                         BytesView base_code);

} // namespace hotpatch

#endif
