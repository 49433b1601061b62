// A baseline comes from a CI job's store: perhaps of another version, perhaps
// cut short, perhaps not ours at all.  Whatever is missing or of another type
// is an error with the member's name; members that are not known are passed
// over, since the schema only ever grows.
#include "hppack/report_json.h"

#include "formats/payload/words.h"
#include "hppack/json_members.h"

#include <limits>

namespace hotpatch {
namespace {

Expected<SizePart> read_part(const Json &json) {
  SizePart part;
  part.name = HP_TRY(text_of(json, "name"));
  part.bytes = HP_TRY(number_of(json, "bytes"));
  return part;
}

Expected<ImageDelta> read_delta(const Json &json) {
  ImageDelta delta;
  delta.method = HP_TRY(text_of(json, "method"));
  delta.bytes = HP_TRY(number_of(json, "bytes"));
  return delta;
}

Expected<std::optional<MemoryUse>> read_memory(const Json &json) {
  if (is_null(json, "memory"))
    return std::optional<MemoryUse>();
  const Json *memory = member(json, "memory");
  if (memory == nullptr)
    return wrong_member("memory", "object");
  MemoryUse use;
  use.code = HP_TRY(number_of(*memory, "code_bytes"));
  use.data = HP_TRY(number_of(*memory, "data_bytes"));
  return use;
}

Expected<SizedFull> read_full(const Json &json) {
  SizedFull full;
  full.name = HP_TRY(text_of(json, "name"));
  full.bytes = HP_TRY(number_of(json, "bytes"));
  full.compressed.zstd = HP_TRY(number_of(json, "zstd_bytes"));
  full.compressed.xz = HP_TRY(number_of(json, "xz_bytes"));
  full.memory = HP_TRY(read_memory(json));
  return full;
}

Expected<FunctionReason> read_reason(const Json &json) {
  const std::string word = HP_TRY(text_of(json, "reason"));
  for (FunctionReason reason : {FunctionReason::changed, FunctionReason::added,
                                FunctionReason::reached})
    if (to_word(reason) == word)
      return reason;
  return wrong_member("reason", "known word");
}

Expected<SizedFunction> read_function(const Json &json) {
  SizedFunction function;
  function.object = HP_TRY(text_of(json, "object"));
  function.name = HP_TRY(text_of(json, "name"));
  function.reason = HP_TRY(read_reason(json));
  function.bytes = HP_TRY(number_of(json, "bytes"));
  function.base_bytes = HP_TRY(number_of(json, "base_bytes"));
  return function;
}

Expected<SizedImage> read_image(const Json &json) {
  SizedImage image;
  image.name = HP_TRY(text_of(json, "name"));
  image.full = HP_TRY(number_or_null(json, "full"));
  image.deltas = HP_TRY(items_of(json, "deltas", read_delta));
  image.payload_bytes = HP_TRY(number_of(json, "payload_bytes"));
  image.packed_bytes = HP_TRY(number_of(json, "packed_bytes"));
  image.parts = HP_TRY(items_of(json, "parts", read_part));
  image.memory = HP_TRY(read_memory(json));
  image.functions = HP_TRY(items_of(json, "functions", read_function));
  return image;
}

Expected<std::string> read_text(const Json &json) {
  if (!json.is_string())
    return wrong_member("cves", "list of texts");
  return json.get<std::string>();
}

Expected<void> check_schema(const Json &root) {
  if (root.is_discarded() || !root.is_object())
    return fail(ErrorCode::malformed, "is no JSON object");
  const std::string schema = HP_TRY(text_of(root, "schema"));
  if (schema == "hppack.report/1")
    return {};
  const bool is_ours = schema.starts_with("hppack.report/");
  return fail(is_ours ? ErrorCode::unsupported : ErrorCode::malformed,
              "schema is '" + schema + "', expected hppack.report/1");
}

} // namespace

Expected<SizeReport> read_size_json(std::string_view json) {
  const Json root = Json::parse(json, nullptr, false);
  HP_TRY(check_schema(root));
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  SizeReport report;
  report.product = HP_TRY(text_of(root, "product"));
  report.channel = HP_TRY(text_or_null(root, "channel"));
  report.sequence =
      static_cast<std::uint32_t>(HP_TRY(number_of(root, "sequence", most)));
  report.supersedes =
      static_cast<std::uint32_t>(HP_TRY(number_of(root, "supersedes", most)));
  report.cves = HP_TRY(items_of(root, "cves", read_text));
  report.created = HP_TRY(number_or_null(root, "created"));
  report.expires = HP_TRY(number_or_null(root, "expires"));
  report.notes = HP_TRY(text_or_null(root, "notes"));
  report.package_bytes = HP_TRY(number_of(root, "package_bytes"));
  report.parts = HP_TRY(items_of(root, "parts", read_part));
  report.fulls = HP_TRY(items_of(root, "fulls", read_full));
  report.images = HP_TRY(items_of(root, "images", read_image));
  for (const SizedImage &image : report.images)
    if (image.full && *image.full >= report.fulls.size())
      return wrong_member("full", "place in 'fulls'");
  return report;
}

} // namespace hotpatch
