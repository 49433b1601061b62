// The reports as JSON, schemas "hpcompile.report/1" and
// "hpcompile.validation/1" (docs/schemas).
#ifndef HOTPATCH_HPCOMPILE_REPORT_JSON_H
#define HOTPATCH_HPCOMPILE_REPORT_JSON_H

#include "hpcompile/compile.h"
#include "hpcompile/report.h"
#include "hpcompile/report_text.h"

#include <string>

namespace hotpatch {

// One function, refusal, ... a line, so that text tools can read the file too.
// Two equal reports yield equal bytes.
// Source: docs/schemas/hpcompile.report.schema.json.
std::string render_report_json(const CompileReport &report,
                               const ReportFraming &framing);

// Source: docs/schemas/hpcompile.validation.schema.json.
std::string render_validation_json(const Validation &validation,
                                   const ValidateInputs &inputs);

} // namespace hotpatch

#endif
