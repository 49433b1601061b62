// Every member is always there, null or empty where there is nothing to say.
// Addresses are text in hexadecimal: JSON's numbers end at 53 bits for many.
#include "hpapply/views.h"

#include "cli/json_writer.h"
#include "formats/core/text.h"
#include "formats/core/version.h"
#include "formats/payload/words.h"

namespace hotpatch {
namespace {

void start(JsonWriter &w, std::string_view schema, std::uint32_t pid) {
  w.start_object();
  w.text_member("schema", schema);
  w.key("tool");
  w.start_object();
  w.text_member("name", "hpapply");
  w.text_member("version", tool_version());
  w.end_object();
  w.number_member("pid", std::uint64_t{pid});
}

void write_package(JsonWriter &w, const Residence &residence) {
  const Manifest &manifest = residence.manifest;
  w.key("package");
  w.start_object();
  w.text_member("id", to_text(residence.package));
  w.text_member("product", manifest.product);
  w.text_or_null("channel", manifest.channel);
  w.number_member("sequence", std::uint64_t{manifest.sequence});
  w.texts_member("cves", manifest.cves);
  w.end_object();
}

void write_places(JsonWriter &w, const Residence &residence) {
  w.text_member("image", residence.payload.base_name);
  w.text_member("base_address", hex(residence.base));
  w.text_member("payload_address", hex(residence.range.begin));
  w.number_member("bytes", residence.range.size());
}

void write_function(JsonWriter &w, const ListedFunction &function) {
  w.text_member("name", function.name);
  w.text_member("address", hex(function.address));
  w.text_member("redirect", to_word(function.redirect));
}

void write_residences(JsonWriter &w, std::string_view name,
                      const std::vector<Residence> &residences) {
  w.key(name);
  w.start_array();
  for (const Residence &residence : residences) {
    w.start_row();
    write_package(w, residence);
    write_places(w, residence);
    w.key("functions");
    w.start_array();
    for (const ListedFunction &function : list_functions(residence)) {
      w.start_row();
      write_function(w, function);
      w.end_object();
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
}

void write_figures(JsonWriter &w, const ChangeFigures &figures) {
  using std::chrono::duration_cast, std::chrono::microseconds;
  w.key("figures");
  w.start_object();
  w.number_member(
      "longest_stop_us",
      static_cast<std::uint64_t>(
          duration_cast<microseconds>(figures.longest_stop).count()));
  w.number_member("retries", figures.retries);
  w.number_member("memory_bytes", figures.memory_bytes);
  w.end_object();
}

void write_error(JsonWriter &w, const Error *error, bool is_undone) {
  w.key("error");
  if (!error) {
    w.null();
    return;
  }
  // "slug: detail", if it is a refusal.
  const bool is_refusal = error->code == ErrorCode::untrusted;
  const std::size_t colon = is_refusal ? error->message.find(": ") : 0;
  w.start_object();
  w.text_or_null("slug", error->message.substr(0, colon));
  w.text_member("message", error->message);
  w.text_or_null("hint", error->hint);
  w.boolean_member("is_undone", is_undone);
  w.end_object();
}

void write_change(JsonWriter &w, const ChangeSubject &subject,
                  std::string_view verdict, const ChangeReport &report,
                  const Error *error, bool is_undone) {
  start(w, "hpapply.change/1", subject.pid);
  w.text_member("command", subject.command);
  w.text_member("verdict", verdict);
  write_residences(w, "arrived", report.arrived);
  write_residences(w, "departed", report.departed);
  write_figures(w, report.figures);
  w.texts_member("notes", report.notes);
  write_error(w, error, is_undone);
  w.end_object();
}

} // namespace

std::string render_change_json(const ChangeSubject &subject,
                               const ChangeReport &report) {
  JsonWriter w;
  const SwitchFailure *failure = report.failure ? &*report.failure : nullptr;
  write_change(w, subject, verdict_word(subject, report), report,
               failure ? &failure->error : nullptr,
               failure && failure->is_undone);
  return std::move(w).finish();
}

std::string render_refusal_json(const ChangeSubject &subject,
                                const Error &refusal) {
  JsonWriter w;
  write_change(w, subject, "refused", {}, &refusal, true);
  return std::move(w).finish();
}

std::string render_status_json(std::uint32_t pid,
                               std::span<const KnownResidence> known) {
  JsonWriter w;
  start(w, "hpapply.status/1", pid);
  w.text_member("verdict", is_in_force(known) ? "in-force" : "not-in-force");
  w.key("payloads");
  w.start_array();
  for (const auto &[residence, check] : known) {
    w.start_row();
    w.text_member("state", to_word(check.state));
    w.boolean_member("is_payload_intact", check.is_payload_intact);
    write_package(w, residence);
    write_places(w, residence);
    w.key("functions");
    w.start_array();
    std::size_t i = 0;
    for (const ListedFunction &function : list_functions(residence)) {
      const SiteCheck &site = check.sites[i++];
      w.start_row();
      write_function(w, function);
      w.text_member("state", to_word(site.state));
      w.text_member("found", to_hex(site.found));
      w.end_object();
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
