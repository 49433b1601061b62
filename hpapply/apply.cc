#include "hpapply/apply.h"

#include "hpapply/plan.h"
#include "hpapply/prepare.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Gives back the memory of payloads that are not in force; the bytes.  That it
// stays is no failure of the change: it is said, and taken again by the next
// apply.
std::uint64_t clean_up(Process &process,
                       const std::vector<Residence> &residences, Stops &stops,
                       std::vector<std::string> &notes) {
  const Expected<std::uint64_t> bytes = discard(process, residences, stops);
  if (!bytes)
    notes.push_back("memory of a payload that is not in force stays: " +
                    bytes.error().message);
  return bytes.value_or(0);
}

std::vector<Residence> residences_of(const std::vector<Prepared> &prepared,
                                     bool only_new) {
  std::vector<Residence> residences;
  for (const Prepared &one : prepared)
    if (one.is_new || !only_new)
      residences.push_back(one.residence);
  return residences;
}

std::uint64_t size_of(const std::vector<Residence> &residences) {
  std::uint64_t bytes = 0;
  for (const Residence &residence : residences)
    bytes += residence.range.size();
  return bytes;
}

std::vector<Residence> retired(const std::vector<KnownResidence> &known) {
  std::vector<Residence> residences;
  for (const KnownResidence &one : known)
    if (one.check.state == ResidenceState::retired)
      residences.push_back(one.residence);
  return residences;
}

ChangeVerdict verdict_of(const SwitchResult &result,
                         const ChangePolicy &policy) {
  if (result.failure)
    return ChangeVerdict::failed;
  return policy.is_dry_run ? ChangeVerdict::would_be_done : ChangeVerdict::done;
}

} // namespace

Expected<ChangeReport> apply_package(Process &process,
                                     const VerifiedPackage &package,
                                     const ChangePolicy &policy) {
  const std::vector<KnownResidence> known = HP_TRY(known_residences(process));
  ApplyPlan plan = HP_TRY(plan_apply(process, package, known));
  ChangeReport report{.notes = std::move(plan.notes)};
  if (plan.arrivals.payloads.empty()) {
    report.verdict = ChangeVerdict::already;
    report.arrived = std::move(plan.in_force);
    return report;
  }
  Stops stops(process, policy.clock);
  const std::vector<Prepared> prepared = HP_TRY(prepare(
      process, plan.arrivals, retired(known), policy.is_dry_run, stops));
  const std::vector<Residence> placed = residences_of(prepared, true);
  const SwitchPlan change{plan.departures, residences_of(prepared, false)};
  Expected<SwitchResult> switched =
      switch_payloads(process, change, policy, stops);
  // What could not be taken back may still be in force: its memory stays.
  const std::optional<SwitchFailure> failure =
      switched ? switched->failure : std::nullopt;
  const bool is_as_before = !switched || (failure && failure->is_undone);
  if (is_as_before && !policy.is_dry_run)
    clean_up(process, placed, stops, report.notes);
  if (!switched)
    return std::unexpected(std::move(switched).error());
  report.verdict = verdict_of(*switched, policy);
  report.failure = failure;
  if (!failure) {
    report.arrived = change.arrivals;
    report.departed = change.departures;
  }
  if (report.verdict == ChangeVerdict::done && !change.departures.empty())
    clean_up(process, change.departures, stops, report.notes);
  report.figures = {stops.longest(), switched->retries, size_of(placed)};
  return report;
}

Expected<ChangeReport> roll_back(Process &process, const RollbackChoice &choice,
                                 const ChangePolicy &policy) {
  SwitchPlan change;
  for (const KnownResidence &known : HP_TRY(known_residences(process)))
    if (known.check.state != ResidenceState::retired &&
        choice.has(known.residence))
      change.departures.push_back(known.residence);
  if (change.departures.empty())
    return refuse("not-in-force", choice.sequence
                                      ? "no package with sequence number " +
                                            std::to_string(*choice.sequence) +
                                            " is in force"
                                      : "no package is in force");
  Stops stops(process, policy.clock);
  SwitchResult switched =
      HP_TRY(switch_payloads(process, change, policy, stops));
  ChangeReport report{.verdict = verdict_of(switched, policy)};
  report.failure = std::move(switched.failure);
  std::uint64_t freed = 0;
  if (report.verdict == ChangeVerdict::done)
    freed = clean_up(process, change.departures, stops, report.notes);
  if (!report.failure)
    report.departed = std::move(change.departures);
  report.figures = {stops.longest(), switched.retries, freed};
  return report;
}

} // namespace hotpatch
