// Gives the parts of a selection their places.
#ifndef HOTPATCH_HPCOMPILE_LAYOUT_H
#define HOTPATCH_HPCOMPILE_LAYOUT_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"
#include "hpcompile/selection.h"

#include <optional>
#include <vector>

namespace hotpatch {

// The payload that holds a selection: its sections, functions, fixups, imports,
// unwind records, hooks and redirects; what else a Payload says (its base, its
// sequence number, accepted risks) is left for the caller.  `redirects` are by
// SelectedFunction, nothing where none leads to it.
// unsupported: a part is aligned beyond payload_page, or the payload would not
// end below 2 GiB.
Expected<Payload>
lay_out(const Selection &selection, ObjectFormat format,
        const std::vector<std::optional<Redirect>> &redirects);

} // namespace hotpatch

#endif
