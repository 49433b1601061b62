// GitHub drops a step summary of more than 1 MiB as a whole and refuses a
// comment of more than 65,536 characters, so the size is our business.  A text
// that is cut loses the end of a table, and with it the page's structure;
// instead the same report is rendered at falling levels of detail until one
// fits.  Rendering stops as soon as it is over the limit, so that a level that
// is far too long costs no more than one that is just too long.
#include "hpdiff/markdown.h"

#include "cli/bounded_text.h"
#include "cli/escape.h"
#include "hpdiff/text.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

// How much a level shows.
struct Detail {
  enum class Rows : std::uint8_t { functions, objects, none };
  Rows rows = Rows::functions;
  bool has_instructions = true;
  std::size_t limit = 0; // rows of each table; 0: all
};

// Paths may be long, and the line with both must always fit somewhere.
std::string short_path(const std::string &path) {
  return fit_middle(printable(path), 120);
}

std::string bytes(std::uint64_t value) {
  return to_decimal(value, Grouping::thousands);
}

std::string delta(std::uint64_t pre, std::uint64_t post) {
  return to_delta(pre, post, Grouping::thousands);
}

std::string row(std::initializer_list<std::string> cells) {
  std::string line = "|";
  for (const std::string &cell : cells)
    line += " " + cell + " |";
  return line + "\n";
}

std::string title(const DiffReport &report) {
  return "### hpdiff: " + markdown_code(short_path(report.pre.path)) + " → " +
         markdown_code(short_path(report.post.path)) + ": " +
         (report.differs() ? "differs" : "same") + "\n\n";
}

std::string totals_table(const Totals &totals) {
  std::string text = "| class | functions | pre bytes | post bytes | delta |\n"
                     "|---|--:|--:|--:|--:|\n";
  for (std::size_t i = 0; i < function_class_count; ++i)
    if (totals.functions[i] > 0)
      text += row({std::string(to_word(static_cast<FunctionClass>(i))),
                   bytes(totals.functions[i]), bytes(totals.pre_bytes[i]),
                   bytes(totals.post_bytes[i]),
                   delta(totals.pre_bytes[i], totals.post_bytes[i])});
  std::string data;
  for (std::size_t i = 1; i < data_class_count; ++i)
    if (totals.data[i] > 0)
      data += (data.empty() ? "" : ", ") + bytes(totals.data[i]) + " " +
              std::string(to_word(static_cast<DataClass>(i)));
  if (!data.empty())
    text += "\ndata: " + data + "\n";
  text += "\nobjects: " + bytes(totals.objects_identical) + " identical, " +
          bytes(totals.objects_compared) + " compared, " +
          bytes(totals.objects_added) + " added, " +
          bytes(totals.objects_removed) + " removed\n";
  return text;
}

std::string open_details(const std::string &summary) {
  return "\n<details><summary>" + summary + "</summary>\n\n";
}

constexpr std::string_view close_details = "\n</details>\n";

std::string left_out(std::size_t count, std::string_view what) {
  return count == 0 ? ""
                    : "\nand " + counted(count, what, Grouping::thousands) +
                          ", which the JSON and HTML reports list\n";
}

std::size_t rows_within(std::size_t count, std::size_t limit) {
  return limit == 0 ? count : std::min(count, limit);
}

std::string function_row(const FunctionDiff &function) {
  const bool is_pair = function.pre && function.post;
  return row({std::string(to_word(function.cls)), to_letters(function.flags),
              function.pre ? bytes(function.pre->size) : "",
              function.post ? bytes(function.post->size) : "",
              delta(size_of(function.pre), size_of(function.post)),
              is_pair ? to_similarity(function.similarity, 2) : "",
              markdown_code(display_name(function)),
              markdown_code(display_object(function))});
}

// A code block cannot be left by its content: the lines are indented, and a
// fence that begins with more than three blanks is none.
void add_instructions(BoundedText &text, const FunctionDiff &function) {
  text.add(open_details(markdown_code(display_name(function))));
  text.add("```diff\n");
  for (const InstructionRow &instruction : function.instructions) {
    if (instruction.kind == InstructionRow::Kind::equal) {
      text.add("      " + printable(instruction.post) + "\n");
      continue;
    }
    if (!instruction.pre.empty())
      text.add("-     " + printable(instruction.pre) + "\n");
    if (!instruction.post.empty())
      text.add("+     " + printable(instruction.post) + "\n");
  }
  text.add("```\n");
  text.add(close_details);
}

void add_functions(BoundedText &text, const DiffReport &report,
                   const Listing &listing, const Detail &detail) {
  const std::size_t all = listing.functions.size();
  if (all == 0)
    return;
  text.add(open_details(counted(all, "function", Grouping::thousands)));
  text.add("| class | flags | pre | post | delta | similarity | function | "
           "object |\n|---|---|--:|--:|--:|--:|---|---|\n");
  const std::size_t shown = rows_within(all, detail.limit);
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i)
    text.add(function_row(report.functions[listing.functions[i]]));
  text.add(
      left_out(all - shown + listing.functions_over_limit, "more function"));
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i) {
    const FunctionDiff &function = report.functions[listing.functions[i]];
    if (detail.has_instructions && !function.instructions.empty())
      add_instructions(text, function);
  }
  text.add(close_details);
}

