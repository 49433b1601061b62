// What is read from an instruction, and which instructions share a shape.
#include "formats/isa/instruction.h"
#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace hotpatch {
namespace {

using test::code;

std::vector<Instruction> decode(std::string_view hex, Isa isa = Isa::x86_64) {
  return Decoder(isa).decode(code(hex));
}

Instruction first(std::string_view hex, Isa isa = Isa::x86_64) {
  return decode(hex, isa).at(0);
}

TEST(Decoder, CutsCodeIntoInstructions) {
  // push rbp; mov rbp, rsp; call +0; ret
  const std::vector<Instruction> all = decode("55 4889e5 e800000000 c3");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].offset, 0U);
  EXPECT_EQ(all[1].offset, 1U);
  EXPECT_EQ(all[2].offset, 4U);
  EXPECT_EQ(all[3].offset, 9U);
  EXPECT_EQ(all[3].end(), 10U);
}

TEST(InstructionAt, HoldsTheByte) {
  // push rbp; mov rbp, rsp; ret
  std::vector<Instruction> all = decode("55 4889e5 c3");
  EXPECT_EQ(instruction_at(all, 0), &all[0]);
  EXPECT_EQ(instruction_at(all, 1), &all[1]);
  EXPECT_EQ(instruction_at(all, 3), &all[1]);
  EXPECT_EQ(instruction_at(all, 4), &all[2]);
  EXPECT_EQ(instruction_at(all, 5), nullptr) << "behind the code";
  all.erase(all.begin());
  EXPECT_EQ(instruction_at(all, 0), nullptr) << "before the first";
}

TEST(Decoder, DecodesNothingFromNothing) { EXPECT_TRUE(decode("").empty()); }

struct FieldsCase {
  std::string hex;
  unsigned displacement_at, displacement_size;
  std::int64_t displacement;
  unsigned immediate_at, immediate_size;
  std::int64_t immediate;
  bool is_rip_relative = false;
};

void PrintTo(const FieldsCase &c, std::ostream *out) { *out << c.hex; }

class DecoderFields : public testing::TestWithParam<FieldsCase> {};

TEST_P(DecoderFields, AreFoundAndRead) {
  const FieldsCase &want = GetParam();
  // Twice: by Zydis, then from the memo; and once with room to read ahead.
  const std::vector<Instruction> all =
      decode(want.hex + want.hex + std::string(60, '9'));
  for (const Instruction &found : {all.at(0), all.at(1), first(want.hex)}) {
    EXPECT_EQ(found.length, code(want.hex).size());
    EXPECT_EQ(found.displacement_at, want.displacement_at);
    EXPECT_EQ(found.displacement_size, want.displacement_size);
    EXPECT_EQ(found.displacement, want.displacement);
    EXPECT_EQ(found.immediate_at, want.immediate_at);
    EXPECT_EQ(found.immediate_size, want.immediate_size);
    EXPECT_EQ(found.immediate, want.immediate);
    EXPECT_EQ(found.is_rip_relative, want.is_rip_relative);
  }
}

INSTANTIATE_TEST_SUITE_P(
    , DecoderFields,
    testing::Values(
        // mov eax, [rip - 4]
        FieldsCase{"8b05fcffffff", 2, 4, -4, 0, 0, 0, true},
        // mov dword ptr [rip + 16], -1: the field is not last
        FieldsCase{"c70510000000ffffffff", 2, 4, 16, 6, 4, -1, true},
        // cmp byte ptr [rbp - 8], 0x80
        FieldsCase{"807df880", 2, 1, -8, 3, 1, -128},
        // movabs rax, 0x8877665544332211
        FieldsCase{"48b81122334455667788", 0, 0, 0, 2, 8,
                   static_cast<std::int64_t>(0x8877665544332211)},
        // movabs al, [0x8877665544332211]
        FieldsCase{"a01122334455667788", 1, 8,
                   static_cast<std::int64_t>(0x8877665544332211), 0, 0, 0},
        // jne -2
        FieldsCase{"75fe", 0, 0, 0, 1, 1, -2},
        // call +0x100
        FieldsCase{"e800010000", 0, 0, 0, 1, 4, 256},
        // mov ax, -2
        FieldsCase{"66b8feff", 0, 0, 0, 2, 2, -2},
        // test byte ptr [rax + rcx*2 + 0x100], 7
        FieldsCase{"f6844800010000 07", 3, 4, 256, 7, 1, 7},
        // vpshufd xmm0, [rip + 1], 0x1b
        FieldsCase{"c5f97005010000001b", 4, 4, 1, 8, 1, 0x1b, true},
        // vblendvps xmm0, xmm1, [rip + 4], xmm3: /is4 is no immediate
        FieldsCase{"c4e3714a0504000000 30", 5, 4, 4, 0, 0, 0, true},
        // vaddps zmm0, zmm1, [rax + 0x40]: disp8 counts 64 bytes
        FieldsCase{"62f174485840 01", 6, 1, 1, 0, 0, 0}));

