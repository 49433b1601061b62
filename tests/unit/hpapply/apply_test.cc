// Putting packages in force and taking them back, in a made-up process.
#include "tests/unit/hpapply/apply_fixture.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Apply = ApplyTest;

TEST_F(Apply, RedirectsLeadToThePayload) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  EXPECT_EQ(report->verdict, ChangeVerdict::done);
  ASSERT_EQ(report->arrived.size(), 1U);
  const Residence &residence = report->arrived[0];
  EXPECT_EQ(residence.base, made_up_base_at);
  for (const BaseWrite &write : residence.writes)
    EXPECT_EQ(
        process_.peek(made_up_base_at + write.base_rva, write.bytes.size()),
        write.bytes);
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
  EXPECT_GT(report->figures.memory_bytes, 0U);
  EXPECT_FALSE(process_.is_stopped());
}

TEST_F(Apply, NothingIsWritableAndExecutable) {
  ASSERT_OK(apply(package()));
  for (const auto &[address, protection] : process_.protections())
    EXPECT_FALSE(protection.write && protection.execute) << address;
}

TEST_F(Apply, TheBaseKeepsItsProtections) {
  const auto before = process_.protections();
  ASSERT_OK(apply(package()));
  const auto after = process_.protections();
  for (const auto &[address, protection] : before)
    EXPECT_EQ(after.at(address), protection) << address;
}

TEST_F(Apply, StopsTheProcessToPrepareOnlyIfItMust) {
  int stops = 0;
  process_.on_resume = [&] { ++stops; };
  ASSERT_OK(apply(package()));
  EXPECT_EQ(std::exchange(stops, 0), 2);
  ASSERT_OK(roll_back());
  stops = 0;
  process_.is_changed_while_it_runs = true;
  ASSERT_OK(apply(package()));
  EXPECT_EQ(stops, 1);
}

TEST_F(Apply, ASecondTimeIsANoOperation) {
  ASSERT_OK(apply(package()));
  const auto before = process_.protections();
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  EXPECT_EQ(report->verdict, ChangeVerdict::already);
  EXPECT_EQ(report->arrived.size(), 1U);
  EXPECT_EQ(process_.protections(), before);
}

TEST_F(Apply, ADryRunChangesNothing) {
  const auto before = process_.protections();
  ChangePolicy policy = made_up_policy();
  policy.is_dry_run = true;
  const Expected<ChangeReport> report =
      apply_package(process_, package(), policy);
  ASSERT_OK(report);
  EXPECT_EQ(report->verdict, ChangeVerdict::would_be_done);
  EXPECT_EQ(report->arrived.size(), 1U);
  EXPECT_EQ(process_.protections(), before);
  EXPECT_EQ(code(), code_as_linked());
  EXPECT_TRUE(process_.called.empty());
}

TEST_F(Apply, RollbackLeavesNothing) {
  const auto before = process_.protections();
  ASSERT_OK(apply(package()));
  const Expected<ChangeReport> report = roll_back();
  ASSERT_OK(report);
  EXPECT_EQ(report->verdict, ChangeVerdict::done);
  EXPECT_EQ(report->departed.size(), 1U);
  EXPECT_GT(report->figures.memory_bytes, 0U);
  EXPECT_EQ(code(), code_as_linked());
  EXPECT_EQ(process_.protections(), before);
}

TEST_F(Apply, HooksAreCalledInTheirOrder) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  const Address own = report->arrived[0].range.begin;
  ASSERT_OK(roll_back());
  EXPECT_EQ(process_.called,
            (std::vector<Address>{own + 0x1000, own + 0x1001, own + 0x1002,
                                  own + 0x1003}));
}

TEST_F(Apply, AHookThatRefusesLeavesNothing) {
  const auto before = process_.protections();
  process_.on_call = [](Address) -> std::uint64_t { return 5; };
  EXPECT_ERROR(apply(package()), untrusted,
               "hook-refused: hotpatch_pre_apply of libmadeup.so's payload "
               "returned 5");
  EXPECT_EQ(process_.called.size(), 1U);
  EXPECT_EQ(process_.protections(), before);
  EXPECT_EQ(code(), code_as_linked());
}

TEST_F(Apply, AHookThatRefusesKeepsItInForce) {
  ASSERT_OK(apply(package()));
  process_.on_call = [](Address) -> std::uint64_t { return 1; };
  EXPECT_ERROR(roll_back(), untrusted, "hook-refused");
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
}

TEST_F(Apply, MemoryThatOnlyItsHeaderIsKnownOfIsGivenBack) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  set_word(made_up_stack + 0x900, report->arrived[0].range.begin);
  ASSERT_OK(roll_back());
  EXPECT_EQ(states(), std::vector<ResidenceState>{});
}

TEST_F(Apply, MemoryThatSomethingLeadsToStays) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  const Address own = report->arrived[0].range.begin;
  set_word(made_up_stack + 0x900, own + 0x1000); // a function pointer
  const Expected<ChangeReport> back = roll_back();
  ASSERT_OK(back);
  EXPECT_EQ(back->figures.memory_bytes, 0U);
  EXPECT_EQ(states(), std::vector{ResidenceState::retired});

  const Expected<ChangeReport> again = apply(package());
  ASSERT_OK(again);
  EXPECT_EQ(again->arrived[0].range.begin, own);
  EXPECT_EQ(again->figures.memory_bytes, 0U);
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
}

