#include "hpapply/switch.h"

#include "formats/core/text.h"
#include "formats/payload/words.h"
#include "hpapply/undo_log.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace hotpatch {
namespace {

// What takes back what a hook did (samples/include/hotpatch.h).
HookKind opposite(HookKind kind) {
  switch (kind) {
  case HookKind::pre_apply:
    return HookKind::post_rollback;
  case HookKind::post_apply:
    return HookKind::pre_rollback;
  case HookKind::pre_rollback:
    return HookKind::post_apply;
  case HookKind::post_rollback:
    break;
  }
  return HookKind::pre_apply;
}

bool may_refuse(HookKind kind) {
  return kind == HookKind::pre_apply || kind == HookKind::pre_rollback;
}

// A place in a base image and what it holds before and after.
struct Site {
  Address address = 0;
  BytesView before = {}, after = {};
};

std::vector<Site> sites_of(const Residence &residence, bool is_departure) {
  std::vector<Site> sites;
  for (const BaseWrite &write : residence.writes) {
    sites.push_back(
        {residence.base + write.base_rva, write.base_bytes, write.bytes});
    if (is_departure)
      std::swap(sites.back().before, sites.back().after);
  }
  if (is_departure)
    std::ranges::reverse(sites);
  return sites;
}

class Switch {
public:
  Switch(Process &process, const SwitchPlan &plan)
      : process_(process), plan_(plan) {}

  // untrusted: as switch_payloads().
  Expected<void> check_sites();
  Expected<void> run();
  Expected<void> undo() { return undo_.run(); }

private:
  Expected<std::uint32_t> call_hook(const Residence &residence, HookKind kind);
  Expected<void> run_hook(const Residence &residence, HookKind kind);
  Expected<void> write(const Site &site);
  [[nodiscard]] bool is_partial(const Residence &residence) const;

