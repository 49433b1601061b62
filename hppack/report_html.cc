// All figures are in the page as tables, so that it can be read and printed
// without scripts; the script makes charts of these tables (page/page.js). Bars
// need no script and are SVG.
//
// Names come from hostile files.  They stand only in element content and in
// double-quoted attributes, escaped in both by one function, never in a script;
// the page's content security policy forbids every connection.  A library is
// put in only where the page uses it, with its licence.
#include "hppack/report_html.h"

#include "cli/escape.h"
#include "cli/html_page.h"
#include "cli/text.h"
#include "formats/core/version.h"
#include "formats/payload/words.h"
#include "hppack/budgets.h"
#include "hppack/page_files.h"
#include "hppack/report_text.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

// Of functions and of rows of one of them, whose differences are shown.
constexpr std::size_t most_listings = 50, most_listing_rows = 1000;

std::string grouped(std::uint64_t value) {
  return to_decimal(value, Grouping::thousands);
}

std::string size_cell(Size size) {
  return size ? html_number_cell(grouped(*size), std::to_string(*size))
              : html_number_cell("", "-1");
}

std::string section(std::string_view title, const std::string &content,
                    std::string_view classes = "") {
  if (content.empty())
    return "";
  return "<section class=\"" + std::string(classes) + "\">\n<h2>" +
         std::string(title) + "</h2>\n" + content + "</section>\n";
}

std::string table_end() { return "</tbody></table>\n"; }

std::string render_head(const SizeReport &report) {
  const std::string verdict = verdict_text(report);
  std::string text = "<h1>" + html_escaped(report.product) + ", hotpatch " +
                     std::to_string(report.sequence) + ": " +
                     grouped(report.package_bytes) + " bytes</h1>\n";
  if (!verdict.empty())
    text += "<p class=\"verdict " +
            std::string(has_failed(report.budgets) ? "failed" : "kept") +
            "\">" + verdict + "</p>\n";
  text += "<p>";
  if (!report.channel.empty())
    text += "channel " + html_escaped(report.channel) + "; ";
  if (report.supersedes > 0)
    text += "replaces all up to " + std::to_string(report.supersedes) + "; ";
  text += html_escaped(parts_text(report.package_bytes, report.parts,
                                  Grouping::thousands)) +
          "</p>\n";
  std::string cves;
  for (const std::string &cve : report.cves)
    cves += (cves.empty() ? "<p>closes " : ", ") + html_escaped(cve);
  text += cves.empty() ? "" : cves + "</p>\n";
  if (!report.notes.empty())
    text += "<p>" + html_escaped(report.notes) + "</p>\n";
  return text;
}

std::string render_budgets(const SizeReport &report) {
  if (report.budgets.empty())
    return "";
  std::string text = "<table id=budgets>" + html_table_head({"budget", "", ""});
  for (const BudgetResult &result : report.budgets) {
    const std::string status(to_word(result.status));
    std::string sentence = to_sentence(result);
    if (result.status == BudgetStatus::failed && !result.message.empty())
      sentence += "; " + printable(result.message);
    text += "<tr>" + html_text_cell(result.budget) + "<td class=\"s-" + status +
            "\">" + status + "</td>" + html_text_cell(sentence) + "</tr>\n";
  }
  text += table_end();
  if (report.baseline)
    text += "<p>baseline " + html_escaped(report.baseline->path) +
            ", sequence number " + std::to_string(report.baseline->sequence) +
            ", " + grouped(report.baseline->package_bytes) + " bytes, " +
            html_escaped(report.baseline->digest) + "</p>\n";
  return text;
}

// One bar for each choice, in proportion.
std::string render_bars(const std::vector<SizePart> &choices) {
  constexpr std::uint64_t left = 180, width = 520, step = 24;
  std::uint64_t largest = 1;
  for (const SizePart &choice : choices)
    largest = std::max(largest, choice.bytes);
  std::string text =
      "<svg class=bars role=img aria-label=\"sizes compared\" viewBox=\"0 0 "
      "820 " +
      std::to_string(choices.size() * step) + "\">\n";
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const auto share =
        static_cast<double>(choices[i].bytes) / static_cast<double>(largest);
    const std::uint64_t bar = std::max<std::uint64_t>(
        static_cast<std::uint64_t>(share * static_cast<double>(width)), 1);
    const std::string y = std::to_string(i * step);
    const std::string line = std::to_string(i * step + 15);
    text += "<g class=\"" +
            std::string(choices[i].name == "package" ? "package" : "") +
            "\"><text x=0 y=" + line + ">" + choices[i].name +
            "</text><rect x=" + std::to_string(left) + " y=" + y +
            " width=" + std::to_string(bar) +
            " height=20 /><text x=" + std::to_string(left + bar + 6) +
            " y=" + line + ">" + grouped(choices[i].bytes) + "</text></g>\n";
  }
  return text + "</svg>\n";
}

