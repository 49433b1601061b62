// Frames of PE images: unwind data, walks of stacks, tables for the unwinder.
#include "hpapply/consistency.h"
#include "hpapply/frame_finder.h"
#include "hpapply/frames.h"
#include "tests/support/expected.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/hpapply/loaded_pe.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;

TEST(FramesOfPe, AModulesUnwindInformationTells) {
  PeSpec spec = sample_pe();
  // push rbx at 1 instead of no prologue at all.
  put(spec, sample_pe_at::unwind_info, "\x01\x01\x01\0\x01\x30"s);
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  FrameFinder frames(process, {});
  EXPECT_EQ(frames.to_return(spec.base + 0x1000), 0U);
  EXPECT_EQ(frames.to_return(spec.base + 0x1008), 8U);
  EXPECT_EQ(frames.to_return(spec.base + 0x1090), std::nullopt);
}

TEST(FramesOfPe, ModulesThatWereReadAreNotReadAgain) {
  const PeSpec spec = sample_pe();
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  FrameFinder frames(process, {});
  frames.read_pe_modules();
  process.fail_at({1}); // the first operation from now on
  EXPECT_EQ(frames.to_return(spec.base + 0x1000), 0U);
  EXPECT_EQ(process.operations(), 0U);
}

// A thread in a function that pushes rbx, called by itself, called by nobody.
class WalkedStackOfPe : public ::testing::Test {
protected:
  static constexpr Address stack = 0x200000;
  PeSpec spec_ = sample_pe();
  FakeProcess process_;
  Address code_ = spec_.base + 0x1000, behind_call_ = code_ + 0x18;
  StoppedThread thread_ = {.id = 7,
                           .instruction = code_ + 8,
                           .stack = stack + 0x100,
                           .registers = std::vector<std::uint64_t>(16)};

  void SetUp() override {
    put(spec_, sample_pe_at::unwind_info, "\x01\x01\x01\0\x01\x30"s);
    put(spec_, 0x1000, "\x53"s);
    put(spec_, 0x1013, "\xe8\0\0\0\0"s);
    load(process_, build_pe(spec_), spec_, spec_.base, "a.dll");
    process_.put(stack, std::vector<std::byte>(0x1000),
                 {.read = true, .write = true});
    word(0x108, behind_call_);
    word(0x118, spec_.base + 0x1081); // no call leads to it
    thread_.registers[UnwindRegisters::stack] = thread_.stack;
    process_.add_thread(thread_);
  }
  void word(Address at, Address value) {
    process_.poke(stack + at, std::as_bytes(std::span(&value, 1)));
  }
  std::optional<Occupant> occupant(Address begin) {
    EXPECT_OK(process_.stop());
    FrameFinder frames(process_, {});
    const std::vector<WatchedCode> code = {{{begin, begin + 0x10}, "parse"}};
    return find_occupant(process_, code, frames, StackPlaces::memory).value();
  }
};

TEST_F(WalkedStackOfPe, HasTheReturnsUpToWhatNoCallLeadsTo) {
  FrameFinder frames(process_, {});
  const WalkedStack walked = frames.walk(thread_, stack + 0x1000);
  ASSERT_EQ(walked.returns.size(), 1U);
  EXPECT_EQ(walked.returns[0].word, stack + 0x108);
  EXPECT_EQ(walked.returns[0].value, behind_call_);
  EXPECT_EQ(walked.end, stack + 0x110);
}

TEST_F(WalkedStackOfPe, EndsWithTheStack) {
  FrameFinder frames(process_, {});
  EXPECT_TRUE(frames.walk(thread_, stack + 0x108).returns.empty());
}

TEST_F(WalkedStackOfPe, GoesNowhereWithoutRegistersOrUnwindData) {
  FrameFinder frames(process_, {});
  StoppedThread thread = thread_;
  thread.registers.resize(15);
  EXPECT_TRUE(frames.walk(thread, stack + 0x1000).returns.empty());
  thread = thread_;
  thread.instruction = spec_.base + 0x1090;
  EXPECT_TRUE(frames.walk(thread, stack + 0x1000).returns.empty());
}

TEST_F(WalkedStackOfPe, WhomAThreadComesBackToIsAnOccupant) {
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->thread, 7U);
  EXPECT_EQ(found->word, stack + 0x108);
}

