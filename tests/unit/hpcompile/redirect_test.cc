// Which bytes are overwritten for a function, and why not others.
#include "hpcompile/redirect.h"

#include "tests/unit/hpcompile/made_up_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::code;
using test::MadeUpImage;
using test::text_rva;
using testing::HasSubstr;

constexpr Rva at(std::uint32_t offset) { return text_rva + offset; }

OccupiedRange known(std::uint32_t begin, std::uint32_t end) {
  return {at(begin), at(end)};
}

RedirectTarget function(std::uint32_t begin, std::uint32_t end) {
  return {.entry = at(begin), .size = end - begin, .referenced = {}};
}

RedirectChoice choose(const Image &image, const RedirectTarget &target,
                      const std::vector<OccupiedRange> &occupied = {}) {
  return choose_redirects(image, occupied, {target}).front();
}

void expect_pad(const RedirectChoice &choice, std::uint32_t entry) {
  ASSERT_TRUE(choice.redirect) << choice.reason;
  EXPECT_EQ(choice.redirect->kind, RedirectKind::pad) << choice.reason;
  EXPECT_EQ(choice.redirect->base_entry, at(entry));
  EXPECT_EQ(choice.redirect->patch_begin, at(entry) - 5);
  EXPECT_EQ(choice.redirect->base_bytes.size(), 7U);
}

void expect_entry(const RedirectChoice &choice, std::uint32_t entry,
                  std::uint32_t begin, std::string_view reason) {
  ASSERT_TRUE(choice.redirect) << choice.reason;
  EXPECT_EQ(choice.redirect->kind, RedirectKind::entry);
  EXPECT_EQ(choice.redirect->base_entry, at(entry));
  EXPECT_EQ(choice.redirect->patch_begin, at(begin));
  EXPECT_EQ(choice.redirect->base_bytes.size(), 5U);
  EXPECT_THAT(choice.reason, HasSubstr(reason));
}

void expect_none(const RedirectChoice &choice, std::string_view reason) {
  EXPECT_FALSE(choice.redirect);
  EXPECT_THAT(choice.reason, HasSubstr(reason));
}

// ret, seven bytes of fill, then at 8: xor eax, eax; xor ecx, ecx; xor edx,
// edx; ret.
constexpr std::string_view padded = "c3 0f1f8000000000 31c0 31c9 31d2 c3";

TEST(Redirect, FillBeforeTheEntryIsTheFirstChoice) {
  MadeUpImage base(padded);
  RedirectChoice choice = choose(base.image, function(8, 15), {known(0, 1)});
  expect_pad(choice, 8);
  EXPECT_EQ(choice.redirect->base_bytes, code("80 00 00 00 00 31 c0"));
  EXPECT_EQ(choice.redirect->payload_entry, 0U);
  EXPECT_THAT(choice.reason, HasSubstr("first instruction is 2 bytes long"));
  EXPECT_FALSE(choice.loops_to_entry);
}

TEST(Redirect, FillAtTheStartOfASectionIsFallenIntoByNobody) {
  MadeUpImage base("cccccccccccc 31c0 31c9 31d2 c3");
  expect_pad(choose(base.image, function(6, 13)), 6);
}

TEST(Redirect, AnEntryAtTheStartOfASectionHasNothingBefore) {
  MadeUpImage base("31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(0, 7)), 0, 0,
               "0 bytes of fill before");
}

TEST(Redirect, AOneByteInstructionIsNeverCutInTwo) {
  MadeUpImage base("c3 0f1f8000000000 55 31c9 31d2 c3");
  RedirectChoice choice = choose(base.image, function(8, 14), {known(0, 1)});
  expect_entry(choice, 8, 8, "first instruction is 1 byte long");
  EXPECT_EQ(choice.redirect->base_bytes, code("55 31 c9 31 d2"));
}

TEST(Redirect, TheTwoBytesAreStoredAtAnEvenAddress) {
  MadeUpImage base("c3 cccccccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(7, 14), {known(0, 1)}), 7, 7,
               "odd address");
}

TEST(Redirect, FourBytesOfFillAreTooFew) {
  MadeUpImage base("31c0 c3 c3 cccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(8, 15), {known(0, 4)}), 8, 8,
               "4 bytes of fill before");
}

TEST(Redirect, UnknownBytesBeforeAreNotFill) {
  // What stands at 1 could be code that no symbol names.
  MadeUpImage base("c3 b8010000 0090 31c0 90 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(10, 17), {known(0, 1)}), 10, 10,
               "the bytes before are not fill");
}

TEST(Redirect, CodeThatRunsOnIntoTheFillKeepsIt) {
  // xor eax, eax without a return, then fill.
  MadeUpImage base("31c0 cccccccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(8, 15), {known(0, 2)}), 8, 8,
               "may run on into the fill");
}

