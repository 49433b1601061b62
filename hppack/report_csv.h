// The report's figures as CSV, for spreadsheets and scripts.
#ifndef HOTPATCH_HPPACK_REPORT_CSV_H
#define HOTPATCH_HPPACK_REPORT_CSV_H

#include "hppack/size_report.h"

#include <string>

namespace hotpatch {

// One header line, then one line a figure: kind, image, object, name, reason,
// bytes, base_bytes; columns that do not apply are empty.  Lines end in CR LF;
// names are csv_field()s.  Budgets are in the other views.
// Source: RFC 4180.
std::string render_size_csv(const SizeReport &report);

} // namespace hotpatch

#endif