TEST(Decoder, ReadsBothImmediatesOfEnter) {
  const Instruction enter = first("c8 10ff 02");
  EXPECT_EQ(enter.immediate, -240);
  EXPECT_EQ(enter.immediate_size, 2);
  EXPECT_EQ(enter.immediate2, 2);
  EXPECT_EQ(enter.immediate2_at, 3);
  EXPECT_EQ(enter.immediate2_size, 1);
}

struct FlowCase {
  std::string hex;
  Flow flow;
};

void PrintTo(const FlowCase &c, std::ostream *out) { *out << c.hex; }

class DecoderFlow : public testing::TestWithParam<FlowCase> {};

TEST_P(DecoderFlow, IsWhereControlGoes) {
  EXPECT_EQ(first(GetParam().hex).flow, GetParam().flow);
}

INSTANTIATE_TEST_SUITE_P(
    , DecoderFlow,
    testing::Values(FlowCase{"90", Flow::next}, FlowCase{"0f05", Flow::next},
                    FlowCase{"cd80", Flow::next},
                    FlowCase{"0f01d5", Flow::next},         // xend
                    FlowCase{"c6f801", Flow::next},         // xabort
                    FlowCase{"7400", Flow::branch},         // je
                    FlowCase{"0f8400000000", Flow::branch}, // je
                    FlowCase{"e300", Flow::branch},         // jrcxz
                    FlowCase{"e200", Flow::branch},         // loop
                    FlowCase{"c7f800000000", Flow::branch}, // xbegin
                    FlowCase{"eb00", Flow::jump},
                    FlowCase{"e900000000", Flow::jump},
                    FlowCase{"e800000000", Flow::call},
                    FlowCase{"ffe0", Flow::indirect_jump},
                    FlowCase{"ff2500000000", Flow::indirect_jump},
                    FlowCase{"ff2c24", Flow::indirect_jump}, // jmp far
                    FlowCase{"ffd0", Flow::indirect_call},
                    FlowCase{"3effd0", Flow::indirect_call}, // notrack
                    FlowCase{"c3", Flow::stop}, FlowCase{"c20800", Flow::stop},
                    FlowCase{"f3c3", Flow::stop}, FlowCase{"cc", Flow::stop},
                    FlowCase{"0f0b", Flow::stop}, FlowCase{"f4", Flow::stop},
                    FlowCase{"48cf", Flow::stop},   // iretq
                    FlowCase{"480f07", Flow::stop}, // sysretq
                    FlowCase{"06", Flow::undecodable}));

TEST(Decoder, FarBranchesAreNotRelative) {
  EXPECT_EQ(first("ea 11223344 5566", Isa::i386).flow, Flow::indirect_jump);
  EXPECT_EQ(first("9a 11223344 5566", Isa::i386).flow, Flow::indirect_call);
}

TEST(Decoder, KnowsWhatDoesNothing) {
  for (const char *no_op :
       {"90", "6690", "0f1f00", "0f1f440000", "66662e0f1f840000000000",
        "6666666666662e0f1f840000000000"})
    EXPECT_TRUE(first(no_op).is_no_op) << no_op;
  for (const char *other :
       {"f390", "f30f1efa", "0f1ec0", "0f18c0", "0f1fc8", "4190", "87c0"})
    EXPECT_FALSE(first(other).is_no_op) << other;
}

TEST(Decoder, KnowsEndbr) {
  EXPECT_TRUE(first("f30f1efa").is_endbr);
  EXPECT_TRUE(first("f30f1efb").is_endbr);
  EXPECT_FALSE(first("0f1efa").is_endbr);
}

TEST(Decoder, GivesOneInstructionForEachUndecodableByte) {
  // Twice no 64-bit opcode, then nop, then a call that is cut short.
  const std::vector<Instruction> all = decode("06 07 90 e8 00 00");
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].flow, Flow::undecodable);
  EXPECT_EQ(all[0].length, 1);
  EXPECT_NE(all[0].shape, all[1].shape);
  EXPECT_TRUE(all[2].is_no_op);
  EXPECT_EQ(all[3].flow, Flow::undecodable);
  EXPECT_EQ(all[4].mnemonic, first("0000").mnemonic); // add [rax], al
}

