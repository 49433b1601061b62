// The order is that of a reader's questions: is this the image I mean, were my
// objects found in it, what goes into the payload and how does it get there,
// what is in the way, what is it worth, what came of it.
//
// A refusal is printed with all that its reader needs, since he may see it once
// a year: place, what was found, what that means, what to do, and how to accept
// it if it can be.  The verdict comes last, where a terminal's cursor is.
#include "hpcompile/report_text.h"

#include "cli/grid.h"
#include "cli/text.h"
#include "formats/core/text.h"
#include "hpcompile/image_text.h"
#include "hpcompile/words.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::size_t most_names = 5; // of a list in one line

// "a, b, c and 7 more".
std::string some_of(const std::vector<std::string> &names,
                    std::string_view separator, const TextStyle &style) {
  std::string text;
  const std::size_t count = std::min(names.size(), most_names);
  for (std::size_t i = 0; i < count; ++i)
    text += (text.empty() ? "" : std::string(separator)) + printable(names[i]);
  if (names.size() > count)
    text +=
        " and " + to_decimal(names.size() - count, style.grouping) + " more";
  return text;
}

std::string of_all(std::uint64_t count, std::uint64_t all,
                   std::string_view what, const TextStyle &style) {
  return to_decimal(count, style.grouping) + " of " +
         counted(all, what, style.grouping);
}

std::string render_witness(const Witness &witness, const TextStyle &style) {
  std::string text =
      of_all(witness.functions_in_image, witness.functions, "function", style) +
      ", " + counted(witness.bytes_in_image, "byte", style.grouping) +
      ", found in the image; " +
      of_all(witness.objects_in_image, witness.objects, "object", style) +
      "; " + counted(witness.references, "reference", style.grouping) +
      " read from it";
  std::string lines = titled_line("witness", text, style);
  if (!witness.absent_objects.empty())
    lines += titled_line("absent", some_of(witness.absent_objects, ", ", style),
                         style);
  if (!witness.folded.empty())
    lines += titled_line("folded", some_of(witness.folded, "; ", style), style);
  return lines;
}

std::string name_of(const ReportedFunction &function) {
  return printable(function.demangled.empty() ? function.name
                                              : function.demangled);
}

Tint tint_of(FunctionReason reason) {
  switch (reason) {
  case FunctionReason::changed:
    return Tint::yellow;
  case FunctionReason::added:
    return Tint::green;
  case FunctionReason::reached:
    return Tint::cyan;
  }
  return Tint::plain;
}

std::string render_functions(const std::vector<ReportedFunction> &functions,
                             const TextStyle &style) {
  if (functions.empty())
    return "";
  auto row = [&](std::size_t i) -> Row {
    const ReportedFunction &function = functions[i];
    return {
        {std::string(to_word(function.reason)), tint_of(function.reason)},
        {to_decimal(function.size, style.grouping)},
        {function.redirect ? std::string(to_word(*function.redirect)) : "none"},
        {name_of(function)},
        {printable(function.object)},
        {printable(function.redirect_reason), Tint::dim}};
  };
  std::string text = "\n";
  write_grid({.columns = {{"REASON"},
                          {"BYTES", Align::right},
                          {"REDIRECT"},
                          {"FUNCTION", Align::left, true},
                          {"OBJECT", Align::left, true},
                          {"WHY THIS REDIRECT", Align::left, true}},
              .row_count = functions.size(),
              .row = row},
             style, [&text](std::string_view piece) { text += piece; });
  return text;
}

std::string render_residency(const std::vector<ReportedFunction> &functions,
                             const TextStyle &style) {
  std::string text;
  for (const ReportedFunction &function : functions)
    if (!function.residency.empty())
      text += tinted("stays on a stack: ", Tint::yellow, style) +
              wrapped(name_of(function) + ": " + printable(function.residency) +
                          "; applying waits until no thread is in it, which "
                          "may be never",
                      18, style.columns) +
              "\n";
  return text.empty() ? "" : "\n" + text;
}

// "  title text", the text wrapped under itself.
std::string detail_line(std::string_view title, std::string_view text,
                        const TextStyle &style) {
  constexpr std::size_t indent = 10;
  return "  " + left_aligned(std::string(title), indent - 2) +
         wrapped(text, indent, style.columns) + "\n";
}

std::string render_refusal(const Refusal &refusal, const TextStyle &style) {
  const std::string slug(slug_of(refusal.reason));
  const std::string subject = printable(refusal.subject);
  std::string text = tinted("refused: " + slug, Tint::red, style);
  if (!subject.empty())
    text += ": " + subject;
  if (!refusal.object.empty())
    text += " in " + printable(refusal.object);
  text += "\n";
  if (!refusal.detail.empty())
    text += detail_line("found", printable(refusal.detail), style);
  text += detail_line("means", meaning_of(refusal.reason), style);
  text += detail_line("remedy", remedy_of(refusal.reason), style);
  if (is_acceptable(refusal.reason) && !subject.empty())
    text += "  accept  --allow " +
            shell_quoted(slug + ":" + subject + "=REASON") + "\n";
  return text;
}

