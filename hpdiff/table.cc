// The order is that of a reader's questions: how much changed, what, what was
// not looked at, what to do next.
//
// A row is made when it is written, since a build tree has 100,000 of them,
// with C++ names of up to some thousand characters.
//
// Percentages are absent on purpose: readers of size tools misread them (a
// growth from 1 to 2 bytes is 100 %), and two absolute sizes say more.
#include "hpdiff/table.h"

#include "cli/grid.h"
#include "hpdiff/text.h"

#include <array>
#include <utility>

namespace hotpatch {
namespace {

Tint tint_of(FunctionClass cls) {
  switch (cls) {
  case FunctionClass::identical:
  case FunctionClass::layout_only:
  case FunctionClass::line_only:
    return Tint::dim;
  case FunctionClass::constant:
    return Tint::cyan;
  case FunctionClass::code:
    return Tint::yellow;
  case FunctionClass::added:
    return Tint::green;
  case FunctionClass::removed:
    return Tint::red;
  }
  return Tint::plain;
}

Tint tint_of(DataClass cls) {
  switch (cls) {
  case DataClass::identical:
    return Tint::dim;
  case DataClass::changed_readonly:
  case DataClass::changed_initializer:
  case DataClass::resized:
    return Tint::yellow;
  case DataClass::added:
    return Tint::green;
  case DataClass::removed:
    return Tint::red;
  }
  return Tint::plain;
}

template <typename Side>
std::string size_cell(const std::optional<Side> &side, Grouping grouping) {
  return side ? to_decimal(side->size, grouping) : "-";
}

std::string render_inputs(const DiffReport &report, const TextStyle &style) {
  auto line = [&](std::string_view side, const InputSummary &input) {
    return std::string(side) + printable(input.path) + "  (" +
           counted(input.objects, "object", style.grouping) + ", " +
           counted(input.bytes, "byte", style.grouping) + ")\n";
  };
  const Totals &totals = report.totals;
  std::string text = line("pre   ", report.pre) + line("post  ", report.post);
  text += "objects: " + to_decimal(totals.objects_identical, style.grouping) +
          " identical, " + to_decimal(totals.objects_compared, style.grouping) +
          " compared, " + to_decimal(totals.objects_added, style.grouping) +
          " added, " + to_decimal(totals.objects_removed, style.grouping) +
          " removed";
  if (totals.import_stubs > 0)
    text += "; " + counted(totals.import_stubs, "import stub", style.grouping);
  return text + "\n";
}

void write_summary(const Totals &totals, const TextStyle &style,
                   const Sink &sink) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < function_class_count; ++i) {
    if (totals.functions[i] == 0)
      continue;
    const auto cls = static_cast<FunctionClass>(i);
    const std::uint64_t pre = totals.pre_bytes[i], post = totals.post_bytes[i];
    rows.push_back({{std::string(to_word(cls)), tint_of(cls)},
                    {to_decimal(totals.functions[i], style.grouping)},
                    {to_decimal(pre, style.grouping)},
                    {to_decimal(post, style.grouping)},
                    {to_delta(pre, post, style.grouping)}});
  }
  if (rows.empty()) {
    sink("no functions\n");
    return;
  }
  write_grid({.columns = {{"CLASS"},
                          {"FUNCTIONS", Align::right},
                          {"PRE BYTES", Align::right},
                          {"POST BYTES", Align::right},
                          {"DELTA", Align::right}},
              .row_count = rows.size(),
              .row = [&rows](std::size_t r) { return rows[r]; }},
             style, sink);
}

// "3 changed_initializer, 1 resized" for the classes in `classes` that occur.
template <typename Class, std::size_t count>
std::string tally(const std::array<std::uint64_t, count> &totals,
                  const ClassSet &classes, Grouping grouping) {
  std::string text;
  for (std::size_t i = count; i-- > 0;) {
    const auto cls = static_cast<Class>(i);
    if (totals[i] == 0 || !classes.has(cls))
      continue;
    text += (text.empty() ? "" : ", ") + to_decimal(totals[i], grouping) + " " +
            std::string(to_word(cls));
  }
  return text;
}

ClassSet classes_of_no_consequence() {
  const ClassSet matter = classes_that_matter();
  ClassSet rest = every_class();
  rest.functions &= static_cast<std::uint8_t>(~matter.functions);
  rest.data = 0;
  return rest;
}

Row row_of(const FunctionDiff &function, const TextStyle &style) {
  const bool is_pair = function.pre && function.post;
  std::string name = display_name(function);
  if (function.linkage == LinkageKind::local)
    name += " (local)";
  return {
      {std::string(to_word(function.cls)), tint_of(function.cls)},
      {to_letters(function.flags)},
      {size_cell(function.pre, style.grouping)},
      {size_cell(function.post, style.grouping)},
      {to_delta(size_of(function.pre), size_of(function.post), style.grouping)},
      {is_pair ? to_similarity(function.similarity, 2) : "-"},
      {std::move(name)},
      {display_object(function)}};
}

Row row_of(const DataDiff &data, const TextStyle &style) {
  return {{std::string(to_word(data.cls)), tint_of(data.cls)},
          {size_cell(data.pre, style.grouping)},
          {size_cell(data.post, style.grouping)},
          {to_delta(size_of(data.pre), size_of(data.post), style.grouping)},
          {display_name(data)},
          {printable(data.section)},
          {printable(data.object)}};
}

