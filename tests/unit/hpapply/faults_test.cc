// Whatever fails, all redirects are there or none is, and everybody knows.
#include "hpapply/apply.h"

#include "hpapply/plan.h"
#include "tests/support/expected.h"
#include "tests/unit/hpapply/made_up_target.h"

#include <algorithm>
#include <random>

namespace hotpatch {
namespace {

// A change of a process, and how many redirects of which package there are
// before and after.
enum class Change : std::uint8_t { apply, replace, roll_back };

class Faults : public ::testing::TestWithParam<Change> {
protected:
  std::vector<std::byte> library_ = made_up_library();
  Payload payload_ = made_up_payload(library_);
  VerifiedPackage first_ = made_up_package(payload_, library_, 1);
  VerifiedPackage second_ = made_up_package(payload_, library_, 2, 1);

  // The process as it is before the change.
  FakeProcess begin() {
    FakeProcess process = made_up_process(library_);
    if (GetParam() != Change::apply)
      EXPECT_OK(apply_package(process, first_, made_up_policy()));
    process.fail_at({});
    return process;
  }

  Expected<ChangeReport> change(FakeProcess &process) {
    const ChangePolicy policy = made_up_policy();
    if (GetParam() == Change::roll_back)
      return roll_back(process, {}, policy);
    return apply_package(
        process, GetParam() == Change::apply ? first_ : second_, policy);
  }

  // What is in force by the bytes themselves: the id of the package that the
  // redirects lead into; none; or it is not the same for all.
  struct InForce {
    bool is_agreed = true;
    std::optional<PackageId> package = {};
  };
  InForce in_force(FakeProcess &process) {
    const std::vector<KnownResidence> known = known_residences(process).value();
    InForce result;
    std::size_t redirects = 0;
    for (const KnownResidence &one : known)
      for (const SiteCheck &site : one.check.sites) {
        if (site.state != SiteState::redirected)
          continue;
        ++redirects;
        result.is_agreed &=
            !result.package || *result.package == one.residence.package;
        result.package = one.residence.package;
      }
    result.is_agreed &= redirects == 0 || redirects == 2;
    if (redirects == 0)
      result.is_agreed &=
          process.peek(made_up_base_at, 0x3000) ==
          std::vector(library_.begin(), library_.begin() + 0x3000);
    return result;
  }

  void run_with(const std::vector<std::uint64_t> &faults);
};

void expect_protections(const FakeProcess &process) {
  constexpr std::size_t page = 0x1000;
  const auto all = process.protections();
  using Protection = FakeProcess::Protection;
  EXPECT_EQ(all.at(made_up_base_at + page), (Protection{true, false, true}));
  EXPECT_EQ(all.at(made_up_base_at + 3 * page),
            (Protection{true, true, false}));
  for (const auto &[address, protection] : all)
    EXPECT_FALSE(protection.write && protection.execute) << address;
}

void Faults::run_with(const std::vector<std::uint64_t> &faults) {
  SCOPED_TRACE(::testing::PrintToString(faults));
  FakeProcess process = begin();
  const InForce before = in_force(process);
  process.fail_at(faults);
  const Expected<ChangeReport> report = change(process);
  process.fail_at({});
  const InForce after = in_force(process);
  EXPECT_FALSE(process.is_stopped());
  EXPECT_TRUE(after.is_agreed);
  expect_protections(process);
  const bool is_done = report && report->verdict == ChangeVerdict::done;
  if (is_done)
    EXPECT_EQ(after.package,
              GetParam() == Change::roll_back
                  ? std::nullopt
                  : std::optional(GetParam() == Change::apply ? first_.id()
                                                              : second_.id()));
  else
    EXPECT_EQ(after.package, before.package);
  EXPECT_TRUE(!report || !report->failure || report->failure->is_undone);
  // And the process is none the worse for it.
  if (after.package) {
    ASSERT_OK(roll_back(process, {}, made_up_policy()));
  }
  EXPECT_FALSE(in_force(process).package.has_value());
  ASSERT_OK(apply_package(process, first_, made_up_policy()));
  EXPECT_EQ(in_force(process).package, first_.id());
}

TEST_P(Faults, AtEachStep) {
  FakeProcess process = begin();
  ASSERT_OK(change(process));
  const std::uint64_t steps = process.operations();
  for (std::uint64_t step = 1; step <= steps; ++step)
    run_with({step});
}

// The second may hit the way back, whose steps are tried again.
TEST_P(Faults, TwoAtATime) {
  constexpr int runs = 3500; // more than 10,000 for the three changes
  FakeProcess process = begin();
  ASSERT_OK(change(process));
  const std::uint64_t steps = process.operations();
  std::minstd_rand random(1);
  for (int i = 0; i < runs; ++i) {
    const std::uint64_t first = 1 + random() % steps;
    run_with({first, first + 1 + random() % 12});
    if (HasFailure())
      return;
  }
}

// What nobody can undo is told as it is, and taken back later.
TEST_P(Faults, ThatStay) {
  FakeProcess counted = begin();
  ASSERT_OK(change(counted));
  for (std::uint64_t step = 1; step <= counted.operations(); ++step) {
    SCOPED_TRACE(step);
    FakeProcess process = begin();
    std::vector<std::uint64_t> all;
    for (std::uint64_t i = step; i < step + 200; ++i)
      all.push_back(i);
    process.fail_at(all);
    const Expected<ChangeReport> report = change(process);
    process.fail_at({});
    EXPECT_FALSE(process.is_stopped());
    bool is_partial = false;
    const auto all_known = known_residences(process);
    for (const KnownResidence &known : all_known.value())
      is_partial |= known.check.state == ResidenceState::partial ||
                    known.check.state == ResidenceState::changed;
    if (is_partial) {
      ASSERT_TRUE(report.has_value() && report->failure);
      EXPECT_FALSE(report->failure->is_undone);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Changes, Faults,
                         ::testing::Values(Change::apply, Change::replace,
                                           Change::roll_back));

} // namespace
} // namespace hotpatch
