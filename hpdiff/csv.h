// The report's rows as CSV, for spreadsheets and scripts.
#ifndef HOTPATCH_HPDIFF_CSV_H
#define HOTPATCH_HPDIFF_CSV_H

#include "formats/core/file.h"
#include "hpdiff/report.h"
#include "hpdiff/select.h"

namespace hotpatch {

// One header line, then functions, then data; columns that do not apply to a
// row are empty.  Lines end in CR LF.
// A name that a spreadsheet would take for a formula (it begins with one of
// `=`, `+`, `-`, `@`) has an apostrophe before it.
// Source: RFC 4180.
void write_csv(const DiffReport &report, const Listing &listing,
               const Sink &sink);

} // namespace hotpatch

#endif
