// Which functions stay on a stack for good.
#include "hpcompile/redirect.h"

#include "hpcompile/thread_starts.h"
#include "tests/unit/hpcompile/made_up_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpImage;
using test::text_rva;

std::string residency(std::string_view hex, std::string_view name = "f") {
  MadeUpImage base(hex);
  return residency_of(
      base.image,
      {.entry = text_rva, .size = static_cast<std::uint32_t>(base.text.size())},
      name, {});
}

TEST(Residency, AFunctionThatReturnsIsNotMentioned) {
  EXPECT_EQ(residency("31c0 c3"), "");
  EXPECT_EQ(residency("31c0 f3c3"), "");
  EXPECT_EQ(residency("31c0 c20800"), "");
}

TEST(Residency, ATailCallLeaves) {
  EXPECT_EQ(residency("31c0 e900010000"), "");
  EXPECT_EQ(residency("31c0 ffe0"), "");
}

TEST(Residency, ALoopWithAWayOutIsNotMentioned) {
  // dec eax; jne to the dec; ret.
  EXPECT_EQ(residency("ffc8 75fc c3"), "");
}

TEST(Residency, ALoopWithoutAWayOutNeverReturns) {
  EXPECT_EQ(residency("31c0 ebfc"), "never returns");
}

TEST(Residency, WhatEndsInACallWithoutReturnDoesNotStay) {
  EXPECT_EQ(residency("31c0 e800010000"), "");
  EXPECT_EQ(residency("31c0 e800010000 cc"), "");
}

TEST(Residency, AnEndlessLoopOnOneOfTwoWaysIsMentioned) {
  // test eax, eax; jne to the ret; jmp to itself; ret.
  EXPECT_EQ(residency("85c0 7502 ebfe c3"), "holds an endless loop");
}

TEST(Residency, ADeadEndIsNoLoop) {
  // test eax, eax; jne to the ret; ud2; ret.
  EXPECT_EQ(residency("85c0 7502 0f0b c3"), "");
}

TEST(Residency, WhatCannotBeDecodedMayLeave) {
  EXPECT_EQ(residency("31c0 06"), "");
}

TEST(Residency, StartUpCodeIsKnownByName) {
  EXPECT_EQ(residency("31c0 c3", "main"), "runs at the bottom of a stack");
  EXPECT_EQ(residency("31c0 ebfc", "WinMain"),
            "runs at the bottom of a stack; never returns");
  EXPECT_EQ(residency("31c0 c3", "mainly"), "");
}

TEST(Residency, AProgramsEntryPointRunsAtTheBottom) {
  MadeUpImage base("31c0 c3");
  base.image.entry_point = text_rva;
  RedirectTarget target{.entry = text_rva, .size = 3};
  EXPECT_EQ(residency_of(base.image, target, "f", {}), "");
  base.image.is_library = false;
  EXPECT_EQ(residency_of(base.image, target, "f", {}),
            "runs at the bottom of a stack");
}

// lea rdx or r8 of 0x1010; call through [0x2000]; ret; ...; ret at 0x1010.
constexpr std::string_view starts_thread =
    "488d1509000000 ff15f30f0000 c3 9090 c3";
constexpr std::string_view starts_thread_windows =
    "4c8d0509000000 ff15f30f0000 c3 9090 c3";

std::vector<Rva> thread_starts(std::string_view hex, std::string_view callee,
                               ObjectFormat format = ObjectFormat::elf) {
  MadeUpImage base(hex);
  base.image.machine.format = format;
  base.image.slots.push_back({.rva = 0x2000, .name = callee});
  base.image.thunks.push_back({.rva = 0x1100, .size = 6, .slot = 0x2000});
  return find_thread_starts(base.image,
                            {{text_rva, text_rva + 14}, {0x1010, 0x1011}});
}

TEST(ThreadStarts, TheAddressPassedIsOne) {
  EXPECT_EQ(thread_starts(starts_thread, "pthread_create"),
            std::vector<Rva>{0x1010});
  EXPECT_EQ(
      thread_starts(starts_thread_windows, "CreateThread", ObjectFormat::coff),
      std::vector<Rva>{0x1010});
}

TEST(ThreadStarts, OtherCallsAndOtherArgumentsAreNone) {
  EXPECT_TRUE(thread_starts(starts_thread, "malloc").empty());
  EXPECT_TRUE(thread_starts(starts_thread_windows, "pthread_create").empty());
}

TEST(ThreadStarts, ThunksLeadThere) {
  // lea rdx, [0x1010]; call the thunk at 0x1100; ret.
  EXPECT_EQ(
      thread_starts("488d1509000000 e8f4000000 c3 909090 c3", "pthread_create"),
      std::vector<Rva>{0x1010});
}

TEST(ThreadStarts, AnAddressThatIsNotFormedHereIsUnknown) {
  // lea; mov rdx, rbx; call.
  EXPECT_TRUE(
      thread_starts("488d1509000000 4889da ff15f00f0000 c3", "pthread_create")
          .empty());
}

TEST(ThreadStarts, AThreadStartRunsAtTheBottom) {
  MadeUpImage base("31c0 c3");
  EXPECT_EQ(residency_of(base.image, {.entry = text_rva, .size = 3}, "worker",
                         {text_rva}),
            "runs at the bottom of a stack");
}

} // namespace
} // namespace hotpatch