TEST_F(Apply, ANewerOneTakesThePlaceOfWhatItSupersedes) {
  ASSERT_OK(apply(package(1)));
  const Expected<ChangeReport> report = apply(package(2, 1));
  ASSERT_OK(report);
  EXPECT_EQ(report->departed.size(), 1U);
  EXPECT_EQ(report->arrived.size(), 1U);
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
  ASSERT_OK(roll_back(2));
  EXPECT_EQ(code(), code_as_linked());
  EXPECT_TRUE(states().empty());
}

// Whose memory something leads into.
TEST_F(Apply, AnOldOneThatWasReplacedIsNotInForce) {
  const Expected<ChangeReport> report = apply(package(1));
  ASSERT_OK(report);
  set_word(made_up_stack + 0x900, report->arrived[0].range.begin + 0x1000);
  ASSERT_OK(apply(package(2, 1)));
  EXPECT_THAT(states(), ::testing::UnorderedElementsAre(
                            ResidenceState::retired, ResidenceState::in_force));
  ASSERT_OK(roll_back());
  EXPECT_EQ(code(), code_as_linked());
}

TEST_F(Apply, ANewerOneThatSupersedesNothing) {
  ASSERT_OK(apply(package(1)));
  EXPECT_ERROR(apply(package(2)), untrusted, "not-superseded");
}

TEST_F(Apply, AnOlderOne) {
  ASSERT_OK(apply(package(2)));
  EXPECT_ERROR(apply(package(1)), untrusted, "older-package");
}

TEST_F(Apply, RollbackOfAnotherSequenceNumber) {
  ASSERT_OK(apply(package(2)));
  EXPECT_ERROR(roll_back(1), untrusted,
               "not-in-force: no package with sequence number 1");
  EXPECT_EQ(states(), std::vector{ResidenceState::in_force});
}

TEST_F(Apply, RollbackOfNothing) {
  EXPECT_ERROR(roll_back(), untrusted, "not-in-force: no package is in force");
}

TEST_F(Apply, AnotherBuildOfTheImage) {
  process_ = made_up_process(made_up_library(2));
  EXPECT_ERROR(apply(package()), untrusted,
               "wrong-base: /opt/shop/libmadeup.so: build id: found "
               "0202030405060708, expected 0102030405060708");
}

TEST_F(Apply, AnImageThatDoesNotRun) {
  process_ = FakeProcess();
  EXPECT_ERROR(apply(package()), untrusted,
               "wrong-base: the process runs no image that the package is for, "
               "expected libmadeup.so");
}

TEST_F(Apply, CodeThatSomebodyElseHasChanged) {
  process_.poke(made_up_base_at + 0x1f00, from_hex("cc"));
  EXPECT_ERROR(apply(package()), untrusted,
               "code-changed: /opt/shop/libmadeup.so");
}

TEST_F(Apply, ARedirectThatSomebodyElseHasOverwritten) {
  ASSERT_OK(apply(package()));
  process_.poke(made_up_base_at + without_pad, from_hex("cc"));
  EXPECT_EQ(states(), std::vector{ResidenceState::changed});
  EXPECT_ERROR(roll_back(), untrusted, "code-changed: code at ");
  EXPECT_ERROR(apply(package()), untrusted, "code-changed: /opt/shop");
}

TEST_F(Apply, APayloadThatSomebodyElseHasChanged) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  process_.poke(report->arrived[0].range.begin + 0x1002, from_hex("cc"));
  EXPECT_FALSE(known_residences(process_).value()[0].check.is_payload_intact);
}

TEST_F(Apply, WhatIsInForceInPartIsTakenBack) {
  const Expected<ChangeReport> report = apply(package());
  ASSERT_OK(report);
  const BaseWrite &write = report->arrived[0].writes[0];
  process_.poke(made_up_base_at + write.base_rva, write.base_bytes);
  EXPECT_EQ(states(), std::vector{ResidenceState::partial});
  EXPECT_ERROR(apply(package()), untrusted,
               "interrupted: shop, sequence 1 is in force in part");
  process_.called.clear();
  ASSERT_OK(roll_back());
  EXPECT_EQ(code(), code_as_linked());
  // Not the hook before it: nobody knows how far applying had come.
  EXPECT_EQ(process_.called.size(), 1U);
  EXPECT_OK(apply(package()));
}

TEST_F(Apply, NoRoomNearTheBase) {
  constexpr std::uint64_t reach = std::uint64_t{1} << 31, step = 0x20000;
  for (Address at = made_up_base_at - reach; at <= made_up_base_at + reach;
       at += step)
    if (at != made_up_base_at)
      process_.put(at, std::vector<std::byte>(1), {.read = true}, "full");
  EXPECT_ERROR(apply(package()), untrusted, "no-near-space");
}

TEST_F(Apply, AnExportThatNobodyHas) {
  payload_.sections[0].bytes.resize(0x28);
  payload_.sections[0].size = 0x28;
  payload_.imports = {{.slot = 0x1020, .name = "no_such_function"}};
  EXPECT_ERROR(apply(package()), untrusted,
               "unbound: no module of the process exports no_such_function");
}

TEST_F(Apply, ExceptionsWithoutAnUnwinder) {
  payload_.needs_unwind = true;
  EXPECT_ERROR(apply(package()), untrusted, "no-unwinder");
}

} // namespace
} // namespace hotpatch