std::string render_choices(const SizeReport &report) {
  const std::vector<SizePart> choices = choices_of(report);
  std::string text = render_bars(choices) + "<table id=choices>" +
                     html_table_head({"compared", "bytes",
                                      "saved by the package", "its share"});
  for (const SizePart &choice : choices) {
    const bool is_package = choice.name == "package";
    text +=
        "<tr>" + html_text_cell(choice.name) + size_cell(choice.bytes) +
        html_number_cell(is_package
                             ? ""
                             : to_delta(report.package_bytes, choice.bytes,
                                        Grouping::thousands),
                         "") +
        html_number_cell(
            is_package ? "" : share_text(report.package_bytes, choice.bytes),
            "") +
        "</tr>\n";
  }
  return text + table_end();
}

std::string render_images(const SizeReport &report) {
  std::string text =
      "<table id=images>" +
      html_table_head({"image", "full", "zstd -19", "xz -9e", "delta",
                       "payload", "packed", "functions", "memory",
                       "full image's memory", "the payload is"});
  for (const SizedImage &image : report.images) {
    const SizedFull *full = image.full ? &report.fulls[*image.full] : nullptr;
    const auto of_full = [&](auto member) {
      return full != nullptr ? Size(member(*full)) : Size();
    };
    text +=
        "<tr>" + html_text_cell(image.name) +
        size_cell(of_full([](auto &f) { return f.bytes; })) +
        size_cell(of_full([](auto &f) { return f.compressed.zstd; })) +
        size_cell(of_full([](auto &f) { return f.compressed.xz; })) +
        size_cell(smallest_delta(image)) + size_cell(image.payload_bytes) +
        size_cell(image.packed_bytes) +
        size_cell(image.memory ? Size(image.functions.size()) : Size()) +
        size_cell(image.memory ? Size(image.memory->total()) : Size()) +
        size_cell(full != nullptr && full->memory ? Size(full->memory->total())
                                                  : Size()) +
        html_text_cell(
            parts_text(image.payload_bytes, image.parts, Grouping::thousands)) +
        "</tr>\n";
  }
  return text + table_end();
}

std::string render_delivery(const SizeReport &report) {
  if (!report.delivery)
    return "";
  const std::vector<DeliveryRow> rows = delivery_rows(report);
  std::string text = "<p>to " + grouped(report.delivery->endpoints) +
                     " endpoints at " +
                     grouped(report.delivery->bytes_per_second) +
                     " bytes per second</p>\n<table id=delivery>" +
                     html_table_head({"sent", "bytes", "seconds"});
  for (const DeliveryRow &row : rows)
    text += "<tr>" + html_text_cell(row.what) + size_cell(row.bytes) +
            size_cell(row.seconds) + "</tr>\n";
  return text + table_end();
}

// A function of some payload, and its difference if that is shown.
struct Entry {
  const SizedImage *image = nullptr;
  const SizedFunction *function = nullptr;
  const FunctionListing *listing = nullptr;
};

// Largest first.
std::vector<Entry> entries_of(const SizeReport &report,
                              const std::vector<FunctionListing> &listings) {
  std::vector<Entry> entries;
  for (const SizedImage &image : report.images)
    for (const SizedFunction &function : image.functions)
      entries.push_back({.image = &image, .function = &function});
  std::ranges::stable_sort(entries, std::greater(), [](const Entry &entry) {
    return entry.function->bytes;
  });
  std::size_t shown = 0;
  for (Entry &entry : entries) {
    if (shown == most_listings || listings.empty())
      break;
    entry.listing = find_listing(listings, *entry.function);
    shown += entry.listing != nullptr ? 1 : 0;
  }
  return entries;
}

// What people see: the readable name where hpdiff had one.
std::string shown_name(const Entry &entry) {
  return entry.listing != nullptr && !entry.listing->demangled.empty()
             ? entry.listing->demangled
             : entry.function->name;
}

std::string name_cell(const Entry &entry, std::size_t index) {
  const std::string name = html_escaped(shown_name(entry));
  if (entry.listing == nullptr)
    return "<td>" + name + "</td>";
  return "<td><a href=\"#difference-" + std::to_string(index) + "\">" + name +
         "</a></td>";
}

