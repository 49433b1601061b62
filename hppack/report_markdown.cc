// A text that is cut loses the end of a table, and with it the page's
// structure; instead the same report is rendered at falling levels of detail
// until one fits (as hpdiff/markdown.cc does with differences).
#include "hppack/report_markdown.h"

#include "cli/bounded_text.h"
#include "cli/escape.h"
#include "cli/text.h"
#include "formats/payload/words.h"
#include "hppack/budgets.h"
#include "hppack/report_text.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

// How much a level shows.
struct Detail {
  enum class Rows : std::uint8_t { functions, objects, images, none };
  Rows rows = Rows::functions;
  std::size_t limit = 0; // rows of the table of objects; 0: all
};

std::string bytes(Size value) {
  return value ? to_decimal(*value, Grouping::thousands) : "";
}

std::string row(std::initializer_list<std::string> cells) {
  std::string line = "|";
  for (const std::string &cell : cells)
    line += " " + cell + " |";
  return line + "\n";
}

// Product and image names may be long, and the first line must always fit.
std::string short_name(const std::string &name) {
  return fit_middle(printable(name), 120);
}

std::string headline(const SizeReport &report) {
  const std::string verdict = verdict_text(report);
  return "### Hotpatch size: " + markdown_code(short_name(report.product)) +
         " " + std::to_string(report.sequence) + ": " +
         bytes(report.package_bytes) + " bytes" +
         (verdict.empty() ? "" : ", " + verdict) + "\n\n";
}

std::string choices_table(const SizeReport &report) {
  std::string text = "| compared | bytes | saved by the package | its share "
                     "|\n|---|--:|--:|--:|\n";
  for (const SizePart &choice : choices_of(report)) {
    const bool is_package = choice.name == "package";
    text +=
        row({is_package ? "**package**" : choice.name, bytes(choice.bytes),
             is_package ? ""
                        : to_delta(report.package_bytes, choice.bytes,
                                   Grouping::thousands),
             is_package ? "" : share_text(report.package_bytes, choice.bytes)});
  }
  return text;
}

std::string budgets_table(const SizeReport &report) {
  if (report.budgets.empty())
    return "";
  std::string text = "\n| budget | | |\n|---|---|---|\n";
  for (const BudgetResult &result : report.budgets) {
    const std::string status(to_word(result.status));
    const bool is_failed = result.status == BudgetStatus::failed;
    std::string sentence = markdown_escaped(to_sentence(result));
    if (is_failed && !result.message.empty())
      sentence += "; " + markdown_escaped(result.message);
    text += row({markdown_escaped(result.budget),
                 is_failed ? "**" + status + "**" : status, sentence});
  }
  return text;
}

std::string images_table(const SizeReport &report) {
  std::string text =
      "\n| image | full | compressed | delta | payload | packed | functions | "
      "memory |\n|---|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const SizedImage &image : report.images) {
    const SizedFull *full = image.full ? &report.fulls[*image.full] : nullptr;
    text += row(
        {markdown_code(image.name),
         bytes(full != nullptr ? Size(full->bytes) : Size()),
         bytes(full != nullptr ? Size(full->compressed.smallest()) : Size()),
         bytes(smallest_delta(image)), bytes(image.payload_bytes),
         bytes(image.packed_bytes),
         bytes(image.memory ? Size(image.functions.size()) : Size()),
         bytes(image.memory ? Size(image.memory->total()) : Size())});
  }
  return text;
}

std::string footer(const SizeReport &report) {
  std::string text;
  for (const std::string &cve : report.cves)
    text += (text.empty() ? "\ncloses " : ", ") + markdown_escaped(cve);
  text += text.empty() ? "" : "\n";
  if (report.delivery) {
    text +=
        "\nto " +
        counted(report.delivery->endpoints, "endpoint", Grouping::thousands) +
        " at " +
        counted(report.delivery->bytes_per_second, "byte",
                Grouping::thousands) +
        " per second:\n\n| sent | bytes | seconds |\n|---|--:|--:|\n";
    for (const DeliveryRow &delivery : delivery_rows(report))
      text +=
          row({delivery.what, bytes(delivery.bytes), bytes(delivery.seconds)});
  }
  if (report.baseline)
    text += "\nbaseline " + markdown_code(short_name(report.baseline->path)) +
            ", sequence number " + std::to_string(report.baseline->sequence) +
            ", " + bytes(report.baseline->package_bytes) + " bytes, " +
            markdown_code(short_name(report.baseline->digest)) + "\n";
  return text;
}

// A function and its image.
struct Entry {
  const SizedImage *image;
  const SizedFunction *function;
};