TEST(Decoder, ACachedFormDoesNotReachBehindTheEnd) {
  Decoder decoder(Isa::x86_64);
  decoder.decode(code("e800000000"));
  const std::vector<Instruction> cut = decoder.decode(code("e8000000"));
  EXPECT_EQ(cut.at(0).flow, Flow::undecodable);
}

struct ShapeCase {
  std::string one, other;
  Isa isa = Isa::x86_64;
};

void PrintTo(const ShapeCase &c, std::ostream *out) {
  *out << c.one << " | " << c.other;
}

class SameShape : public testing::TestWithParam<ShapeCase> {};

TEST_P(SameShape, ForTheFormsOfOneOperation) {
  const Instruction one = first(GetParam().one, GetParam().isa);
  const Instruction other = first(GetParam().other, GetParam().isa);
  EXPECT_EQ(one.shape, other.shape);
  EXPECT_EQ(one.mnemonic, other.mnemonic);
  EXPECT_EQ(one.immediate, other.immediate);
  EXPECT_EQ(one.displacement, other.displacement);
}

INSTANTIATE_TEST_SUITE_P(
    , SameShape,
    testing::Values(ShapeCase{"ebf0", "e9f0ffffff"},         // jmp
                    ShapeCase{"7cf0", "0f8cf0ffffff"},       // jl
                    ShapeCase{"4883c0ff", "4881c0ffffffff"}, // add rax, -1
                    ShapeCase{"6683c0ff", "6681c0ffff"},     // add ax, -1
                    ShapeCase{"6aff", "68ffffffff"},         // push -1
                    ShapeCase{"6bc9f9", "69c9f9ffffff"}, // imul ecx, ecx, -7
                    ShapeCase{"8b45f8", "8b85f8ffffff"}, // mov eax, [rbp-8]
                    ShapeCase{"8b442408", "8b842408000000"}, // [rsp+8]
                    // add dword ptr [rbp-8], 1
                    ShapeCase{"8345f801", "8185f8ffffff01000000"},
                    // vmovups ymm0, [rbp-8]
                    ShapeCase{"c5fc1045f8", "c5fc1085f8ffffff"},
                    // vprotb xmm0, [rbp+8], xmm1 (XOP); pfadd mm0, [rbp+8]
                    ShapeCase{"8fe970904508", "8fe970908508000000"},
                    ShapeCase{"0f0f45089e", "0f0f85080000009e"},
                    // movups xmm0, [r13+8]
                    ShapeCase{"410f104508", "410f108508000000"},
                    ShapeCase{"eb00", "e900000000", Isa::i386},
                    // mov ax, [bx+4]: 16-bit addresses
                    ShapeCase{"67668b4704", "67668b870400", Isa::i386}));

class OtherShape : public testing::TestWithParam<ShapeCase> {};

TEST_P(OtherShape, ForOtherOperations) {
  EXPECT_NE(first(GetParam().one, GetParam().isa).shape,
            first(GetParam().other, GetParam().isa).shape);
}

INSTANTIATE_TEST_SUITE_P(
    , OtherShape,
    testing::Values(ShapeCase{"89c8", "89c1"},       // other register
                    ShapeCase{"89c8", "4889c8"},     // other width
                    ShapeCase{"7400", "7500"},       // other condition
                    ShapeCase{"eb00", "e800000000"}, // jmp, call
                    ShapeCase{"8b00", "8b4000"},     // no displacement
                    ShapeCase{"80c001", "83c001"},   // byte, dword
                    ShapeCase{"a801", "a901000000"},
                    // Under 66 a short and a long jump differ in 32-bit code.
                    ShapeCase{"66eb00", "66e90000", Isa::i386},
                    // disp8 of EVEX counts 64 bytes, disp32 counts one.
                    ShapeCase{"62f17448584001", "62f17448588001000000"},
                    // The fourth register of vblendvps.
                    ShapeCase{"c4e3714ac230", "c4e3714ac240"},
                    // pfadd, pfmul: the opcode comes last.
                    ShapeCase{"0f0fc19e", "0f0fc1b4"},
                    // An undecodable byte, and the instruction add [rax], al.
                    ShapeCase{"00", "0000"}));

} // namespace
} // namespace hotpatch