std::string render_functions(const std::vector<Entry> &entries) {
  if (entries.empty())
    return "";
  std::string text(html_filter());
  text += "<table id=functions class=sortable>" +
          html_table_head(
              {"reason", "bytes", "base bytes", "function", "object", "image"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const SizedFunction &function = *entries[i].function;
    const std::string reason(to_word(function.reason));
    text += "<tr data-reason=\"" + reason + "\" data-bytes=\"" +
            std::to_string(function.bytes) + "\" data-object=\"" +
            html_escaped(function.object) + "\" data-name=\"" +
            html_escaped(shown_name(entries[i])) + "\"><td class=\"c-" +
            reason + "\">" + reason + "</td>" + size_cell(function.bytes) +
            (function.base_bytes > 0 ? size_cell(function.base_bytes)
                                     : size_cell({})) +
            name_cell(entries[i], i) + html_text_cell(function.object) +
            html_text_cell(entries[i].image->name) + "</tr>\n";
  }
  return text + table_end();
}

std::string listing_lines(const std::vector<ListingRow> &rows) {
  std::string text;
  for (std::size_t i = 0; i < std::min(rows.size(), most_listing_rows); ++i) {
    const ListingRow &row = rows[i];
    if (row.is_equal) {
      text += "  " + html_escaped(row.post) + "\n";
      continue;
    }
    if (!row.pre.empty())
      text += "<del>- " + html_escaped(row.pre) + "</del>\n";
    if (!row.post.empty())
      text += "<ins>+ " + html_escaped(row.post) + "</ins>\n";
  }
  if (rows.size() > most_listing_rows)
    text += "and " + grouped(rows.size() - most_listing_rows) + " more rows\n";
  return text;
}

std::string render_listings(const std::vector<Entry> &entries) {
  std::string text;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].listing == nullptr)
      continue;
    ++shown;
    text += "<details id=\"difference-" + std::to_string(i) + "\"><summary>" +
            html_escaped(shown_name(entries[i])) + "</summary><pre>" +
            listing_lines(entries[i].listing->rows) + "</pre></details>\n";
  }
  if (shown > 0 && shown < entries.size())
    text += "<p>of " + grouped(shown) + " of " + grouped(entries.size()) +
            " functions, the largest that hpdiff has compared</p>\n";
  return text;
}

std::string render_history(const std::vector<SizeReport> &history) {
  if (history.empty())
    return "";
  std::string text =
      "<div id=history-chart></div>\n<table id=history>" +
      html_table_head({"sequence number", "package", "payloads", "full image"});
  for (const SizeReport &report : history) {
    const SizeTotals totals = totals_of(report);
    text += "<tr>" + size_cell(report.sequence) +
            size_cell(report.package_bytes) + size_cell(totals.payload) +
            size_cell(totals.full) + "</tr>\n";
  }
  return text + table_end();
}

std::string script(std::string_view text, std::string_view license) {
  std::string out = "<script>\n";
  if (!license.empty())
    out.append("/*\n").append(license).append("*/\n");
  return out.append(text).append("\n</script>\n");
}

constexpr std::string_view treemap_place =
    "<p><span class=\"key changed\">changed</span><span class=\"key "
    "added\">added</span><span class=\"key reached\">reached</span></p>\n"
    "<div id=treemap></div>\n<noscript>The map needs scripts; the table has "
    "all figures.</noscript>\n";

std::string render_scripts(const PageExtras &extras, bool has_functions) {
  std::string text;
  if (has_functions)
    text.append(html_script())
        .append(script(d3_hierarchy_js(), d3_hierarchy_license()));
  if (!extras.history.empty())
    text += script(uplot_js(), uplot_license());
  return text + script(page_js(), "");
}

} // namespace

std::string render_size_html(const SizeReport &report,
                             const PageExtras &extras) {
  const std::vector<Entry> entries = entries_of(report, extras.listings);
  std::string text = "<!DOCTYPE html>\n<html lang=en>\n<head>\n";
  text += html_head();
  text.append("<style>\n").append(page_css()).append("</style>\n");
  if (!extras.history.empty())
    text.append("<style>\n").append(uplot_css()).append("</style>\n");
  text += "<title>" + html_escaped(report.product) + ", hotpatch " +
          std::to_string(report.sequence) + "</title>\n</head>\n<body>\n";
  text += render_head(report);
  text += section("budgets", render_budgets(report));
  text += section("what it saves", render_choices(report));
  text += section("images", render_images(report));
  text += section("code by object and function",
                  entries.empty() ? "" : std::string(treemap_place));
  text += section("functions", render_functions(entries), "long");
  text += section("instruction differences", render_listings(entries), "long");
  text += section("history", render_history(extras.history));
  text += section("delivery", render_delivery(report));
  text += "<footer>hppack " + std::string(tool_version()) + "</footer>\n";
  text += render_scripts(extras, !entries.empty());
  return text + "</body>\n</html>\n";
}

} // namespace hotpatch
