// All of a payload as one JSON document.
//
// Every member is always there (null or an empty list where there is nothing),
// so that a reader needs no cases; the words are those of docs/GLOSSARY.md and
// of the enums.  Bytes are hexadecimal, numbers are numbers.
//
// A payload is small, so its tree is built and then written, unlike a report of
// hpdiff's.
#include "formats/payload/dump.h"

#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/words.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace hotpatch {
namespace {

using Json = nlohmann::ordered_json;

template <typename T, typename ToJson>
Json list_of(const std::vector<T> &items, ToJson to_json) {
  Json list = Json::array();
  for (const T &item : items)
    list.push_back(to_json(item));
  return list;
}

Json base_of(const Payload &payload) {
  const ImageIdentity &base = payload.base;
  return {{"name", payload.base_name},
          {"format", to_word(base.format)},
          {"machine", base.machine},
          {"size_of_image", base.size_of_image},
          {"time_date_stamp", base.time_date_stamp},
          {"checksum", base.checksum},
          {"pdb_guid", to_hex(base.pdb_guid)},
          {"pdb_age", base.pdb_age},
          {"build_id", to_hex(base.build_id)},
          {"code_digest", to_text(base.code_digest)}};
}

Json section_of(const PayloadSection &section) {
  return {{"name", section.name},
          {"kind", to_word(section.kind)},
          {"rva", section.rva},
          {"size", section.size},
          {"content", to_hex(section.bytes)}};
}

// base_rva, base_size and base_digest are null together.
Json function_of(const PayloadFunction &function) {
  const bool has_base = function.base_rva.has_value();
  return {
      {"name", function.name},
      {"object", function.object},
      {"reason", to_word(function.reason)},
      {"payload_rva", function.payload_rva},
      {"size", function.size},
      {"base_rva", has_base ? Json(*function.base_rva) : Json()},
      {"base_size", has_base ? Json(function.base_size) : Json()},
      {"base_digest", has_base ? Json(to_text(function.base_digest)) : Json()},
      {"base_pieces", list_of(function.base_pieces,
                              [](const PayloadFunction::Piece &piece) {
                                return Json{{"rva", piece.base_rva},
                                            {"size", piece.base_size}};
                              })},
      {"call_target", function.is_call_target}};
}

Json redirect_of(const Redirect &redirect) {
  return {{"kind", to_word(redirect.kind)},
          {"base_entry", redirect.base_entry},
          {"patch_begin", redirect.patch_begin},
          {"payload_entry", redirect.payload_entry},
          {"base_bytes", to_hex(redirect.base_bytes)}};
}

Json fixup_of(const Fixup &fixup) {
  return {{"kind", to_word(fixup.kind)},
          {"site", fixup.site},
          {"base_target", fixup.base_target},
          {"addend", fixup.addend}};
}

Json import_of(const PayloadImport &import) {
  const bool has_name = !import.name.empty();
  return {{"slot", import.slot},
          {"module", import.module.empty() ? Json() : Json(import.module)},
          {"name", has_name ? Json(import.name) : Json()},
          {"ordinal", has_name ? Json() : Json(import.ordinal)}};
}

Json unwind_of(const PayloadUnwind &unwind) {
  return {{"begin", unwind.begin}, {"end", unwind.end}, {"info", unwind.info}};
}

Json hook_of(const Hook &hook) {
  constexpr std::string_view prefix = "hotpatch_";
  return {{"kind", to_word(hook.kind).substr(prefix.size())},
          {"payload_rva", hook.payload_rva}};
}

Json accepted_of(const AcceptedRisk &risk) {
  return {
      {"slug", risk.slug}, {"subject", risk.subject}, {"reason", risk.reason}};
}

Json part_json(const PayloadPart &part) {
  return {{"name", part.name}, {"bytes", part.bytes}};
}

} // namespace

std::string dump_json(const Payload &payload,
                      const std::vector<PayloadPart> &parts) {
  std::uint64_t size = 0;
  for (const PayloadPart &part : parts)
    size += part.bytes;
  const Json document = {{"schema", "hpcompile.dump/1"},
                         {"base", base_of(payload)},
                         {"sequence", payload.sequence},
                         {"needs_unwind", payload.needs_unwind},
                         {"sections", list_of(payload.sections, section_of)},
                         {"functions", list_of(payload.functions, function_of)},
                         {"redirects", list_of(payload.redirects, redirect_of)},
                         {"fixups", list_of(payload.fixups, fixup_of)},
                         {"imports", list_of(payload.imports, import_of)},
                         {"relative_sites", payload.relative_sites},
                         {"unwind", list_of(payload.unwind, unwind_of)},
                         {"hooks", list_of(payload.hooks, hook_of)},
                         {"accepted", list_of(payload.accepted, accepted_of)},
                         {"line_only", payload.line_only},
                         {"bytes", size},
                         {"parts", list_of(parts, part_json)}};
  // A name that is not UTF-8 is in no valid payload; it must not throw either.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace hotpatch
