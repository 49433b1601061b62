// Who keeps code busy that is to change.
#include "tests/unit/hpapply/apply_fixture.h"

namespace hotpatch {
namespace {

using Busy = ApplyTest;

TEST_F(Busy, ThreadInTheFunction) {
  process_.all_threads()[1].instruction =
      made_up_base_at + without_pad + function_bytes - 1;
  EXPECT_ERROR(apply(package()), untrusted, "busy: thread 12 is in parse_body");
  EXPECT_EQ(code(), code_as_linked());
  EXPECT_FALSE(process_.is_stopped());
}

TEST_F(Busy, ThreadThatReturnsIntoTheFunction) {
  set_word(made_up_stack + 0x900, made_up_base_at + without_pad + 0x20);
  EXPECT_ERROR(apply(package()), untrusted,
               "busy: thread 11 returns into parse_body");
}

TEST_F(Busy, AnEntryIsNotAReturnAddress) {
  set_word(made_up_stack + 0x900, made_up_base_at + without_pad);
  set_word(made_up_stack + 0x908, made_up_base_at + with_pad);
  EXPECT_OK(apply(package()));
}

TEST_F(Busy, WordsBelowTheStackPointerAreNobodys) {
  set_word(made_up_stack + 0x100, made_up_base_at + without_pad + 0x20);
  EXPECT_OK(apply(package()));
}

// A thread may run on a coroutine's stack, in one region with others.
TEST_F(Busy, WordsBelowTheStackPointerAreSomebodysInMemoryOfNoThread) {
  set_word(made_up_stack + 0x100, made_up_base_at + without_pad + 0x20);
  process_.all_threads()[0].in_own_stack = 0;
  EXPECT_ERROR(apply(package()), untrusted, "coroutine");
}

TEST_F(Busy, TheRedZoneIsInUse) {
  set_word(made_up_stack + 0x800 - 128, made_up_base_at + without_pad + 0x20);
  EXPECT_ERROR(apply(package()), untrusted, "busy");
}

class BusyWithCoroutine : public Busy {
protected:
  static constexpr Address stack = made_up_stack - 0x10000;

  BusyWithCoroutine() {
    process_.put(stack, std::vector<std::byte>(0x1000),
                 {.read = true, .write = true});
    set_word(stack + 0x500, made_up_base_at + without_pad + 0x20);
  }
};

TEST_F(BusyWithCoroutine, IsBusy) {
  EXPECT_ERROR(apply(package()), untrusted, "coroutine");
}

TEST_F(BusyWithCoroutine, OnlyThreadsIfAskedFor) {
  ChangePolicy policy = made_up_policy();
  policy.stacks = StackPlaces::threads;
  EXPECT_OK(apply_package(process_, package(), policy));
}

// On the stack of a signal's handler, for one.
TEST_F(BusyWithCoroutine, AThreadsStackCountsWhileItIsOnAnother) {
  ChangePolicy policy = made_up_policy();
  policy.stacks = StackPlaces::threads;
  process_.all_threads()[0].stack = stack + 0x800;
  set_word(made_up_stack + 0x900, made_up_base_at + without_pad + 0x20);
  EXPECT_ERROR(apply_package(process_, package(), policy), untrusted,
               "parse_body");
}

TEST_F(Busy, UnderTheRuleEntryOnlyOverwrittenBytesCount) {
  process_.all_threads()[0].instruction = made_up_base_at + without_pad + 5;
  ChangePolicy policy = made_up_policy();
  policy.rule = ConsistencyRule::entry;
  EXPECT_OK(apply_package(process_, package(), policy));
}

TEST_F(Busy, OverwrittenBytesCountUnderAnyRule) {
  process_.all_threads()[0].instruction = made_up_base_at + without_pad + 4;
  ChangePolicy policy = made_up_policy();
  policy.rule = ConsistencyRule::entry;
  EXPECT_ERROR(apply_package(process_, package(), policy), untrusted, "busy");
}

TEST_F(Busy, TriesAgainUntilTheThreadHasLeft) {
  process_.all_threads()[0].instruction = made_up_base_at + without_pad + 4;
  int stops = 0;
  process_.on_resume = [&] {
    if (++stops == 4)
      process_.all_threads()[0].instruction = made_up_base_at + 0x1800;
  };
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  EXPECT_EQ(report->figures.retries, 3U);
}

TEST_F(Busy, RollbackWaitsForThreadsInThePayload) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  process_.all_threads()[0].instruction =
      report->arrived[0].range.begin + 0x1008;
  EXPECT_ERROR(roll_back(), untrusted, "busy: thread 11 is in parse_");
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
}

} // namespace
} // namespace hotpatch