TEST(Redirect, ACallAtTheEndMayReturnIntoTheFill) {
  MadeUpImage base("e800000000 cccccccccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(12, 19), {known(0, 5)}), 12, 12,
               "may run on into the fill");
}

TEST(Redirect, AJumpOrATrapBeforeTheFillDoesNotRunOn) {
  MadeUpImage jump("ebfe cccccccccccc 31c0 31c9 31d2 c3");
  expect_pad(choose(jump.image, function(8, 15), {known(0, 2)}), 8);
  MadeUpImage trap("0f0b cccccccccccc 31c0 31c9 31d2 c3");
  expect_pad(choose(trap.image, function(8, 15), {known(0, 2)}), 8);
}

TEST(Redirect, ABranchIntoTheFillKeepsIt) {
  // jne back to 4, in the fill.
  MadeUpImage base("c3 cccccccccccccc 31c0 75f8 31d2 c3");
  expect_entry(choose(base.image, function(8, 15), {known(0, 1)}), 8, 8,
               "a branch leads to entry-4");
}

TEST(Redirect, ABranchIntoTheFillFromTheCodeBeforeKeepsIt) {
  // jmp to 3, in the fill.
  MadeUpImage base("eb01 cccccccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(8, 15), {known(0, 2)}), 8, 8,
               "a branch leads to entry-5");
}

TEST(Redirect, ABranchToTheSecondInstructionForbidsOverwritingIt) {
  // push rbp; xor eax, eax; jne to the xor; ret.
  MadeUpImage base("55 31c0 75fc 31d2 c3");
  expect_none(choose(base.image, function(0, 8)), "a branch leads to entry+1");
}

TEST(Redirect, APadNeedsOnlyTwoBytesOfTheBody) {
  // xor eax, eax; xor ecx, ecx; jne to the second; ret.
  MadeUpImage base("c3 cccccccccccccc 31c0 31c9 75fc c3");
  expect_pad(choose(base.image, function(8, 15), {known(0, 1)}), 8);
}

TEST(Redirect, AReturnAddressInTheFirstBytesForbidsOverwritingThem) {
  // call rax; xor eax, eax; pop rcx; ret.
  MadeUpImage base("ffd0 31c0 59 c3");
  expect_none(choose(base.image, function(0, 6)), "a call returns to entry+2");
}

TEST(Redirect, ACallIntoTheFirstBytesForbidsOverwritingThem) {
  // push rbp; push rcx; nop; nop; nop; call to the push rcx; ret.
  MadeUpImage base("55 51 909090 e8f7ffffff c3");
  expect_none(choose(base.image, function(0, 11)), "a call leads to entry+1");
}

TEST(Redirect, AnAddressTakenInTheFirstBytesForbidsOverwritingThem) {
  // push rbp; nop (4); lea rax, [rip - 11] (at 5, so entry + 1); ret.
  MadeUpImage base("55 0f1f4000 488d05f5ffffff c3");
  expect_none(choose(base.image, function(0, 13)),
              "an operand refers to entry+1");
}

TEST(Redirect, AReferenceThatTheObjectsKnowOfForbidsOverwriting) {
  MadeUpImage base("55 31c9 31d2 c3");
  RedirectTarget target = function(0, 6);
  target.referenced = {0, 5};
  expect_entry(choose(base.image, target), 0, 0, "");
  target.referenced = {5, 3};
  expect_none(choose(base.image, target),
              "a table or another function refers to entry+3");
}

TEST(Redirect, ALoopBackToTheEntryIsReported) {
  // xor eax, eax; xor ecx, ecx; jne to the entry; ret.
  MadeUpImage base("31c0 31c9 75fa c3");
  RedirectChoice choice = choose(base.image, function(0, 7));
  expect_entry(choice, 0, 0, "");
  EXPECT_TRUE(choice.loops_to_entry);
}

TEST(Redirect, ARecursiveCallIsNoLoop) {
  MadeUpImage base("31c0 e8f9ffffff c3");
  RedirectChoice choice = choose(base.image, function(0, 8));
  expect_entry(choice, 0, 0, "");
  EXPECT_FALSE(choice.loops_to_entry);
}

TEST(Redirect, Endbr64Stays) {
  MadeUpImage base("c3 cccccccccccccc f30f1efa 31c0 31c9 31d2 c3");
  RedirectChoice choice = choose(base.image, function(8, 19), {known(0, 1)});
  expect_entry(choice, 8, 12, "endbr64 at the entry has to stay");
  EXPECT_EQ(choice.redirect->base_bytes, code("31 c0 31 c9 31"));
}

TEST(Redirect, ALoopBehindEndbr64IsReported) {
  // endbr64; xor eax, eax; xor ecx, ecx; jne to the xor; ret.
  MadeUpImage base("f30f1efa 31c0 31c9 75fa c3");
  RedirectChoice choice = choose(base.image, function(0, 11));
  expect_entry(choice, 0, 4, "");
  EXPECT_TRUE(choice.loops_to_entry);
}