TEST_F(WalkedStackOfPe, WhatItPassesOverLeadsNowhere) {
  word(0x100, spec_.base + 0x1068); // rbx
  EXPECT_FALSE(occupant(spec_.base + 0x1060));
  word(0x200, spec_.base + 0x1068); // above what was followed
  const std::optional<Occupant> found = occupant(spec_.base + 0x1060);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->word, stack + 0x200);
}

// A fiber's first function returns nowhere.
TEST_F(WalkedStackOfPe, OfAFiberThatNoThreadRuns) {
  constexpr Address fiber = 0x300000;
  process_.put(fiber, std::vector<std::byte>(0x1000),
               {.read = true, .write = true});
  thread_.instruction = spec_.base + 0x1090;
  process_.all_threads() = {thread_};
  word(0x108, 0);
  word(fiber - stack + 0x500, behind_call_);
  EXPECT_FALSE(occupant(code_ + 0x10)); // one frame may be left over
  word(fiber - stack + 0x510, behind_call_);
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->word, fiber + 0x500);
}

// A record of an exception that was caught, for one, has a stack pointer and
// where it went on there.
TEST_F(WalkedStackOfPe, WhatLeadsToAThreadsOwnStackSaysNothing) {
  constexpr Address heap = 0x300000;
  process_.put(heap, std::vector<std::byte>(0x1000),
               {.read = true, .write = true});
  word(heap - stack + 0x200, stack + 0x800);
  word(heap - stack + 0x208, code_ + 0x14);
  process_.poke(code_ + 3, as_bytes("\xe8\0\0\0\0"s));
  word(0x808, code_ + 8); // as if it had been called
  word(0x108, 0);
  thread_.instruction = spec_.base + 0x1090;
  process_.all_threads() = {thread_};
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found); // of a coroutine's stack
  EXPECT_EQ(found->word, heap + 0x208);
  process_.all_threads()[0].in_own_stack = stack + 0xff8;
  EXPECT_FALSE(occupant(code_ + 0x10));
}

// A process with just the two functions, which it tells of.
TEST(FramesOfPe, AreTheTableInTheUnwindersPage) {
  const Payload payload = small_payload(ObjectFormat::coff);
  constexpr Address own = 0x10000000;
  const Address frames = frames_of(payload, own).value();
  EXPECT_GT(frames, own);
  FakeProcess process;
  process.put(frames, std::vector<std::byte>(0x1000),
              {.read = true, .write = true});
  process.on_call = [](Address) { return std::uint64_t{1}; };
  ASSERT_OK(process.stop());
  const FrameRegistry registry{0x7000, 0x8000};
  ASSERT_OK(add_frames(process, registry, payload, own));
  EXPECT_EQ(process.called, std::vector<Address>{0x7000});
  // The first is before all code, and the last behind it.
  std::string expected = number(0, 4) + number(1, 4) + number(0, 4);
  for (const PayloadUnwind &record : payload.unwind)
    expected += number(record.begin, 4) + number(record.end, 4) +
                number(record.info, 4);
  expected +=
      number(frames - own, 4) + number(frames - own + 1, 4) + number(0, 4);
  EXPECT_EQ(as_text(process.peek(frames, expected.size())), expected);
  ASSERT_OK(remove_frames(process, registry, frames));
  EXPECT_EQ(process.called, (std::vector<Address>{0x7000, 0x8000}));
}

TEST(FramesOfPe, ThatTheProcessDoesNotTake) {
  const Payload payload = small_payload(ObjectFormat::coff);
  constexpr Address own = 0x10000000;
  FakeProcess process;
  process.put(frames_of(payload, own).value(), std::vector<std::byte>(0x1000),
              {.read = true, .write = true});
  process.on_call = [](Address) { return std::uint64_t{0x100}; };
  ASSERT_OK(process.stop());
  EXPECT_ERROR(add_frames(process, {0x7000, 0x8000}, payload, own), io,
               "does not take the unwind records");
}

TEST(FramesOfPe, MoreThanThePageHolds) {
  Payload payload = small_payload(ObjectFormat::coff);
  payload.unwind.resize(340);
  EXPECT_ERROR(
      frames_of(payload, 0x10000000), untrusted,
      "unwind-data: the payload has 340 unwind records, expected at most "
      "339");
}

} // namespace
} // namespace hotpatch
