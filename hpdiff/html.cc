// The rows are in the page as HTML, so that it can be read and printed without
// scripts; the script only hides and reorders them.  A page that built its rows
// from embedded JSON was rejected: it shows nothing where scripts are off.
//
// Names come from hostile files.  They stand only in element content and in
// double-quoted attributes, escaped in both by one function, never in the
// script; the page's content security policy forbids every connection.
#include "hpdiff/html.h"

#include "cli/escape.h"
#include "cli/html_page.h"
#include "formats/core/version.h"
#include "hpdiff/text.h"

namespace hotpatch {
namespace {

std::string grouped(std::uint64_t value) {
  return to_decimal(value, Grouping::thousands);
}

template <typename Side>
std::string size_cell(const std::optional<Side> &side) {
  return side
             ? html_number_cell(grouped(side->size), std::to_string(side->size))
             : html_number_cell("", "-1");
}

template <typename Diff> std::string delta_cell(const Diff &diff) {
  return html_number_cell(
      to_delta(size_of(diff.pre), size_of(diff.post), Grouping::thousands),
      to_delta(size_of(diff.pre), size_of(diff.post), Grouping::none));
}

template <typename Class> std::string class_cell(Class cls) {
  const std::string word(to_word(cls));
  return "<td class=\"c-" + word + "\">" + word + "</td>";
}

std::string instruction_lines(const std::vector<InstructionRow> &rows) {
  std::string text;
  for (const InstructionRow &row : rows) {
    if (row.kind == InstructionRow::Kind::equal) {
      text += "  " + html_escaped(row.post) + "\n";
      continue;
    }
    if (!row.pre.empty())
      text += "<del>- " + html_escaped(row.pre) + "</del>\n";
    if (!row.post.empty())
      text += "<ins>+ " + html_escaped(row.post) + "</ins>\n";
  }
  return text;
}

// The name, and what can be unfolded under it.
std::string name_cell(const FunctionDiff &function) {
  const std::string name = html_escaped(display_name(function));
  std::string body;
  if (!function.demangled.empty())
    body += "<p>" + html_escaped(function.name) + "</p>";
  for (const std::string &fact : function.evidence)
    body += "<p>" + html_escaped(fact) + "</p>";
  if (!function.instructions.empty())
    body += "<pre>" + instruction_lines(function.instructions) + "</pre>";
  if (body.empty())
    return "<td>" + name + "</td>";
  return "<td><details><summary>" + name + "</summary>" + body +
         "</details></td>";
}

std::string function_row(const FunctionDiff &function) {
  const bool is_pair = function.pre && function.post;
  const std::string similarity =
      is_pair ? to_similarity(function.similarity, 4) : "";
  return "<tr>" + class_cell(function.cls) + "<td class=f>" +
         to_letters(function.flags) + "</td>" + size_cell(function.pre) +
         size_cell(function.post) + delta_cell(function) +
         html_number_cell(similarity, is_pair ? similarity : "-1") +
         name_cell(function) + html_text_cell(display_object(function)) +
         "</tr>\n";
}

std::string data_row(const DataDiff &data) {
  return "<tr>" + class_cell(data.cls) + size_cell(data.pre) +
         size_cell(data.post) + delta_cell(data) +
         html_text_cell(display_name(data)) + html_text_cell(data.section) +
         html_text_cell(data.object) + "</tr>\n";
}

std::string input_line(std::string_view side, const InputSummary &input) {
  return "<p>" + std::string(side) + ": <b>" + html_escaped(input.path) +
         "</b>, " + grouped(input.objects) + " objects, " +
         grouped(input.bytes) + " bytes</p>\n";
}

std::string render_totals(const Totals &totals) {
  std::string text =
      "<table>" + html_table_head({"class", "functions", "pre bytes",
                                   "post bytes", "delta"});
  for (std::size_t i = 0; i < function_class_count; ++i) {
    if (totals.functions[i] == 0)
      continue;
    const std::uint64_t pre = totals.pre_bytes[i], post = totals.post_bytes[i];
    text += "<tr>" + class_cell(static_cast<FunctionClass>(i)) +
            html_number_cell(grouped(totals.functions[i]), "") +
            html_number_cell(grouped(pre), "") +
            html_number_cell(grouped(post), "") +
            html_number_cell(to_delta(pre, post, Grouping::thousands), "") +
            "</tr>\n";
  }
  return text +
         "</tbody></table>\n<p>objects: " + grouped(totals.objects_identical) +
         " identical, " + grouped(totals.objects_compared) + " compared, " +
         grouped(totals.objects_added) + " added, " +
         grouped(totals.objects_removed) +
         " removed; import stubs: " + grouped(totals.import_stubs) + "</p>\n";
}

std::string more(std::size_t count) {
  return count == 0 ? "" : "<p>and " + grouped(count) + " more rows</p>\n";
}

std::string render_functions(const DiffReport &report, const Listing &listing) {
  if (listing.functions.empty())
    return "";
  std::string text = "<h2>functions</h2>\n<p>" + std::string(letters_legend()) +
                     "</p>\n<table class=sortable>" +
                     html_table_head({"class", "flags", "pre", "post", "delta",
                                      "similarity", "function", "object"});
  for (std::size_t index : listing.functions)
    text += function_row(report.functions[index]);
  return text + "</tbody></table>\n" + more(listing.functions_over_limit);
}

std::string render_data(const DiffReport &report, const Listing &listing) {
  if (listing.data.empty())
    return "";
  std::string text = "<h2>data</h2>\n<table class=sortable>" +
                     html_table_head({"class", "pre", "post", "delta", "name",
                                      "section", "object"});
  for (std::size_t index : listing.data)
    text += data_row(report.data[index]);
  return text + "</tbody></table>\n" + more(listing.data_over_limit);
}

std::string render_skipped(const DiffReport &report) {
  if (report.skipped.empty())
    return "";
  std::string text = "<h2>skipped</h2>\n<table class=sortable>" +
                     html_table_head({"object", "reason", "detail"});
  for (const Skipped &skipped : report.skipped)
    text += "<tr>" + html_text_cell(skipped.object) +
            html_text_cell(skipped.reason) + html_text_cell(skipped.detail) +
            "</tr>\n";
  return text + "</tbody></table>\n";
}

} // namespace

std::string render_html(const DiffReport &report, const Listing &listing) {
  const std::string verdict = report.differs() ? "differs" : "same";
  std::string text = "<!DOCTYPE html>\n<html lang=en>\n<head>\n";
  text += html_head();
  text += "<title>hpdiff: " + verdict + "</title>\n</head>\n<body>\n";
  text += "<h1>hpdiff: " + verdict + "</h1>\n";
  text += input_line("pre", report.pre) + input_line("post", report.post);
  text += render_totals(report.totals);
  text += html_filter();
  text += render_functions(report, listing) + render_data(report, listing) +
          render_skipped(report);
  text += "<footer>hpdiff " + std::string(tool_version()) + "</footer>\n";
  text += html_script();
  return text + "</body>\n</html>\n";
}

} // namespace hotpatch
