// Instructions as people read them.
#include "formats/isa/instruction.h"
#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace hotpatch {
namespace {

using test::code;

std::string text_of(std::string_view hex, const OperandText &text = {},
                    Isa isa = Isa::x86_64, std::uint32_t offset = 0) {
  Instruction instruction = Decoder(isa).decode(code(hex)).at(0);
  instruction.offset = offset;
  return format(code(hex), instruction, isa, text);
}

TEST(Format, IsIntelSyntax) {
  EXPECT_EQ(text_of("b810000000"), "mov eax, 0x10");
  EXPECT_EQ(text_of("488b45f8"), "mov rax, qword ptr [rbp-0x8]");
  EXPECT_EQ(text_of("c3"), "ret");
  EXPECT_EQ(text_of("ff2c24"), "jmp far fword ptr [rsp]");
  EXPECT_EQ(text_of("f348ab"), "rep stosq");
  EXPECT_EQ(text_of("8d448b04"), "lea eax, [rbx+rcx*4+0x4]");
  EXPECT_EQ(text_of("64488b042528000000"), "mov rax, qword ptr fs:[0x28]");
}

TEST(Format, ShowsBranchTargetsAsOffsets) {
  EXPECT_EQ(text_of("7505"), "jne 0x7");
  EXPECT_EQ(text_of("7505", {}, Isa::x86_64, 0x15), "jne 0x1c");
  EXPECT_EQ(text_of("e8fbffffff", {}, Isa::i386, 0x20), "call 0x20");
}

TEST(Format, NamesConditionsAsOtherToolsDo) {
  EXPECT_EQ(text_of("7400"), "je 0x2");
  EXPECT_EQ(text_of("0f87fa000000"), "ja 0x100");
  EXPECT_EQ(text_of("0f9fc0"), "setg al");
  EXPECT_EQ(text_of("0f43c1"), "cmovae eax, ecx");
  EXPECT_EQ(text_of("e300"), "jrcxz 0x2");
}

TEST(Format, ShowsRipRelativeDisplacementsAsTheyAre) {
  EXPECT_EQ(text_of("488b0510000000", {}, Isa::x86_64, 0x100),
            "mov rax, qword ptr [rip+0x10]");
}

TEST(Format, PutsNamesInPlaceOfNumbers) {
  EXPECT_EQ(text_of("7505", {.branch_target = "L1"}), "jne L1");
  EXPECT_EQ(text_of("e800000000", {.branch_target = "foo"}), "call foo");
  EXPECT_EQ(text_of("488b3d00000000", {.displacement = "foo"}),
            "mov rdi, qword ptr [rip+foo]");
  EXPECT_EQ(text_of("488b3dfcffffff", {.displacement = "foo"}),
            "mov rdi, qword ptr [rip+foo]");
  EXPECT_EQ(text_of("bf00000000", {.immediate = "offset .str"}),
            "mov edi, offset .str");
  EXPECT_EQ(text_of("c7050000000001000000",
                    {.displacement = "count", .immediate = "one"}),
            "mov dword ptr [rip+count], one");
  EXPECT_EQ(text_of("8b04bd00000000", {.displacement = "table"}),
            "mov eax, dword ptr [rdi*4+table]");
  EXPECT_EQ(text_of("a100000000", {.displacement = "errno"}, Isa::i386),
            "mov eax, dword ptr [errno]");
  EXPECT_EQ(text_of("ff2500000000", {.displacement = "__imp_exit"}),
            "jmp qword ptr [rip+__imp_exit]");
}

TEST(Format, LeavesNumbersThatAreNoFields) {
  EXPECT_EQ(text_of("d1e0", {.immediate = "x"}), "shl eax, 0x1");
  EXPECT_EQ(text_of("c8100002", {.immediate = "x"}), "enter x, 0x2");
  EXPECT_EQ(
      text_of("89c8",
              {.branch_target = "x", .displacement = "x", .immediate = "x"}),
      "mov eax, ecx");
}

TEST(Format, TakesNamesOfAnyLength) {
  const std::string name(5000, 'n');
  EXPECT_EQ(text_of("e800000000", {.branch_target = name}), "call " + name);
}

TEST(Format, SaysWhatIsNoInstruction) { EXPECT_EQ(text_of("06"), "(bad)"); }

} // namespace
} // namespace hotpatch