TEST(Redirect, AShortFunctionTakesFillBehindIt) {
  MadeUpImage base("55 5d c3 cccccc");
  RedirectChoice choice = choose(base.image, function(0, 3));
  expect_entry(choice, 0, 0, "first instruction is 1 byte long");
  EXPECT_EQ(choice.redirect->base_bytes, code("55 5d c3 cc cc"));
}

TEST(Redirect, AShortFunctionBetweenOthersCannotBeRedirected) {
  MadeUpImage base("55 5d c3 cc 31c0 c3");
  expect_none(choose(base.image, function(0, 3), {known(4, 7)}),
              "3 bytes long, 1 byte of fill behind");
  MadeUpImage unknown("55 5d c3 b801000000 c3");
  expect_none(choose(unknown.image, function(0, 3)),
              "3 bytes long, 0 bytes of fill behind");
}

TEST(Redirect, AnotherRangeOverTheFillBehindKeepsIt) {
  // Another source says that the function is six bytes long.
  MadeUpImage base("55 5d c3 cccccc");
  expect_none(choose(base.image, function(0, 3), {known(0, 6)}),
              "3 bytes long, 0 bytes of fill behind");
}

TEST(Redirect, TheEndOfTheSectionEndsTheFill) {
  MadeUpImage base("55 5d c3 cc");
  expect_none(choose(base.image, function(0, 3)),
              "3 bytes long, 1 byte of fill behind");
}

// Two functions with five bytes of fill between them: push, pop, ret; five
// bytes; then at 8 what `second` says.
std::vector<RedirectChoice> choose_two(const MadeUpImage &base,
                                       std::uint32_t second_end) {
  return choose_redirects(base.image, {},
                          {function(0, 3), function(8, second_end)});
}

TEST(Redirect, FillIsClaimedOnce) {
  MadeUpImage base("55 5d c3 cccccccccc 31c0 31c9 31d2 c3");
  std::vector<RedirectChoice> choices = choose_two(base, 15);
  expect_entry(choices[0], 0, 0, "first instruction is 1 byte long");
  expect_entry(choices[1], 8, 8, "the fill before serves another redirect");
}

TEST(Redirect, EnoughFillServesTwo) {
  MadeUpImage base("55 5d c3 cccccccccccccc 31c0 31c9 31d2 c3");
  std::vector<RedirectChoice> choices =
      choose_redirects(base.image, {}, {function(0, 3), function(10, 17)});
  expect_entry(choices[0], 0, 0, "");
  expect_pad(choices[1], 10);
}

TEST(Redirect, ASecondTargetAtOneEntryGetsNone) {
  MadeUpImage base("31c0 31c9 31d2 c3");
  std::vector<RedirectChoice> choices =
      choose_redirects(base.image, {}, {function(0, 7), function(0, 7)});
  expect_entry(choices[0], 0, 0, "");
  expect_none(choices[1], "another target has the same entry");
}

TEST(Redirect, AnotherEntryInTheFirstBytesForbidsOverwritingThem) {
  MadeUpImage base("31c0 31c9 31d2 c3");
  expect_none(choose(base.image, function(0, 7), {known(2, 7)}),
              "other code begins at entry+2");
}

TEST(Redirect, AFunctionWithinAnotherHasNoPad) {
  MadeUpImage base("31c0 cccccccccccc 31c0 31c9 31d2 c3");
  expect_entry(choose(base.image, function(8, 15), {known(0, 15)}), 8, 8,
               "it lies within other code");
}

TEST(Redirect, FieldsThatTheLoaderChangesAreLeftAlone) {
  // mov rax, imm64 with a relocated immediate; ret.
  MadeUpImage base("48b80010000000000000 c3");
  base.image.relocation_sites.push_back({.rva = at(2), .width = 8});
  expect_none(choose(base.image, function(0, 11)),
              "the loader relocates a field");
}

TEST(Redirect, WhatIsNoCodeIsNotRedirected) {
  MadeUpImage base("31c0 31c9 31d2 c3");
  expect_none(choose(base.image, {.entry = 0x9000, .size = 7}),
              "not in a code section");
  expect_none(choose(base.image, function(0, 0)), "empty");
  expect_none(choose(base.image, function(0, 70)), "not wholly in the file");
  MadeUpImage broken("06 31c0 31c9 31d2 c3");
  expect_none(choose(broken.image, function(0, 8)), "holds no instruction");
}

TEST(Redirect, ThunksAndExportsAreKnownCode) {
  MadeUpImage base("c3 cc cc cc 90 90 90 90 31c0 31c9 31d2 c3");
  base.image.exports.push_back({.name = "nops", .rva = at(4)});
  expect_entry(choose(base.image, function(8, 15), {known(0, 1)}), 8, 8,
               "3 bytes of fill before");
}

} // namespace
} // namespace hotpatch
