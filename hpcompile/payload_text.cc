// Tables in the order in which an applier uses them: which image, what is
// mapped, which functions, what is written into the base, what into the
// payload.  Addresses are RVAs: base+ of the image, the others of the payload.
#include "hpcompile/payload_view.h"

#include "cli/grid.h"
#include "cli/text.h"
#include "formats/core/text.h"
#include "hpcompile/image_text.h"
#include "hpcompile/words.h"

#include <algorithm>

namespace hotpatch {
namespace {

// An empty line and the table; nothing if it has no rows.
std::string render_rows(std::vector<Column> columns, std::vector<Row> rows,
                        const TextStyle &style) {
  if (rows.empty())
    return "";
  std::string text = "\n";
  write_grid({.columns = std::move(columns),
              .row_count = rows.size(),
              .row = [&rows](std::size_t i) { return rows[i]; }},
             style, [&text](std::string_view piece) { text += piece; });
  return text;
}

std::string in_base(Rva rva) { return "base+" + hex(rva); }

std::string render_sections(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const PayloadSection &section : payload.sections)
    rows.push_back({{printable(section.name)},
                    {std::string(to_word(section.kind))},
                    {hex(section.rva)},
                    {to_decimal(section.size, style.grouping)},
                    {to_decimal(section.bytes.size(), style.grouping)}});
  return render_rows({{"SECTION"},
                      {"KIND"},
                      {"RVA", Align::right},
                      {"IN MEMORY", Align::right},
                      {"IN FILE", Align::right}},
                     std::move(rows), style);
}

std::string render_functions(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const PayloadFunction &function : payload.functions)
    rows.push_back({{hex(function.payload_rva)},
                    {to_decimal(function.size, style.grouping)},
                    {std::string(to_word(function.reason))},
                    {function.base_rva ? in_base(*function.base_rva) : "-"},
                    {to_decimal(function.base_size, style.grouping)},
                    {printable(function.name)},
                    {printable(function.object)}});
  return render_rows({{"RVA", Align::right},
                      {"BYTES", Align::right},
                      {"REASON"},
                      {"REPLACES", Align::right},
                      {"BYTES", Align::right},
                      {"FUNCTION", Align::left, true},
                      {"OBJECT", Align::left, true}},
                     std::move(rows), style);
}

std::string render_redirects(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const Redirect &redirect : payload.redirects)
    rows.push_back({{std::string(to_word(redirect.kind))},
                    {in_base(redirect.base_entry)},
                    {in_base(redirect.patch_begin)},
                    {to_hex(redirect.base_bytes)},
                    {hex(redirect.payload_entry)}});
  return render_rows({{"REDIRECT"},
                      {"ENTRY", Align::right},
                      {"FROM", Align::right},
                      {"BASE BYTES"},
                      {"LEADS TO", Align::right}},
                     std::move(rows), style);
}

std::string render_fixups(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const Fixup &fixup : payload.fixups)
    rows.push_back({{std::string(to_word(fixup.kind))},
                    {hex(fixup.site)},
                    {in_base(fixup.base_target)},
                    {std::to_string(fixup.addend)}});
  return render_rows({{"FIXUP"},
                      {"SITE", Align::right},
                      {"TARGET", Align::right},
                      {"ADDEND", Align::right}},
                     std::move(rows), style);
}

std::string render_imports(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const PayloadImport &import : payload.imports)
    rows.push_back(
        {{hex(import.slot)},
         {import.module.empty() ? "-" : printable(import.module)},
         {import.name.empty() ? "ordinal " + std::to_string(import.ordinal)
                              : printable(import.name)}});
  return render_rows({{"SLOT", Align::right}, {"MODULE"}, {"IMPORT"}},
                     std::move(rows), style);
}

std::string render_hooks(const Payload &payload, const TextStyle &style) {
  std::vector<Row> rows;
  for (const Hook &hook : payload.hooks)
    rows.push_back(
        {{std::string(to_word(hook.kind))}, {hex(hook.payload_rva)}});
  return render_rows({{"HOOK"}, {"RVA", Align::right}}, std::move(rows), style);
}

std::string render_counts(const Payload &payload, const TextStyle &style) {
  std::string text =
      "\n" +
      counted(payload.relative_sites.size(), "relative site", style.grouping) +
      ", " + counted(payload.unwind.size(), "unwind range", style.grouping) +
      ", " +
      counted(payload.line_only.size(), "line_only function", style.grouping);
  if (payload.needs_unwind)
    text += "; needs its unwind data registered";
  text += "\n";
  for (const AcceptedRisk &risk : payload.accepted)
    text += "accepted: " + printable(risk.slug) + ": " +
            printable(risk.subject) + ": " + printable(risk.reason) + "\n";
  return text;
}

} // namespace

std::string render_payload_text(const Payload &payload,
                                const std::vector<PayloadPart> &parts,
                                const TextStyle &style) {
  std::uint64_t total = 0;
  for (const PayloadPart &part : parts)
    total += part.bytes;
  return titled_line("payload", parts_text(total, parts, style.grouping),
                     style) +
         titled_line("sequence", std::to_string(payload.sequence), style) +
         render_identity_line(payload.base_name, payload.base, style) +
         render_sections(payload, style) + render_functions(payload, style) +
         render_redirects(payload, style) + render_fixups(payload, style) +
         render_imports(payload, style) + render_hooks(payload, style) +
         render_counts(payload, style);
}

} // namespace hotpatch
