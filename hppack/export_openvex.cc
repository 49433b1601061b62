// Two statements for each CVE: a scanner that hashes files finds the base image
// on disk, which is still affected; one that asks the applier finds the process
// fixed.  Only the second would hide the first until the next restart.
#include "hppack/export_parts.h"

#include "cli/json_writer.h"
#include "formats/core/text.h"
#include "formats/core/version.h"

namespace hotpatch {
namespace {

void begin_statement(JsonWriter &w, const std::string &cve) {
  w.start_row();
  w.key("vulnerability");
  w.start_object();
  w.text_member("name", cve);
  w.end_object();
  w.key("products");
  w.start_array();
}

void write_fixed(JsonWriter &w, const Manifest &manifest,
                 const ExportFrame &frame, const std::string &cve) {
  begin_statement(w, cve);
  for (const PackedImage &image : manifest.images) {
    w.start_object();
    w.text_member("@id", fixed_purl(manifest, image));
    w.key("subcomponents");
    w.start_array();
    w.start_object();
    w.text_member("@id", document_id(manifest, frame, "package"));
    w.key("hashes");
    w.start_object();
    w.text_member("sha-256", to_hex(frame.package_digest));
    w.end_object();
    w.end_object();
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.text_member("status", "fixed");
  w.text_member("status_notes", "In processes with hotpatch " +
                                    std::to_string(manifest.sequence) +
                                    " in force.");
  w.end_object();
}

void write_affected(JsonWriter &w, const Manifest &manifest,
                    const std::string &cve) {
  begin_statement(w, cve);
  for (const PackedImage &image : manifest.images) {
    w.start_object();
    w.text_member("@id", base_purl(manifest, image));
    w.end_object();
  }
  w.end_array();
  w.text_member("status", "affected");
  w.text_member("action_statement", action_text(manifest));
  w.end_object();
}

} // namespace

Expected<std::string> render_openvex(const Manifest &manifest,
                                     const ExportFrame &frame) {
  HP_TRY(check_vex(manifest, frame));
  JsonWriter w;
  w.start_object();
  w.text_member("@context", "https://openvex.dev/ns/v0.2.0");
  w.text_member("@id", document_id(manifest, frame, "openvex"));
  w.text_member("author", frame.author);
  w.text_member("timestamp", utc_text(frame.time));
  w.number_member("version", 1);
  w.text_member("tooling", "hppack " + std::string(tool_version()));
  w.key("statements");
  w.start_array();
  for (const std::string &cve : manifest.cves) {
    write_fixed(w, manifest, frame, cve);
    write_affected(w, manifest, cve);
  }
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
