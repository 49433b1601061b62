// Every member is always there, null or empty where there is nothing to say, so
// that a reader needs no case for its absence.  Sums and best values stand
// beside what they were made from: a pipeline step should not have to add.
#include "hppack/report_json.h"

#include "cli/json_writer.h"
#include "formats/core/version.h"
#include "formats/payload/words.h"

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

void write_size(JsonWriter &w, std::string_view name, Size size) {
  w.key(name);
  if (size)
    w.number(*size);
  else
    w.null();
}

void write_tool(JsonWriter &w) {
  w.key("tool");
  w.start_object();
  w.text_member("name", "hppack");
  w.text_member("version", tool_version());
  w.end_object();
}

void write_parts(JsonWriter &w, const std::vector<SizePart> &parts) {
  w.key("parts");
  w.start_array();
  for (const SizePart &part : parts) {
    w.start_object();
    w.text_member("name", part.name);
    w.number_member("bytes", part.bytes);
    w.end_object();
  }
  w.end_array();
}

void write_memory(JsonWriter &w, const std::optional<MemoryUse> &memory) {
  w.key("memory");
  if (!memory) {
    w.null();
    return;
  }
  w.start_object();
  w.number_member("code_bytes", memory->code);
  w.number_member("data_bytes", memory->data);
  w.end_object();
}

void write_full(JsonWriter &w, const SizedFull &full) {
  w.start_row();
  w.text_member("name", full.name);
  w.number_member("bytes", full.bytes);
  w.number_member("zstd_bytes", full.compressed.zstd);
  w.number_member("xz_bytes", full.compressed.xz);
  write_memory(w, full.memory);
  w.end_object();
}

void write_function(JsonWriter &w, const SizedFunction &function) {
  w.start_row();
  w.text_member("object", function.object);
  w.text_member("name", function.name);
  w.text_member("reason", to_word(function.reason));
  w.number_member("bytes", function.bytes);
  w.number_member("base_bytes", function.base_bytes);
  w.end_object();
}

void write_deltas(JsonWriter &w, const std::vector<ImageDelta> &deltas) {
  w.key("deltas");
  w.start_array();
  for (const ImageDelta &delta : deltas) {
    w.start_object();
    w.text_member("method", delta.method);
    w.number_member("bytes", delta.bytes);
    w.end_object();
  }
  w.end_array();
}

void write_image(JsonWriter &w, const SizedImage &image,
                 const std::vector<SizedFull> &fulls) {
  const SizedFull *full = image.full ? &fulls[*image.full] : nullptr;
  w.start_row();
  w.text_member("name", image.name);
  write_size(w, "full", image.full ? Size(*image.full) : Size());
  write_size(w, "full_bytes", full != nullptr ? Size(full->bytes) : Size());
  write_size(w, "full_compressed_bytes",
             full != nullptr ? Size(full->compressed.smallest()) : Size());
  write_size(w, "delta_bytes", smallest_delta(image));
  write_deltas(w, image.deltas);
  w.number_member("payload_bytes", image.payload_bytes);
  w.number_member("packed_bytes", image.packed_bytes);
  write_parts(w, image.parts);
  write_memory(w, image.memory);
  w.key("functions");
  w.start_array();
  for (const SizedFunction &function : image.functions)
    write_function(w, function);
  w.end_array();
  w.end_object();
}

void write_totals(JsonWriter &w, const SizeTotals &totals) {
  w.key("totals");
  w.start_object();
  write_size(w, "full_bytes", totals.full);
  write_size(w, "full_compressed_bytes", totals.full_compressed);
  write_size(w, "delta_bytes", totals.delta);
  w.number_member("payload_bytes", totals.payload);
  w.number_member("packed_bytes", totals.packed);
  write_size(w, "functions", totals.functions);
  write_size(w, "function_bytes", totals.function_bytes);
  write_size(w, "memory_bytes", totals.memory);
  w.end_object();
}

