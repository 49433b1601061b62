// The order is that of a reader's questions: which package, how large and of
// what, against what else could be sent, what is in it, what does it take to
// deliver and in memory, is that allowed.  The verdict comes last, where a
// terminal's cursor is.
#include "hppack/report_text.h"

#include "cli/grid.h"
#include "cli/text.h"
#include "formats/payload/words.h"
#include "hppack/budgets.h"

#include <algorithm>
#include <cmath>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

std::string grid_text(const Grid &grid, const TextStyle &style) {
  std::string text = "\n";
  write_grid(grid, style, [&text](std::string_view piece) { text += piece; });
  return text;
}

std::string number(Size size, const TextStyle &style) {
  return size ? to_decimal(*size, style.grouping) : "-";
}

std::string render_package(const SizeReport &report, const TextStyle &style) {
  std::string package = printable(report.product) + ", sequence number " +
                        std::to_string(report.sequence);
  if (!report.channel.empty())
    package += ", channel " + printable(report.channel);
  if (report.supersedes > 0)
    package += ", replaces all up to " + std::to_string(report.supersedes);
  std::string text = titled_line("package", package, style);
  text += titled_line(
      "size", parts_text(report.package_bytes, report.parts, style.grouping),
      style);
  std::string cves;
  for (const std::string &cve : report.cves)
    cves += (cves.empty() ? "" : ", ") + printable(cve);
  if (!cves.empty())
    text += titled_line("closes", cves, style);
  for (const SizedImage &image : report.images)
    text += titled_line(
        "payload",
        printable(image.name) + ", " +
            parts_text(image.payload_bytes, image.parts, style.grouping),
        style);
  return text;
}

std::string render_choices(const SizeReport &report, const TextStyle &style) {
  const std::vector<SizePart> choices = choices_of(report);
  auto row = [&](std::size_t i) -> Row {
    const SizePart &choice = choices[i];
    const bool is_package = i + 1 == choices.size();
    return {
        {choice.name, is_package ? Tint::strong : Tint::plain},
        {to_decimal(choice.bytes, style.grouping)},
        {is_package
             ? "-"
             : to_delta(report.package_bytes, choice.bytes, style.grouping)},
        {is_package ? "-" : share_text(report.package_bytes, choice.bytes)}};
  };
  return grid_text({.columns = {{"COMPARED"},
                                {"BYTES", Align::right},
                                {"SAVED BY THE PACKAGE", Align::right},
                                {"ITS SHARE", Align::right}},
                    .row_count = choices.size(),
                    .row = row},
                   style);
}

Size full_bytes(const SizeReport &report, const SizedImage &image) {
  return image.full ? Size(report.fulls[*image.full].bytes) : Size();
}

Size full_compressed(const SizeReport &report, const SizedImage &image) {
  return image.full ? Size(report.fulls[*image.full].compressed.smallest())
                    : Size();
}

std::string render_images(const SizeReport &report, const TextStyle &style) {
  auto row = [&](std::size_t i) -> Row {
    const SizedImage &image = report.images[i];
    return {
        {printable(image.name)},
        {number(full_bytes(report, image), style)},
        {number(full_compressed(report, image), style)},
        {number(smallest_delta(image), style)},
        {number(image.payload_bytes, style)},
        {number(image.packed_bytes, style)},
        {number(image.memory ? Size(image.functions.size()) : Size(), style)},
        {number(image.memory ? Size(image.memory->total()) : Size(), style)}};
  };
  return grid_text({.columns = {{"IMAGE", Align::left, true},
                                {"FULL", Align::right},
                                {"COMPRESSED", Align::right},
                                {"DELTA", Align::right},
                                {"PAYLOAD", Align::right},
                                {"PACKED", Align::right},
                                {"FUNCTIONS", Align::right},
                                {"MEMORY", Align::right}},
                    .row_count = report.images.size(),
                    .row = row},
                   style);
}

// What a full image takes in a process, beside what its payloads take.
std::string render_memory(const SizeReport &report, const TextStyle &style) {
  std::string text;
  for (const SizedFull &full : report.fulls)
    if (full.memory)
      text += titled_line(
          "memory",
          printable(full.name) + " takes " +
              counted(full.memory->total(), "byte", style.grouping) +
              " in a process (code " +
              to_decimal(full.memory->code, style.grouping) + ", data " +
              to_decimal(full.memory->data, style.grouping) + ")",
          style);
  return text.empty() ? "" : "\n" + text;
}

