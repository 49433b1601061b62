// All text of a manifest or a payload goes through printable(): whoever can
// write to the process may have put it there.
#include "hpapply/views.h"

#include "cli/text.h"
#include "formats/core/text.h"
#include "formats/payload/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hotpatch {
namespace {

std::string describe_package(const Manifest &manifest) {
  std::string text = printable(manifest.product);
  if (!manifest.channel.empty())
    text += " (" + printable(manifest.channel) + ")";
  text += ", sequence " + std::to_string(manifest.sequence);
  std::string_view separator = ": fixes ";
  for (const std::string &cve : manifest.cves) {
    text.append(separator).append(printable(cve));
    separator = ", ";
  }
  return text;
}

std::string describe_place(const Residence &residence, const TextStyle &style) {
  return printable(residence.payload.base_name) + " at " + hex(residence.base) +
         ", payload at " + hex(residence.range.begin) + ", " +
         counted(residence.range.size(), "byte", style.grouping);
}

std::string function_line(const ListedFunction &function,
                          std::string_view state, const TextStyle &style) {
  constexpr std::size_t name_columns = 32, kind_columns = 7;
  const Tint tint = state == "changed" ? Tint::red : Tint::plain;
  std::string line = "    " +
                     left_aligned(printable(function.name), name_columns) +
                     " " + hex(function.address) + "  ";
  const std::string kind(to_word(function.redirect));
  line += state.empty() ? kind
                        : left_aligned(kind, kind_columns) +
                              tinted(std::string(state), tint, style);
  return line + "\n";
}

std::string render_residences(const std::vector<Residence> &residences,
                              std::string_view title, const TextStyle &style) {
  std::string text;
  for (const Residence &residence : residences) {
    text += std::string(title) + describe_package(residence.manifest) + "\n  " +
            describe_place(residence, style) + "\n";
    for (const ListedFunction &function : list_functions(residence))
      text += function_line(function, "", style);
  }
  return text;
}

// "1.2 ms", the same in every locale.
std::string milliseconds(Duration time) {
  constexpr std::int64_t unit = 100'000, tenths = 10;
  const std::int64_t value = (time.count() + unit / 2) / unit;
  return std::to_string(value / tenths) + "." + std::to_string(value % tenths) +
         " ms";
}

std::string figures_line(const ChangeFigures &figures, std::string_view memory,
                         const TextStyle &style) {
  return "stopped for " + milliseconds(figures.longest_stop) + ", " +
         (figures.retries == 1 ? "1 retry"
                               : std::to_string(figures.retries) + " retries") +
         ", " + counted(figures.memory_bytes, "byte", style.grouping) + " " +
         std::string(memory) + "\n";
}

std::string first_line(const ChangeSubject &subject, const ChangeReport &report,
                       const TextStyle &style) {
  const Tint tint =
      report.verdict == ChangeVerdict::failed ? Tint::red : Tint::green;
  std::string word(verdict_word(subject, report));
  std::ranges::replace(word, '-', ' ');
  if (report.failure && report.failure->is_undone)
    word += " and taken back";
  return tinted(word, tint, style) + ": process " +
         std::to_string(subject.pid) + "\n";
}

std::string_view meaning(ResidenceState state) {
  switch (state) {
  case ResidenceState::in_force:
    return "in force";
  case ResidenceState::retired:
    return "not in force, its memory is still there";
  case ResidenceState::partial:
    return "in force in part: hpapply rollback takes the rest back";
  case ResidenceState::changed:
    break;
  }
  return "changed by somebody else";
}

} // namespace

std::string render_change_text(const ChangeSubject &subject,
                               const ChangeReport &report,
                               const TextStyle &style) {
  const bool is_apply = subject.command != "rollback";
  std::string text = first_line(subject, report, style);
  text += render_residences(report.departed, "no longer in force: ", style);
  text += render_residences(report.arrived, "", style);
  for (const std::string &note : report.notes)
    text += "note: " + printable(note) + "\n";
  if (report.verdict == ChangeVerdict::done ||
      report.verdict == ChangeVerdict::would_be_done)
    text +=
        figures_line(report.figures, is_apply ? "taken" : "given back", style);
  if (report.verdict == ChangeVerdict::done && is_apply)
    text += "it lasts as long as the process; next: hpapply status --pid " +
            std::to_string(subject.pid) + "\n";
  return text;
}

bool is_in_force(std::span<const KnownResidence> known) {
  bool is_any = false;
  for (const KnownResidence &one : known) {
    if (one.check.state == ResidenceState::retired)
      continue;
    is_any = true;
    if (one.check.state != ResidenceState::in_force ||
        !one.check.is_payload_intact)
      return false;
  }
  return is_any;
}

std::string render_status_text(std::uint32_t pid,
                               std::span<const KnownResidence> known,
                               const TextStyle &style) {
  std::string text =
      (is_in_force(known) ? tinted("in force", Tint::green, style)
                          : tinted("not in force", Tint::yellow, style)) +
      ": process " + std::to_string(pid) + "\n";
  for (const auto &[residence, check] : known) {
    text += describe_package(residence.manifest) + "\n  " +
            std::string(meaning(check.state)) + ": " +
            describe_place(residence, style) + "\n";
    if (!check.is_payload_intact)
      text +=
          tinted("  the payload's own bytes are changed\n", Tint::red, style);
    std::size_t i = 0;
    for (const ListedFunction &function : list_functions(residence))
      text += function_line(function, to_word(check.sites[i++].state), style);
  }
  return text;
}

} // namespace hotpatch