void add_data(BoundedText &text, const DiffReport &report,
              const Listing &listing, const Detail &detail) {
  const std::size_t all = listing.data.size();
  if (all == 0)
    return;
  text.add(open_details(to_decimal(all, Grouping::thousands) + " data"));
  text.add("| class | pre | post | delta | name | section | object |\n"
           "|---|--:|--:|--:|---|---|---|\n");
  const std::size_t shown = rows_within(all, detail.limit);
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i) {
    const DataDiff &data = report.data[listing.data[i]];
    text.add(row({std::string(to_word(data.cls)),
                  data.pre ? bytes(data.pre->size) : "",
                  data.post ? bytes(data.post->size) : "",
                  delta(size_of(data.pre), size_of(data.post)),
                  markdown_code(display_name(data)),
                  markdown_code(data.section), markdown_code(data.object)}));
  }
  text.add(left_out(all - shown + listing.data_over_limit, "more row"));
  text.add(close_details);
}

// What one object's rows come to.
struct ObjectSum {
  std::string object;
  std::uint64_t functions = 0, data = 0, pre = 0, post = 0;
};

// Most rows first, then by object.
std::vector<ObjectSum> sum_by_object(const DiffReport &report,
                                     const Listing &listing) {
  std::map<std::string_view, ObjectSum> sums;
  for (std::size_t index : listing.functions) {
    const FunctionDiff &function = report.functions[index];
    ObjectSum &sum = sums[function.object];
    ++sum.functions;
    sum.pre += size_of(function.pre);
    sum.post += size_of(function.post);
  }
  for (std::size_t index : listing.data)
    ++sums[report.data[index].object].data;
  std::vector<ObjectSum> sorted;
  for (auto &[object, sum] : sums) {
    sum.object = object;
    sorted.push_back(std::move(sum));
  }
  std::ranges::stable_sort(sorted, std::greater(), [](const ObjectSum &sum) {
    return sum.functions + sum.data;
  });
  return sorted;
}

void add_objects(BoundedText &text, const DiffReport &report,
                 const Listing &listing, const Detail &detail) {
  const std::vector<ObjectSum> sums = sum_by_object(report, listing);
  if (sums.empty())
    return;
  text.add(open_details(counted(sums.size(), "object", Grouping::thousands)));
  text.add("| object | functions | pre bytes | post bytes | delta | data |\n"
           "|---|--:|--:|--:|--:|--:|\n");
  const std::size_t shown = rows_within(sums.size(), detail.limit);
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i)
    text.add(row({markdown_code(sums[i].object), bytes(sums[i].functions),
                  bytes(sums[i].pre), bytes(sums[i].post),
                  delta(sums[i].pre, sums[i].post), bytes(sums[i].data)}));
  text.add(left_out(sums.size() - shown, "more object"));
  text.add(close_details);
}

void add_skipped(BoundedText &text, const DiffReport &report,
                 const Detail &detail) {
  const std::size_t all = report.skipped.size();
  if (all == 0)
    return;
  text.add(open_details(counted(all, "skipped input", Grouping::thousands)));
  text.add("| object | reason | detail |\n|---|---|---|\n");
  const std::size_t shown = rows_within(all, detail.limit);
  for (std::size_t i = 0; i < shown && !text.is_over(); ++i) {
    const Skipped &skipped = report.skipped[i];
    text.add(row({markdown_code(skipped.object), markdown_code(skipped.reason),
                  markdown_escaped(skipped.detail)}));
  }
  text.add(left_out(all - shown, "more input"));
  text.add(close_details);
}

std::string render_at(const DiffReport &report, const Listing &listing,
                      const Detail &detail, std::size_t limit) {
  BoundedText text(limit);
  text.add("<!-- hpdiff -->\n");
  text.add(title(report));
  text.add(totals_table(report.totals));
  switch (detail.rows) {
  case Detail::Rows::functions:
    add_functions(text, report, listing, detail);
    add_data(text, report, listing, detail);
    add_skipped(text, report, detail);
    break;
  case Detail::Rows::objects:
    add_objects(text, report, listing, detail);
    add_skipped(text, report, detail);
    break;
  case Detail::Rows::none:
    text.add(
        "\n" +
        counted(listing.functions.size(), "function", Grouping::thousands) +
        ", " + counted(listing.data.size(), "row", Grouping::thousands) +
        " of data and " +
        counted(report.skipped.size(), "skipped input", Grouping::thousands) +
        " do not fit here; the JSON and HTML reports list them\n");
    break;
  }
  return std::move(text).take();
}

// The ladder, most detailed first.
std::vector<Detail> levels() {
  using enum Detail::Rows;
  std::vector<Detail> ladder = {
      {functions, true, 0}, {functions, false, 0}, {objects, false, 0}};
  for (std::size_t rows = 512; rows > 0; rows /= 2)
    ladder.push_back({objects, false, rows});
  ladder.push_back({none, false, 0});
  return ladder;
}

} // namespace

std::string render_markdown(const DiffReport &report, const Listing &listing,
                            std::size_t limit) {
  for (const Detail &detail : levels())
    if (std::string text = render_at(report, listing, detail, limit);
        text.size() <= limit)
      return text;
  const std::string line =
      std::string("hpdiff: ") + (report.differs() ? "differs" : "same") + "\n";
  return line.size() <= limit ? line : "";
}

} // namespace hotpatch
