// A size report as JSON, and back.
#ifndef HOTPATCH_HPPACK_REPORT_JSON_H
#define HOTPATCH_HPPACK_REPORT_JSON_H

#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <string>
#include <string_view>

namespace hotpatch {

// Two equal reports yield equal bytes.
// Source: docs/schemas/hppack.report.schema.json.
std::string render_size_json(const SizeReport &report);

// The report that such a document was made from, as a baseline for another one:
// without delivery, baseline and budgets of its own.  Text is what
// printable() has made of it.
// malformed: no JSON, or not of this schema; the message names the member.
// unsupported: another schema of hppack's.
Expected<SizeReport> read_size_json(std::string_view json);

} // namespace hotpatch

#endif
