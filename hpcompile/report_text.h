// The report as text for a person.
#ifndef HOTPATCH_HPCOMPILE_REPORT_TEXT_H
#define HOTPATCH_HPCOMPILE_REPORT_TEXT_H

#include "cli/terminal.h"
#include "hpcompile/report.h"

#include <string>

namespace hotpatch {

// What the command line says about a report.
struct ReportFraming {
  std::string payload_path = {}; // where the payload is written; may be empty
  std::string image_path = {};   // as given
  bool is_dry_run = false;
};

// Image, witness, what the payload holds, refusals with their remedies, what
// the validation counted, and a last line that says what came of it.
// Where style.columns is 0, no name is shortened and no line is broken.
std::string render_report_text(const CompileReport &report,
                               const ReportFraming &framing,
                               const TextStyle &style);

// The counts and the differences, if any.
std::string render_validation_text(const Validation &validation,
                                   const TextStyle &style);

} // namespace hotpatch

#endif
