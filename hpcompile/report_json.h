// The reports as JSON, schemas "hpcompile.report/1" and
// "hpcompile.validation/1" (docs/schemas).
#ifndef HOTPATCH_HPCOMPILE_REPORT_JSON_H
#define HOTPATCH_HPCOMPILE_REPORT_JSON_H

#include "cli/json_writer.h"
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

// {"name": "hpcompile", "version": ...} as the member "tool".
void write_tool(JsonWriter &w);

// The members of an identity, without the braces around them.
void write_identity(JsonWriter &w, const ImageIdentity &identity);

// [{"name", "bytes"}, ...].
void write_parts(JsonWriter &w, const std::vector<PayloadPart> &parts);

// [{"slug", "subject", "reason"}, ...].
void write_accepted(JsonWriter &w, const std::vector<AcceptedRisk> &accepted);

} // namespace hotpatch

#endif