// Negative where the package is the larger one.
void write_saving(JsonWriter &w, std::string_view name, Size size,
                  std::uint64_t package) {
  w.key(name);
  if (size)
    w.number(static_cast<std::int64_t>(*size - package));
  else
    w.null();
}

void write_savings(JsonWriter &w, const SizeTotals &totals,
                   std::uint64_t package) {
  w.key("savings");
  w.start_object();
  write_saving(w, "against_full_bytes", totals.full, package);
  write_saving(w, "against_full_compressed_bytes", totals.full_compressed,
               package);
  write_saving(w, "against_delta_bytes", totals.delta, package);
  w.end_object();
}

void write_delivery(JsonWriter &w, const SizeReport &report) {
  w.key("delivery");
  if (!report.delivery) {
    w.null();
    return;
  }
  w.start_object();
  w.number_member("endpoints", report.delivery->endpoints);
  w.number_member("bytes_per_second", report.delivery->bytes_per_second);
  w.key("rows");
  w.start_array();
  for (const DeliveryRow &row : delivery_rows(report)) {
    w.start_row();
    w.text_member("what", row.what);
    w.number_member("bytes_each", row.bytes_each);
    w.number_member("bytes", row.bytes);
    w.number_member("seconds", row.seconds);
    w.end_object();
  }
  w.end_array();
  w.end_object();
}

void write_baseline(JsonWriter &w, const std::optional<BaselineNote> &note) {
  w.key("baseline");
  if (!note) {
    w.null();
    return;
  }
  w.start_object();
  w.text_member("path", note->path);
  w.text_member("digest", note->digest);
  w.number_member("sequence", note->sequence);
  w.number_member("package_bytes", note->package_bytes);
  w.end_object();
}

void write_budget(JsonWriter &w, const BudgetResult &result) {
  w.start_row();
  w.text_member("budget", result.budget);
  w.text_or_null("image", result.image);
  w.text_member("metric", to_word(result.metric));
  w.text_member("kind", to_word(result.kind));
  w.text_member("status", to_word(result.status));
  write_size(w, "value", result.value);
  write_size(w, "baseline", result.baseline);
  w.number_member("limit", result.limit);
  w.number_member("tolerance", result.tolerance);
  w.number_member("over", result.over);
  w.text_or_null("note", result.note);
  w.text_or_null("message", result.message);
  w.end_object();
}

void write_manifest(JsonWriter &w, const SizeReport &report) {
  w.text_member("product", report.product);
  w.text_or_null("channel", report.channel);
  w.number_member("sequence", report.sequence);
  w.number_member("supersedes", report.supersedes);
  w.texts_member("cves", report.cves);
  write_size(w, "created", report.created);
  write_size(w, "expires", report.expires);
  w.text_or_null("notes", report.notes);
}

// `write` once for each item of the array `name`.
template <typename T, typename Write>
void write_rows(JsonWriter &w, std::string_view name,
                const std::vector<T> &items, Write write) {
  w.key(name);
  w.start_array();
  for (const T &item : items)
    write(item);
  w.end_array();
}

} // namespace

std::string render_size_json(const SizeReport &report) {
  const SizeTotals totals = totals_of(report);
  JsonWriter w;
  w.start_object();
  w.text_member("schema", "hppack.report/1");
  write_tool(w);
  write_manifest(w, report);
  w.number_member("package_bytes", report.package_bytes);
  write_parts(w, report.parts);
  write_rows(w, "fulls", report.fulls,
             [&](const SizedFull &full) { write_full(w, full); });
  write_rows(w, "images", report.images, [&](const SizedImage &image) {
    write_image(w, image, report.fulls);
  });
  write_totals(w, totals);
  write_savings(w, totals, report.package_bytes);
  write_delivery(w, report);
  write_baseline(w, report.baseline);
  write_rows(w, "budgets", report.budgets,
             [&](const BudgetResult &result) { write_budget(w, result); });
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
