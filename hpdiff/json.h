// The report as JSON, schema "hpdiff.report/1" (docs/schemas), from which any
// other view can be made.
#ifndef HOTPATCH_HPDIFF_JSON_H
#define HOTPATCH_HPDIFF_JSON_H

#include "formats/core/file.h"
#include "hpdiff/report.h"
#include "hpdiff/select.h"

namespace hotpatch {

// Writes the rows of `listing` in its order, and the totals, which are over
// everything.  One function or datum is one line, so that text tools can read
// the file too.  Two equal reports yield equal bytes.  The pieces that `sink`
// gets are valid only during its call.
// Source: docs/schemas/hpdiff.report.schema.json.
void write_json(const DiffReport &report, const Listing &listing,
                const Sink &sink);

} // namespace hotpatch

#endif
