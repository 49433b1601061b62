// The value, field by field, under the names of formats/payload/payload.h, so
// that an independent reader of the byte format can be compared with it.
#include "hpcompile/payload_view.h"

#include "cli/json_writer.h"
#include "hpcompile/report_json.h"
#include "hpcompile/words.h"

namespace hotpatch {
namespace {

// `name`: [one row per item, which `write` fills].
template <typename Item, typename Write>
void write_rows(JsonWriter &w, std::string_view name,
                const std::vector<Item> &items, Write write) {
  w.key(name);
  w.start_array();
  for (const Item &item : items) {
    w.start_row();
    write(item);
    w.end_object();
  }
  w.end_array();
}

void write_numbers(JsonWriter &w, std::string_view name,
                   const std::vector<Rva> &numbers) {
  w.key(name);
  w.start_array();
  for (Rva number : numbers)
    w.number(std::uint64_t{number});
  w.end_array();
}

void write_function(JsonWriter &w, const PayloadFunction &function) {
  w.text_member("name", function.name);
  w.text_member("object", function.object);
  w.text_member("reason", to_word(function.reason));
  w.number_member("payload_rva", function.payload_rva);
  w.number_member("size", function.size);
  w.key("base_rva");
  if (function.base_rva)
    w.number(std::uint64_t{*function.base_rva});
  else
    w.null();
  w.number_member("base_size", function.base_size);
  w.text_or_null("base_digest",
                 function.base_rva ? to_text(function.base_digest) : "");
  w.key("base_pieces");
  w.start_array();
  for (const PayloadFunction::Piece &piece : function.base_pieces) {
    w.start_object();
    w.number_member("base_rva", piece.base_rva);
    w.number_member("base_size", piece.base_size);
    w.end_object();
  }
  w.end_array();
  w.boolean_member("is_call_target", function.is_call_target);
}

void write_layout(JsonWriter &w, const Payload &payload) {
  write_rows(w, "sections", payload.sections,
             [&](const PayloadSection &section) {
               w.text_member("kind", to_word(section.kind));
               w.text_member("name", section.name);
               w.number_member("rva", section.rva);
               w.number_member("size", section.size);
               w.number_member("bytes", section.bytes.size());
             });
  write_rows(
      w, "functions", payload.functions,
      [&](const PayloadFunction &function) { write_function(w, function); });
  write_rows(w, "redirects", payload.redirects, [&](const Redirect &redirect) {
    w.text_member("kind", to_word(redirect.kind));
    w.number_member("base_entry", redirect.base_entry);
    w.number_member("patch_begin", redirect.patch_begin);
    w.number_member("payload_entry", redirect.payload_entry);
    w.text_member("base_bytes", to_hex(redirect.base_bytes));
  });
}

void write_records(JsonWriter &w, const Payload &payload) {
  write_rows(w, "fixups", payload.fixups, [&](const Fixup &fixup) {
    w.text_member("kind", to_word(fixup.kind));
    w.number_member("site", fixup.site);
    w.number_member("base_target", fixup.base_target);
    w.key("addend");
    w.number(fixup.addend);
  });
  write_rows(w, "imports", payload.imports, [&](const PayloadImport &import) {
    w.number_member("slot", import.slot);
    w.text_or_null("module", import.module);
    w.text_or_null("name", import.name);
    w.number_member("ordinal", import.ordinal);
  });
  write_numbers(w, "relative_sites", payload.relative_sites);
  write_rows(w, "unwind", payload.unwind, [&](const PayloadUnwind &unwind) {
    w.number_member("begin", unwind.begin);
    w.number_member("end", unwind.end);
    w.number_member("info", unwind.info);
  });
  write_rows(w, "hooks", payload.hooks, [&](const Hook &hook) {
    w.text_member("kind", to_word(hook.kind));
    w.number_member("payload_rva", hook.payload_rva);
  });
}

} // namespace

std::string render_payload_json(const Payload &payload,
                                const std::vector<PayloadPart> &parts) {
  std::uint64_t total = 0;
  for (const PayloadPart &part : parts)
    total += part.bytes;
  JsonWriter w;
  w.start_object();
  w.text_member("schema", "hpcompile.payload/1");
  write_tool(w);
  w.key("base");
  w.start_object();
  w.text_member("name", payload.base_name);
  write_identity(w, payload.base);
  w.end_object();
  w.number_member("sequence", payload.sequence);
  write_layout(w, payload);
  write_records(w, payload);
  write_accepted(w, payload.accepted);
  write_numbers(w, "line_only", payload.line_only);
  w.boolean_member("needs_unwind", payload.needs_unwind);
  w.number_member("bytes", total);
  write_parts(w, parts);
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