std::string render_refusals(const CompileReport &report,
                            const TextStyle &style) {
  std::string text;
  for (const Refusal &refusal : report.refusals)
    text += "\n" + render_refusal(refusal, style);
  for (const AcceptedRisk &risk : report.accepted)
    text += "\n" +
            tinted("accepted: " + printable(risk.slug), Tint::yellow, style) +
            ": " + printable(risk.subject) + "\n" +
            detail_line("reason", printable(risk.reason), style);
  for (const std::string &note : report.notes)
    text += "\nnote: " + wrapped(printable(note), 6, style.columns) + "\n";
  return text;
}

// "340 code, 20 constants, ...", which sums to the file's size.
std::string render_payload_size(const CompileReport &report,
                                const TextStyle &style) {
  if (report.payload_bytes == 0)
    return "";
  return "\n" + titled_line("payload",
                            parts_text(report.payload_bytes, report.parts,
                                       style.grouping),
                            style);
}

std::string verdict_of(const CompileReport &report,
                       const ReportFraming &framing, const TextStyle &style) {
  if (report.validation && !report.validation->is_valid())
    return report.payload_bytes == 0
               ? "refused: nothing to patch, but the base image does not mean "
                 "what the post image means; nothing written"
               : "refused: the payload does not mean what the post image "
                 "means; nothing written";
  switch (report.status) {
  case CompileStatus::written: {
    const auto redirected = static_cast<std::uint64_t>(std::ranges::count_if(
        report.functions, [](const ReportedFunction &function) {
          return function.redirect.has_value();
        }));
    const std::string what =
        counted(redirected, "redirect", style.grouping) + ", " +
        counted(report.functions.size(), "function", style.grouping) + ", " +
        counted(report.payload_bytes, "byte", style.grouping);
    if (framing.is_dry_run)
      return "would be written: " + what;
    return "written: " + printable(framing.payload_path) + ", " + what;
  }
  case CompileStatus::refused:
    return "refused: " +
           counted(report.refusals.size(), "reason", style.grouping) +
           "; nothing written";
  case CompileStatus::nothing:
    return "nothing to patch: no function changed what it means; nothing "
           "written";
  }
  return "";
}

Tint tint_of_verdict(const CompileReport &report) {
  const bool is_refused = report.status == CompileStatus::refused ||
                          (report.validation && !report.validation->is_valid());
  return is_refused ? Tint::red : Tint::strong;
}

std::string next_step(const CompileReport &report,
                      const ReportFraming &framing) {
  const bool is_ready = report.status == CompileStatus::written &&
                        !framing.is_dry_run &&
                        (!report.validation || report.validation->is_valid());
  if (!is_ready)
    return "";
  if (!report.validation)
    return "next: hpcompile validate " +
           shell_quoted(printable(framing.payload_path)) + " --image " +
           shell_quoted(printable(framing.image_path)) + " --post-image POST\n";
  return "next: hppack build " + shell_quoted(printable(framing.payload_path)) +
         " --image " + shell_quoted(printable(framing.image_path)) +
         " -o PACKAGE --key KEY --product NAME --sequence " +
         std::to_string(report.sequence) + "\n";
}

std::string render_differences(const Validation &validation,
                               const TextStyle &style) {
  std::string text;
  for (const ValidationDifference &difference : validation.differences) {
    std::string place = printable(difference.place);
    if (difference.post_rva != 0)
      place += ", post+" + hex(difference.post_rva);
    text += tinted("differs", Tint::red, style) + ": " +
            printable(difference.function) + " at " + place + "\n" +
            detail_line("found", printable(difference.detail), style);
  }
  return text;
}

std::string validation_line(const Validation &validation,
                            const TextStyle &style) {
  std::string text =
      counted(validation.payload_functions, "function", style.grouping) +
      " of the payload and " +
      to_decimal(validation.base_functions, style.grouping) +
      " of the base compared with the post image (" +
      counted(validation.instructions, "instruction", style.grouping) + ", " +
      counted(validation.references, "reference", style.grouping) + "): ";
  text += validation.is_valid() ? "no difference"
                                : counted(validation.differences.size(),
                                          "difference", style.grouping);
  if (validation.line_only > 0)
    text += "; " + to_decimal(validation.line_only, style.grouping) +
            " differ in line numbers only, as proven";
  if (!validation.unnamed.empty())
    text += "; not compared, for want of a name: " +
            some_of(validation.unnamed, ", ", style);
  return titled_line("checked", text, style);
}

} // namespace

std::string render_validation_text(const Validation &validation,
                                   const TextStyle &style) {
  return validation_line(validation, style) +
         render_differences(validation, style) +
         tinted(validation.is_valid() ? "valid" : "differs",
                validation.is_valid() ? Tint::strong : Tint::red, style) +
         "\n";
}

std::string render_report_text(const CompileReport &report,
                               const ReportFraming &framing,
                               const TextStyle &style) {
  std::string text =
      render_identity_line(report.image.path, report.image.identity, style);
  text += titled_line("symbols",
                      report.image.symbols.empty()
                          ? "none: places are found by content"
                          : printable(report.image.symbols),
                      style);
  text += render_witness(report.witness, style);
  text += render_functions(report.functions, style);
  text += render_residency(report.functions, style);
  text += render_refusals(report, style);
  text += render_payload_size(report, style);
  if (report.validation)
    text += validation_line(*report.validation, style) +
            render_differences(*report.validation, style);
  return text + "\n" +
         tinted(wrapped(verdict_of(report, framing, style), 0, style.columns),
                tint_of_verdict(report), style) +
         "\n" + next_step(report, framing);
}

} // namespace hotpatch