std::vector<Entry> entries_of(const SizeReport &report) {
  std::vector<Entry> entries;
  for (const SizedImage &image : report.images)
    for (const SizedFunction &function : image.functions)
      entries.push_back({&image, &function});
  std::ranges::stable_sort(entries, std::greater(), [](const Entry &entry) {
    return entry.function->bytes;
  });
  return entries;
}

std::string open_details(const std::string &summary) {
  return "\n<details><summary>" + summary + "</summary>\n\n";
}

constexpr std::string_view close_details = "\n</details>\n";

void add_functions(BoundedText &text, const std::vector<Entry> &entries) {
  text.add(
      open_details(counted(entries.size(), "function", Grouping::thousands)));
  text.add("| reason | bytes | base bytes | function | object | image |\n"
           "|---|--:|--:|---|---|---|\n");
  for (const auto &[image, function] : entries) {
    if (text.is_over())
      return;
    text.add(
        row({std::string(to_word(function->reason)), bytes(function->bytes),
             function->base_bytes > 0 ? bytes(function->base_bytes) : "",
             markdown_code(function->name), markdown_code(function->object),
             markdown_code(image->name)}));
  }
  text.add(close_details);
}

struct ObjectSum {
  std::string object = {};
  std::uint64_t functions = 0, bytes = 0;
};

// Most bytes first, then by object.
std::vector<ObjectSum> sum_by_object(const std::vector<Entry> &entries) {
  std::map<std::string_view, ObjectSum> sums;
  for (const Entry &entry : entries) {
    ObjectSum &sum = sums[entry.function->object];
    ++sum.functions;
    sum.bytes += entry.function->bytes;
  }
  std::vector<ObjectSum> sorted;
  for (auto &[object, sum] : sums) {
    sum.object = object;
    sorted.push_back(std::move(sum));
  }
  std::ranges::stable_sort(sorted, std::greater(), &ObjectSum::bytes);
  return sorted;
}

void add_objects(BoundedText &text, const std::vector<Entry> &entries,
                 std::size_t limit) {
  const std::vector<ObjectSum> sums = sum_by_object(entries);
  const std::size_t shown =
      limit == 0 ? sums.size() : std::min(limit, sums.size());
  text.add(open_details(
      counted(entries.size(), "function", Grouping::thousands) + " in " +
      counted(sums.size(), "object", Grouping::thousands)));
  text.add("| object | functions | bytes |\n|---|--:|--:|\n");
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i)
    text.add(row({markdown_code(sums[i].object), bytes(sums[i].functions),
                  bytes(sums[i].bytes)}));
  if (shown < sums.size())
    text.add("\nand " +
             counted(sums.size() - shown, "more object", Grouping::thousands) +
             ", which the JSON and HTML reports list\n");
  text.add(close_details);
}

std::string render_at(const SizeReport &report,
                      const std::vector<Entry> &entries, const Detail &detail,
                      std::size_t limit) {
  BoundedText text(limit);
  text.add("<!-- hppack:" + markdown_escaped(short_name(report.product)) +
           " -->\n");
  text.add(headline(report));
  text.add(choices_table(report));
  if (detail.rows != Detail::Rows::none) {
    text.add(budgets_table(report));
    text.add(images_table(report));
    text.add(footer(report));
  }
  if (entries.empty())
    return std::move(text).take();
  switch (detail.rows) {
  case Detail::Rows::functions:
    add_functions(text, entries);
    break;
  case Detail::Rows::objects:
    add_objects(text, entries, detail.limit);
    break;
  case Detail::Rows::images:
  case Detail::Rows::none:
    text.add("\n" + counted(entries.size(), "function", Grouping::thousands) +
             ", which the JSON and HTML reports list\n");
    break;
  }
  return std::move(text).take();
}

// The ladder, most detailed first.
std::vector<Detail> levels() {
  using enum Detail::Rows;
  std::vector<Detail> ladder = {{functions, 0}, {objects, 0}};
  for (std::size_t rows = 512; rows > 0; rows /= 2)
    ladder.push_back({objects, rows});
  ladder.push_back({images, 0});
  ladder.push_back({none, 0});
  return ladder;
}

} // namespace

std::string render_size_markdown(const SizeReport &report, std::size_t limit) {
  const std::vector<Entry> entries = entries_of(report);
  for (const Detail &detail : levels())
    if (std::string text = render_at(report, entries, detail, limit);
        text.size() <= limit)
      return text;
  const std::string verdict = verdict_text(report);
  const std::string line = "hppack: " + bytes(report.package_bytes) + " bytes" +
                           (verdict.empty() ? "" : ", " + verdict) + "\n";
  return line.size() <= limit ? line : "";
}

} // namespace hotpatch
