#include "hpapply/apply.h"

#include "hpapply/plan.h"
#include "hpapply/prepare.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Gives back the memory of payloads that are not in force.  That it stays is no
// failure of the change: it is said, and taken again by the next apply.
void clean_up(Process &process, const std::vector<Residence> &residences,
              const ChangePolicy &policy, ChangeReport &report,
              std::uint64_t *freed = nullptr) {
  const Expected<std::uint64_t> bytes =
      discard(process, residences, policy.clock, report.figures);
  if (freed)
    *freed = bytes.value_or(0);
  if (!bytes)
    report.notes.push_back("memory of a payload that is not in force stays: " +
                           bytes.error().message);
}

std::vector<Residence> residences_of(const std::vector<Prepared> &prepared,
                                     bool only_new) {
  std::vector<Residence> residences;
  for (const Prepared &one : prepared)
    if (one.is_new || !only_new)
      residences.push_back(one.residence);
  return residences;
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
  std::vector<Residence> present;
  for (const KnownResidence &one : known)
    if (one.check.state == ResidenceState::retired)
      present.push_back(one.residence);
  const std::vector<Prepared> prepared =
      HP_TRY(prepare(process, plan.arrivals, present, policy, report.figures));
  const SwitchPlan change{plan.departures, residences_of(prepared, false)};
  Expected<std::optional<SwitchFailure>> switched =
      switch_payloads(process, change, policy, report.figures);
  if (!switched || policy.is_dry_run) {
    if (!policy.is_dry_run)
      clean_up(process, residences_of(prepared, true), policy, report);
    if (!switched)
      return std::unexpected(std::move(switched).error());
    report.verdict = ChangeVerdict::would_be_done;
    report.arrived = change.arrivals;
    report.departed = change.departures;
    return report;
  }
  if (const std::optional<SwitchFailure> failure = *std::move(switched)) {
    // What could not be taken back may still be in force: its memory stays.
    if (failure->is_undone)
      clean_up(process, residences_of(prepared, true), policy, report);
    report.verdict = ChangeVerdict::failed;
    report.failure = failure;
    return report;
  }
  report.arrived = change.arrivals;
  report.departed = change.departures;
  if (!change.departures.empty())
    clean_up(process, change.departures, policy, report);
  return report;
}

Expected<ChangeReport> roll_back(Process &process, const RollbackChoice &choice,
                                 const ChangePolicy &policy) {
  ChangeReport report;
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
  report.failure =
      HP_TRY(switch_payloads(process, change, policy, report.figures));
  if (report.failure) {
    report.verdict = ChangeVerdict::failed;
    return report;
  }
  report.departed = change.departures;
  if (policy.is_dry_run)
    report.verdict = ChangeVerdict::would_be_done;
  else
    clean_up(process, change.departures, policy, report,
             &report.figures.memory_bytes);
  return report;
}

} // namespace hotpatch
