// Every member is always there, null or empty where there is nothing to say, so
// that a reader needs no case for its absence.  RVAs and sizes are numbers,
// digests text with their algorithm.  What is not a name from a file (slug,
// hint, reason of an identity) is a word of ours and stable.
#include "hpcompile/report_json.h"

#include "cli/identity.h"
#include "cli/json_writer.h"
#include "formats/core/version.h"
#include "hpcompile/words.h"

namespace hotpatch {
namespace {

void write_tool(JsonWriter &w) {
  w.key("tool");
  w.start_object();
  w.text_member("name", "hpcompile");
  w.text_member("version", tool_version());
  w.end_object();
}

void write_parts(JsonWriter &w, const std::vector<PayloadPart> &parts) {
  w.key("parts");
  w.start_array();
  for (const PayloadPart &part : parts) {
    w.start_object();
    w.text_member("name", part.name);
    w.number_member("bytes", part.bytes);
    w.end_object();
  }
  w.end_array();
}

void write_accepted(JsonWriter &w, const std::vector<AcceptedRisk> &accepted) {
  w.key("accepted");
  w.start_array();
  for (const AcceptedRisk &risk : accepted) {
    w.start_row();
    w.text_member("slug", risk.slug);
    w.text_member("subject", risk.subject);
    w.text_member("reason", risk.reason);
    w.end_object();
  }
  w.end_array();
}

void write_image(JsonWriter &w, const ReportedImage &image) {
  w.key("image");
  w.start_object();
  w.text_member("path", image.path);
  w.text_or_null("symbols", image.symbols);
  write_identity(w, image.identity);
  w.end_object();
}

void write_witness(JsonWriter &w, const Witness &witness) {
  w.key("witness");
  w.start_object();
  w.number_member("objects", witness.objects);
  w.number_member("objects_in_image", witness.objects_in_image);
  w.number_member("functions", witness.functions);
  w.number_member("functions_in_image", witness.functions_in_image);
  w.number_member("bytes", witness.bytes);
  w.number_member("bytes_in_image", witness.bytes_in_image);
  w.number_member("references", witness.references);
  w.texts_member("absent_objects", witness.absent_objects);
  w.texts_member("folded", witness.folded);
  w.end_object();
}

void write_function(JsonWriter &w, const ReportedFunction &function) {
  w.start_row();
  w.text_member("object", function.object);
  w.text_member("name", function.name);
  w.text_or_null("demangled", function.demangled);
  w.key("base_rva");
  if (function.base_rva)
    w.number(std::uint64_t{*function.base_rva});
  else
    w.null();
  w.text_member("reason", to_word(function.reason));
  w.number_member("size", function.size);
  w.text_member("redirect",
                function.redirect ? to_word(*function.redirect) : "none");
  w.text_or_null("redirect_reason", function.redirect_reason);
  w.text_or_null("residency", function.residency);
  w.end_object();
}

void write_refusal(JsonWriter &w, const Refusal &refusal) {
  w.start_row();
  w.text_member("slug", slug_of(refusal.reason));
  w.text_member("subject", refusal.subject);
  w.text_or_null("object", refusal.object);
  w.text_member("detail", refusal.detail);
  w.text_member("meaning", meaning_of(refusal.reason));
  w.text_member("hint", remedy_of(refusal.reason));
  w.boolean_member("is_acceptable", is_acceptable(refusal.reason));
  w.end_object();
}

void write_validation(JsonWriter &w, const Validation &validation) {
  w.start_object();
  w.text_member("verdict", validation.is_valid() ? "valid" : "differs");
  w.number_member("payload_functions", validation.payload_functions);
  w.number_member("base_functions", validation.base_functions);
  w.number_member("line_only", validation.line_only);
  w.number_member("instructions", validation.instructions);
  w.number_member("references", validation.references);
  w.texts_member("unnamed", validation.unnamed);
  w.key("differences");
  w.start_array();
  for (const ValidationDifference &difference : validation.differences) {
    w.start_row();
    w.text_member("function", difference.function);
    w.number_member("post_rva", difference.post_rva);
    w.text_member("place", difference.place);
    w.text_member("detail", difference.detail);
    w.end_object();
  }
  w.end_array();
  w.end_object();
}

void write_payload_size(JsonWriter &w, const CompileReport &report,
                        const ReportFraming &framing, bool is_written) {
  w.key("payload");
  w.start_object();
  w.text_or_null("path",
                 is_written && !framing.is_dry_run ? framing.payload_path : "");
  w.number_member("bytes", report.payload_bytes);
  write_parts(w, report.parts);
  w.end_object();
}

} // namespace

std::string render_report_json(const CompileReport &report,
                               const ReportFraming &framing) {
  const bool has_differences =
      report.validation && !report.validation->is_valid();
  const CompileStatus status =
      has_differences ? CompileStatus::refused : report.status;
  JsonWriter w;
  w.start_object();
  w.text_member("schema", "hpcompile.report/1");
  write_tool(w);
  w.text_member("status", to_word(status));
  w.boolean_member("dry_run", framing.is_dry_run);
  w.number_member("sequence", report.sequence);
  write_image(w, report.image);
  write_witness(w, report.witness);
  w.key("functions");
  w.start_array();
  for (const ReportedFunction &function : report.functions)
    write_function(w, function);
  w.end_array();
  w.key("refusals");
  w.start_array();
  for (const Refusal &refusal : report.refusals)
    write_refusal(w, refusal);
  w.end_array();
  write_accepted(w, report.accepted);
  w.texts_member("notes", report.notes);
  write_payload_size(w, report, framing, status == CompileStatus::written);
  w.key("validation");
  if (report.validation)
    write_validation(w, *report.validation);
  else
    w.null();
  w.end_object();
  return std::move(w).finish();
}

std::string render_validation_json(const Validation &validation,
                                   const ValidateInputs &inputs) {
  JsonWriter w;
  w.start_object();
  w.text_member("schema", "hpcompile.validation/1");
  write_tool(w);
  w.text_member("payload", inputs.payload);
  w.text_member("image", inputs.image);
  w.text_member("post_image", inputs.post_image);
  w.key("validation");
  write_validation(w, validation);
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
