// CSAF has a field for what a hotpatch is about: a remediation's
// restart_required, here "none".  Product ids are positions in the manifest:
// names may be alike or hold anything.
//
// A vulnerability is named by `cve` only if it looks like one, since the schema
// asks for that; else by an id of the author's.
#include "hppack/export_parts.h"

#include "cli/json_writer.h"
#include "cli/text.h"
#include "formats/core/text.h"
#include "formats/core/version.h"

#include <algorithm>

namespace hotpatch {
namespace {

// CVE-YYYY-NNNN or longer.
bool is_cve(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() >= 13 && text.starts_with("CVE-") && text[8] == '-' &&
         std::ranges::all_of(text.substr(4, 4), is_digit) &&
         std::ranges::all_of(text.substr(9), is_digit);
}

std::string base_id(std::size_t index) {
  return "BASE-" + std::to_string(index);
}

std::string fixed_id(std::size_t index) {
  return "FIXED-" + std::to_string(index);
}

// All ids of one kind.
std::vector<std::string> ids_of(const Manifest &manifest,
                                std::string (*id)(std::size_t)) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < manifest.images.size(); ++i)
    ids.push_back(id(i));
  return ids;
}

void write_tracking(JsonWriter &w, const Manifest &manifest,
                    const ExportFrame &frame) {
  const std::string time = utc_text(frame.time);
  w.key("tracking");
  w.start_object();
  w.text_member("current_release_date", time);
  w.key("generator");
  w.start_object();
  w.key("engine");
  w.start_object();
  w.text_member("name", "hppack");
  w.text_member("version", tool_version());
  w.end_object();
  w.end_object();
  w.text_member("id", release_id(manifest));
  w.text_member("initial_release_date", time);
  w.key("revision_history");
  w.start_array();
  w.start_object();
  w.text_member("date", time);
  w.text_member("number", "1");
  w.text_member("summary", "Initial version.");
  w.end_object();
  w.end_array();
  w.text_member("status", "final");
  w.text_member("version", "1");
  w.end_object();
}

void write_document(JsonWriter &w, const Manifest &manifest,
                    const ExportFrame &frame) {
  w.key("document");
  w.start_object();
  w.text_member("category", "csaf_vex");
  w.text_member("csaf_version", "2.0");
  w.key("publisher");
  w.start_object();
  w.text_member("category", "vendor");
  w.text_member("name", frame.author);
  w.text_member("namespace", frame.author_url);
  w.end_object();
  w.text_member("title", title_of(manifest));
  write_tracking(w, manifest, frame);
  w.end_object();
}

void write_product(JsonWriter &w, const std::string &id,
                   const std::string &name, const std::string &purl) {
  w.start_row();
  w.text_member("product_id", id);
  w.text_member("name", name);
  w.key("product_identification_helper");
  w.start_object();
  w.text_member("purl", purl);
  w.end_object();
  w.end_object();
}

void write_products(JsonWriter &w, const Manifest &manifest) {
  w.key("product_tree");
  w.start_object();
  w.key("full_product_names");
  w.start_array();
  for (std::size_t i = 0; i < manifest.images.size(); ++i) {
    const PackedImage &image = manifest.images[i];
    const std::string name = printable(manifest.product) + " " +
                             printable(image.name) + " " +
                             build_text(image.base);
    write_product(w, base_id(i), name, base_purl(manifest, image));
    write_product(w, fixed_id(i),
                  name + " with hotpatch " + std::to_string(manifest.sequence) +
                      " in force",
                  fixed_purl(manifest, image));
  }
  w.end_array();
  w.end_object();
}

void write_name(JsonWriter &w, const std::string &cve,
                const ExportFrame &frame) {
  if (is_cve(cve)) {
    w.text_member("cve", cve);
    return;
  }
  w.key("ids");
  w.start_array();
  w.start_object();
  w.text_member("system_name", frame.author);
  w.text_member("text", cve);
  w.end_object();
  w.end_array();
}

void write_remediation(JsonWriter &w, const Manifest &manifest,
                       const ExportFrame &frame) {
  w.key("remediations");
  w.start_array();
  w.start_object();
  w.text_member("category", "vendor_fix");
  w.text_member("details", action_text(manifest) + " Package " +
                               printable(frame.package_name) + ", " +
                               to_text(frame.package_digest) + ".");
  w.texts_member("product_ids", ids_of(manifest, base_id));
  w.key("restart_required");
  w.start_object();
  w.text_member("category", "none");
  w.end_object();
  w.end_object();
  w.end_array();
}

void write_vulnerability(JsonWriter &w, const Manifest &manifest,
                         const ExportFrame &frame, const std::string &cve) {
  w.start_row();
  write_name(w, cve, frame);
  w.key("notes");
  w.start_array();
  w.start_object();
  w.text_member("category", "summary");
  w.text_member("text", manifest.notes.empty()
                            ? "Fixed in memory by " + title_of(manifest) + "."
                            : manifest.notes);
  w.end_object();
  w.end_array();
  w.key("product_status");
  w.start_object();
  w.texts_member("fixed", ids_of(manifest, fixed_id));
  w.texts_member("known_affected", ids_of(manifest, base_id));
  w.end_object();
  write_remediation(w, manifest, frame);
  w.end_object();
}

} // namespace

Expected<std::string> render_csaf(const Manifest &manifest,
                                  const ExportFrame &frame) {
  HP_TRY(check_vex(manifest, frame));
  JsonWriter w;
  w.start_object();
  write_document(w, manifest, frame);
  write_products(w, manifest);
  w.key("vulnerabilities");
  w.start_array();
  for (const std::string &cve : manifest.cves)
    write_vulnerability(w, manifest, frame, cve);
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