// The listed ones of `all`, behind an empty line; nothing if there are none.
template <typename Diff>
void write_rows(const std::vector<Column> &columns,
                const std::vector<Diff> &all,
                const std::vector<std::size_t> &listed, const TextStyle &style,
                const Sink &sink) {
  if (listed.empty())
    return;
  sink("\n");
  write_grid(
      {.columns = columns,
       .row_count = listed.size(),
       .row = [&](std::size_t r) { return row_of(all[listed[r]], style); }},
      style, sink);
}

void write_functions(const DiffReport &report, const Listing &listing,
                     const TextStyle &style, const Sink &sink) {
  write_rows({{"CLASS"},
              {"FLAGS"},
              {"PRE", Align::right},
              {"POST", Align::right},
              {"DELTA", Align::right},
              {"SIM", Align::right},
              {"FUNCTION", Align::left, true},
              {"OBJECT", Align::left, true}},
             report.functions, listing.functions, style, sink);
}

void write_data(const DiffReport &report, const Listing &listing,
                const TextStyle &style, const Sink &sink) {
  write_rows({{"DATA"},
              {"PRE", Align::right},
              {"POST", Align::right},
              {"DELTA", Align::right},
              {"NAME", Align::left, true},
              {"SECTION", Align::left, true},
              {"OBJECT", Align::left, true}},
             report.data, listing.data, style, sink);
}

std::string render_skipped(const DiffReport &report, const TextStyle &style) {
  if (report.skipped.empty())
    return "";
  std::string text =
      "\nskipped: " + counted(report.skipped.size(), "input", style.grouping) +
      "\n";
  for (const Skipped &skipped : report.skipped) {
    std::string line =
        "  " + printable(skipped.object) + ": " + printable(skipped.reason);
    if (!skipped.detail.empty())
      line += ": " + printable(skipped.detail);
    text +=
        tinted(line, skipped.is_trouble ? Tint::red : Tint::dim, style) + "\n";
  }
  return text;
}

std::string render_verdict(const DiffReport &report, const TextStyle &style) {
  const ClassSet matter = classes_that_matter();
  const Totals &totals = report.totals;
  std::string text = report.differs() ? "differs" : "same";
  std::string separator = ": ";
  auto add = [&](const std::string &part) {
    if (!part.empty())
      text += std::exchange(separator, "; ") + part;
  };
  add(tally<FunctionClass>(totals.functions, matter, style.grouping));
  if (std::string data = tally<DataClass>(totals.data, matter, style.grouping);
      !data.empty())
    add("data " + data);
  if (totals.objects_added + totals.objects_removed > 0)
    add("objects " + to_decimal(totals.objects_added, style.grouping) +
        " added, " + to_decimal(totals.objects_removed, style.grouping) +
        " removed");
  add(tally<FunctionClass>(totals.functions, classes_of_no_consequence(),
                           style.grouping));
  if (!report.skipped.empty())
    add("skipped " + to_decimal(report.skipped.size(), style.grouping));
  return text;
}

std::string render_footer(const DiffReport &report, const Listing &listing,
                          const TextStyle &style) {
  std::string text;
  if (!listing.functions.empty())
    text +=
        tinted("flags: " + std::string(letters_legend()), Tint::dim, style) +
        "\n";
  const std::size_t more =
      listing.functions_over_limit + listing.data_over_limit;
  if (more > 0)
    text += to_decimal(more, style.grouping) +
            " more rows: --limit 0, --filter RE, --object GLOB, --class LIST, "
            "--sort KEY\n";
  text += tinted(render_verdict(report, style), Tint::strong, style) + "\n";
  if (!listing.functions.empty()) {
    const FunctionDiff &first = report.functions[listing.functions.front()];
    text += "next: hpdiff show " + shell_quoted(printable(report.pre.path)) +
            " " + shell_quoted(printable(report.post.path)) + " " +
            shell_quoted(printable(first.name)) + "\n";
  }
  return "\n" + text;
}

} // namespace

void write_table(const DiffReport &report, const Listing &listing,
                 const TextStyle &style, const Sink &sink) {
  sink(render_inputs(report, style) + "\n");
  write_summary(report.totals, style, sink);
  write_functions(report, listing, style, sink);
  write_data(report, listing, style, sink);
  sink(render_skipped(report, style));
  sink(render_footer(report, listing, style));
}

std::string render_stat(const DiffReport &report, const TextStyle &style) {
  std::uint64_t pre = 0, post = 0;
  for (FunctionClass cls : {FunctionClass::constant, FunctionClass::code,
                            FunctionClass::added, FunctionClass::removed}) {
    pre += report.totals.pre_bytes[static_cast<std::size_t>(cls)];
    post += report.totals.post_bytes[static_cast<std::size_t>(cls)];
  }
  return render_verdict(report, style) + "; changed code " +
         to_decimal(pre, style.grouping) + " -> " +
         to_decimal(post, style.grouping) + " bytes (" +
         to_delta(pre, post, style.grouping) + ")\n";
}

} // namespace hotpatch