std::string render_functions(const SizeReport &report, const TextStyle &style) {
  std::vector<const SizedFunction *> functions;
  for (const SizedImage &image : report.images)
    for (const SizedFunction &function : image.functions)
      functions.push_back(&function);
  if (functions.empty())
    return "";
  std::ranges::stable_sort(functions, std::greater(), &SizedFunction::bytes);
  auto row = [&](std::size_t i) -> Row {
    const SizedFunction &function = *functions[i];
    return {{std::string(to_word(function.reason))},
            {to_decimal(function.bytes, style.grouping)},
            {function.base_bytes > 0
                 ? to_decimal(function.base_bytes, style.grouping)
                 : "-"},
            {printable(function.name)},
            {printable(function.object)}};
  };
  return grid_text({.columns = {{"REASON"},
                                {"BYTES", Align::right},
                                {"BASE", Align::right},
                                {"FUNCTION", Align::left, true},
                                {"OBJECT", Align::left, true}},
                    .row_count = functions.size(),
                    .row = row},
                   style);
}

std::string render_delivery(const SizeReport &report, const TextStyle &style) {
  if (!report.delivery)
    return "";
  const std::vector<DeliveryRow> rows = delivery_rows(report);
  auto row = [&](std::size_t i) -> Row {
    return {{rows[i].what},
            {to_decimal(rows[i].bytes, style.grouping)},
            {to_decimal(rows[i].seconds, style.grouping)}};
  };
  return "\nto " +
         counted(report.delivery->endpoints, "endpoint", style.grouping) +
         " at " +
         counted(report.delivery->bytes_per_second, "byte", style.grouping) +
         " per second:" +
         grid_text({.columns = {{"SENT"},
                                {"BYTES", Align::right},
                                {"SECONDS", Align::right}},
                    .row_count = rows.size(),
                    .row = row},
                   style);
}

Tint tint_of(BudgetStatus status) {
  switch (status) {
  case BudgetStatus::passed:
    return Tint::green;
  case BudgetStatus::tolerated:
  case BudgetStatus::accepted:
    return Tint::yellow;
  case BudgetStatus::failed:
    return Tint::red;
  case BudgetStatus::skipped:
    return Tint::dim;
  }
  return Tint::plain;
}

std::string render_budgets(const SizeReport &report, const TextStyle &style) {
  std::string text;
  if (report.baseline)
    text += "\n" + titled_line(
                       "baseline",
                       printable(report.baseline->path) + ", sequence number " +
                           std::to_string(report.baseline->sequence) + ", " +
                           counted(report.baseline->package_bytes, "byte",
                                   style.grouping) +
                           ", " + printable(report.baseline->digest),
                       style);
  if (!report.budgets.empty())
    text += "\n";
  for (const BudgetResult &result : report.budgets) {
    const std::string status(to_word(result.status));
    text += tinted(status, tint_of(result.status), style) + ": " +
            wrapped(printable(result.budget) + ": " + to_sentence(result),
                    status.size() + 2, style.columns) +
            "\n";
    if (result.status == BudgetStatus::failed && !result.message.empty())
      text +=
          "  " + wrapped(printable(result.message), 2, style.columns) + "\n";
  }
  return text;
}

} // namespace

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0)
    return "";
  const double share =
      static_cast<double>(part) / static_cast<double>(whole) * 100;
  // Two digits that count where the share is small.
  const unsigned decimals = share < 1 ? 2 : share < 100 ? 1 : 0;
  const double scale = decimals == 2 ? 100 : decimals == 1 ? 10 : 1;
  const auto scaled = static_cast<std::uint64_t>(std::llround(share * scale));
  const auto divisor = static_cast<std::uint64_t>(scale);
  std::string text = std::to_string(scaled / divisor);
  if (decimals > 0) {
    const std::string digits = std::to_string(scaled % divisor);
    text += "." + std::string(decimals - digits.size(), '0') + digits;
  }
  return text + " %";
}

std::string verdict_text(const SizeReport &report) {
  const auto count = [&](BudgetStatus status) {
    return std::ranges::count(report.budgets, status, &BudgetResult::status);
  };
  if (report.budgets.empty())
    return "";
  const std::string all = std::to_string(report.budgets.size());
  const auto failed = count(BudgetStatus::failed);
  std::string text =
      failed > 0 ? std::to_string(failed) + " of " + all + " limits exceeded"
                 : "none of " + all + " limits exceeded";
  if (const auto accepted = count(BudgetStatus::accepted); accepted > 0)
    text += ", " + std::to_string(accepted) + " by override";
  if (const auto skipped = count(BudgetStatus::skipped); skipped > 0)
    text += ", " + std::to_string(skipped) + " without a baseline";
  return text;
}

std::string render_size_text(const SizeReport &report, const TextStyle &style) {
  std::string text = render_package(report, style);
  text += render_choices(report, style);
  text += render_images(report, style);
  text += render_functions(report, style);
  text += render_memory(report, style);
  text += render_delivery(report, style);
  text += render_budgets(report, style);
  if (const std::string verdict = verdict_text(report); !verdict.empty())
    text +=
        "\n" +
        tinted(verdict, has_failed(report.budgets) ? Tint::red : Tint::green,
               style) +
        "\n";
  return text;
}

} // namespace hotpatch