  Process &process_;
  const SwitchPlan &plan_;
  std::vector<const Residence *> partial_ = {}; // departures
  UndoLog undo_;
};

bool Switch::is_partial(const Residence &residence) const {
  return std::ranges::find(partial_, &residence) != partial_.end();
}

std::unexpected<Error> changed_by_others(Address address) {
  return refuse("code-changed",
                "code at " + hex(address) +
                    " is neither the base image's nor the payload's",
                "a debugger or another program has changed it");
}

// All that is written must be over what is known.
Expected<void> Switch::check_sites() {
  for (const Residence &departure : plan_.departures) {
    const ResidenceCheck check =
        HP_TRY(check_residence(process_, departure, {}));
    const auto changed =
        std::ranges::find(check.sites, SiteState::changed, &SiteCheck::state);
    if (changed != check.sites.end()) {
      const auto i = changed - check.sites.begin();
      return changed_by_others(
          departure.base +
          departure.writes[static_cast<std::size_t>(i)].base_rva);
    }
    if (check.state == ResidenceState::partial)
      partial_.push_back(&departure);
  }
  for (const Residence &arrival : plan_.arrivals)
    for (const Site &site : sites_of(arrival, false)) {
      std::vector<std::byte> found(site.before.size());
      HP_TRY(process_.read(site.address, found));
      for (const Residence &departure : plan_.departures)
        put_back(found, site.address, departure);
      if (!std::ranges::equal(found, site.before))
        return changed_by_others(site.address);
    }
  return {};
}

// What the last of the functions of this name returned; 0: there is none.
Expected<std::uint32_t> Switch::call_hook(const Residence &residence,
                                          HookKind kind) {
  std::uint32_t result = 0;
  for (const Hook &hook : residence.payload.hooks)
    if (hook.kind == kind)
      result = static_cast<std::uint32_t>(
          HP_TRY(process_.call(residence.range.begin + hook.payload_rva)));
  return result;
}

Expected<void> Switch::run_hook(const Residence &residence, HookKind kind) {
  Expected<std::uint32_t> result = call_hook(residence, kind);
  if (!result)
    return std::unexpected(std::move(result).error().at(to_word(kind)));
  if (may_refuse(kind) && *result != 0)
    return refuse("hook-refused", std::string(to_word(kind)) + " of " +
                                      residence.payload.base_name +
                                      "'s payload returned " +
                                      std::to_string(*result));
  undo_.add([this, &residence, kind] {
    return without_value(call_hook(residence, opposite(kind)));
  });
  return {};
}

Expected<void> Switch::write(const Site &site) {
  std::vector<std::byte> found(site.after.size());
  HP_TRY(process_.read(site.address, found));
  if (std::ranges::equal(found, site.after))
    return {}; // of a partial one
  const auto put = [this](Address address, BytesView bytes) -> Expected<void> {
    std::vector<std::byte> read(bytes.size());
    HP_TRY(process_.write(address, bytes));
    HP_TRY(process_.read(address, read));
    if (!std::ranges::equal(read, bytes))
      return fail(ErrorCode::io, "memory at " + hex(address) +
                                     " does not hold what was written to it");
    return {};
  };
  undo_.add([=] { return put(site.address, site.before); });
  return put(site.address, site.after);
}

Expected<void> Switch::run() {
  for (const Residence &departure : plan_.departures)
    if (!is_partial(departure))
      HP_TRY(run_hook(departure, HookKind::pre_rollback));
  for (const Residence &arrival : plan_.arrivals)
    HP_TRY(run_hook(arrival, HookKind::pre_apply));
  for (const Residence &departure : plan_.departures)
    for (const Site &site : sites_of(departure, true))
      HP_TRY(write(site));
  for (const Residence &arrival : plan_.arrivals)
    for (const Site &site : sites_of(arrival, false))
      HP_TRY(write(site));
  for (const Residence &departure : plan_.departures)
    HP_TRY(run_hook(departure, HookKind::post_rollback));
  for (const Residence &arrival : plan_.arrivals)
    HP_TRY(run_hook(arrival, HookKind::post_apply));
  return {};
}

ConsistencyRule rule_of(const SwitchPlan &plan, const ChangePolicy &policy) {
  const auto count = [](const std::vector<Residence> &residences) {
    std::size_t redirects = 0;
    for (const Residence &residence : residences)
      redirects += residence.writes.size();
    return redirects;
  };
  return policy.rule.value_or(count(plan.departures) > 1 ||
                                      count(plan.arrivals) > 1
                                  ? ConsistencyRule::whole
                                  : ConsistencyRule::entry);
}

std::vector<WatchedCode> watched_code(const SwitchPlan &plan,
                                      ConsistencyRule rule) {
  const bool is_whole = rule == ConsistencyRule::whole;
  std::vector<WatchedCode> code;
  const auto append = [&](std::vector<WatchedCode> more) {
    std::ranges::move(more, std::back_inserter(code));
  };
  for (const Residence &arrival : plan.arrivals)
    if (is_whole)
      append(replaced_bodies(arrival.payload, arrival.base));
  for (const Residence &departure : plan.departures)
    if (is_whole)
      append(payload_bodies(departure.payload, departure.range.begin));
  for (const auto *residences : {&plan.departures, &plan.arrivals})
    for (const Residence &residence : *residences)
      append(overwritten_bytes(residence.writes, residence.base));
  return code;
}

// How one stop ended.
struct Attempt {
  std::optional<Occupant> occupant = {};
  std::optional<SwitchFailure> failure = {};
};

Expected<Attempt> attempt(Process &process, const SwitchPlan &plan,
                          const ChangePolicy &policy,
                          std::span<const WatchedCode> code,
                          FrameFinder &frames) {
  Switch change(process, plan);
  HP_TRY(change.check_sites());
  if (std::optional<Occupant> occupant =
          HP_TRY(find_occupant(process, code, frames, policy.stacks)))
    return Attempt{.occupant = std::move(occupant)};
  if (policy.is_dry_run)
    return Attempt{};
  Expected<void> done = change.run();
  if (done)
    return Attempt{};
  const Expected<void> undone = change.undo();
  if (undone && done.error().code == ErrorCode::untrusted)
    return std::unexpected(std::move(done).error());
  SwitchFailure failure{std::move(done).error(), undone.has_value()};
  if (!undone)
    failure.error.message +=
        "; taking it back failed too: " + undone.error().message;
  return Attempt{.failure = std::move(failure)};
}

} // namespace

Expected<SwitchResult> switch_payloads(Process &process, const SwitchPlan &plan,
                                       const ChangePolicy &policy,
                                       Stops &stops) {
  constexpr Duration first_pause = std::chrono::milliseconds(1);
  constexpr Duration longest_pause = std::chrono::milliseconds(100);
  const std::vector<WatchedCode> code =
      watched_code(plan, rule_of(plan, policy));
  std::vector<const Residence *> residences;
  for (const Residence &departure : plan.departures)
    residences.push_back(&departure);
  FrameFinder frames(process, std::move(residences));
  frames.read_pe_modules();
  const Duration deadline = policy.clock.now() + policy.timeout;
  SwitchResult result;
  for (Duration pause = first_pause;;
       pause = std::min(pause * 2, longest_pause)) {
    Attempt end = HP_TRY(stops.during(
        [&] { return attempt(process, plan, policy, code, frames); }));
    if (!end.occupant) {
      result.failure = std::move(end.failure);
      return result;
    }
    if (policy.clock.now() + pause > deadline)
      return refuse("busy", end.occupant->text(),
                    "try again later, or with a longer --timeout");
    ++result.retries;
    policy.clock.sleep(pause);
  }
}

} // namespace hotpatch
