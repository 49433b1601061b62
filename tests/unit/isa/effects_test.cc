// What instructions read and write.  The assembly of each case is beside its
// bytes.
#include "formats/isa/instruction.h"
#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string_view>

namespace hotpatch {
namespace {

using Kind = MoveOperand::Kind;
using test::code;

constexpr RegisterSet rax = 1, rcx = 2, rdx = 4, rbx = 8, rsp = 16, rbp = 32,
                      rsi = 64, rdi = 128, r8 = 256, r15 = 0x8000, all = 0xFFFF;

Effects effects(std::string_view hex, Isa isa = Isa::x86_64) {
  return effects_of(code(hex), isa);
}

struct RegistersCase {
  std::string_view assembly, hex;
  int read, written;
};

void PrintTo(const RegistersCase &c, std::ostream *out) { *out << c.assembly; }

class EffectsRegisters : public testing::TestWithParam<RegistersCase> {};

TEST_P(EffectsRegisters, AreExact) {
  const Effects found = effects(GetParam().hex);
  EXPECT_EQ(found.read, GetParam().read);
  EXPECT_EQ(found.written, GetParam().written);
}

INSTANTIATE_TEST_SUITE_P(
    , EffectsRegisters,
    testing::Values(
        RegistersCase{"mov eax, ebx", "89d8", rbx, rax},
        RegistersCase{"mov al, bl", "88d8", rax | rbx, rax},
        RegistersCase{"mov ah, bl", "88dc", rax | rbx, rax},
        RegistersCase{"mov r15w, 5", "6641bf0500", r15, r15},
        RegistersCase{"mov rax, [rsp+rcx*8+8]", "488b44cc08", rsp | rcx, rax},
        RegistersCase{"movzx eax, byte ptr [rdi]", "0fb607", rdi, rax},
        RegistersCase{"lea rax, [rsp+8]", "488d442408", rsp, rax},
        RegistersCase{"push rbx", "53", rbx | rsp, rsp},
        RegistersCase{"pop rbx", "5b", rsp, rbx | rsp},
        RegistersCase{"xor eax, eax", "31c0", 0, rax},
        RegistersCase{"xor r8, r8", "4d31c0", 0, r8},
        RegistersCase{"sub ecx, ecx", "29c9", 0, rcx},
        RegistersCase{"xor al, al", "30c0", rax, rax},
        RegistersCase{"xor eax, ecx", "31c8", rax | rcx, rax},
        RegistersCase{"sbb eax, eax", "19c0", rax, rax},
        RegistersCase{"cmovne eax, ecx", "0f45c1", rax | rcx, rax},
        RegistersCase{"setne al", "0f95c0", rax, rax},
        RegistersCase{"mul rcx", "48f7e1", rax | rcx, rax | rdx},
        RegistersCase{"cdq", "99", rax, rdx},
        RegistersCase{"idiv [rsp+4]", "f77c2404", rax | rdx | rsp, rax | rdx},
        RegistersCase{"cpuid", "0fa2", rax | rcx, rax | rbx | rcx | rdx},
        RegistersCase{"shl eax, cl", "d3e0", rax | rcx, rax},
        RegistersCase{"rep stosq", "f348ab", rax | rcx | rdi, rcx | rdi},
        RegistersCase{"movsb", "a4", rsi | rdi, rsi | rdi},
        RegistersCase{"vmovups [rdi+rsi], ymm0", "c5fc110437", rdi | rsi, 0},
        RegistersCase{"movq rax, xmm0", "66480f7ec0", 0, rax},
        RegistersCase{"nop [rax+rax]", "0f1f0400", 0, 0},
        RegistersCase{"xchg rax, rbx", "4893", rax | rbx, rax | rbx},
        RegistersCase{"cmpxchg [rdi], ecx", "0fb10f", rax | rcx | rdi, rax},
        RegistersCase{"bsf eax, ecx", "0fbcc1", rax | rcx, rax},
        RegistersCase{"call rax", "ffd0", rax | rsp, rsp},
        RegistersCase{"ret", "c3", rsp, rsp},
        RegistersCase{"leave", "c9", rbp | rsp, rsp | rbp},
        RegistersCase{"jne", "7500", 0, 0},
        RegistersCase{"jrcxz", "e300", rcx, 0},
        RegistersCase{"loop", "e200", rcx, rcx},
        RegistersCase{"int 0x80", "cd80", all, rax},
        RegistersCase{"not 64-bit", "06", all, all}));

TEST(EffectsRegisters32, PushaAndPopaMoveAll) {
  EXPECT_EQ(effects("60", Isa::i386).read, 0xFF);
  EXPECT_EQ(effects("61", Isa::i386).written, 0xFF);
}

TEST(EffectsRegisters32, AreThoseOf64BitModeByNumber) {
  EXPECT_EQ(effects("89d8", Isa::i386).read, rbx);  // mov eax, ebx
  EXPECT_EQ(effects("43", Isa::i386).written, rbx); // inc ebx
  EXPECT_EQ(effects("0f05", Isa::i386).read, all);  // syscall
}

struct MoveCase {
  std::string_view assembly, hex;
  MoveOperand from, to;
  Isa isa = Isa::x86_64;
};

void PrintTo(const MoveCase &c, std::ostream *out) { *out << c.assembly; }

class EffectsMove : public testing::TestWithParam<MoveCase> {};

TEST_P(EffectsMove, IsFromAndTo) {
  const Effects found = effects(GetParam().hex, GetParam().isa);
  EXPECT_TRUE(found.is_move);
  EXPECT_TRUE(found.from == GetParam().from)
      << int(found.from.kind) << ' ' << int(found.from.reg) << ' '
      << int(found.from.width) << ' ' << found.from.value;
  EXPECT_TRUE(found.to == GetParam().to)
      << int(found.to.kind) << ' ' << int(found.to.reg) << ' '
      << int(found.to.width) << ' ' << found.to.value;
}

MoveOperand reg(int number, int width) {
  return {.kind = Kind::reg,
          .reg = static_cast<std::uint8_t>(number),
          .width = static_cast<std::uint8_t>(width)};
}
MoveOperand immediate(std::int64_t value, int width) {
  return {.kind = Kind::immediate,
          .width = static_cast<std::uint8_t>(width),
          .value = value};
}
MoveOperand stack(std::int64_t value, int width) {
  return {.kind = Kind::stack,
          .width = static_cast<std::uint8_t>(width),
          .value = value};
}
MoveOperand other(int width) {
  return {.kind = Kind::other, .width = static_cast<std::uint8_t>(width)};
}

INSTANTIATE_TEST_SUITE_P(
    , EffectsMove,
    testing::Values(
        MoveCase{"mov eax, ebx", "89d8", reg(3, 4), reg(0, 4)},
        MoveCase{"mov al, bl", "88d8", reg(3, 1), reg(0, 1)},
        MoveCase{"mov rax, -1", "48c7c0ffffffff", immediate(-1, 8), reg(0, 8)},
        MoveCase{"mov eax, 16", "b810000000", immediate(16, 4), reg(0, 4)},
        MoveCase{"mov [rsp+8], 42", "c74424082a000000", immediate(42, 4),
                 stack(8, 4)},
        MoveCase{"mov rax, [rsp+16]", "488b442410", stack(16, 8), reg(0, 8)},
        MoveCase{"mov [rsp], cl", "880c24", reg(1, 1), stack(0, 1)},
        MoveCase{"mov rax, [rbp-8]", "488b45f8", other(8), reg(0, 8)},
        MoveCase{"mov rax, [rsp+rcx*8+8]", "488b44cc08", other(8), reg(0, 8)},
        MoveCase{"mov rax, fs:[0x28]", "64488b042528000000", other(8),
                 reg(0, 8)},
        MoveCase{"push rbx", "53", reg(3, 8), stack(-8, 8)},
        MoveCase{"push 42", "6a2a", immediate(42, 8), stack(-8, 8)},
        MoveCase{"push [rsp+8]", "ff742408", stack(8, 8), stack(-8, 8)},
        MoveCase{"push 1", "6a01", immediate(1, 4), stack(-4, 4), Isa::i386},
        MoveCase{"mov [esp], 7", "c7042407000000", immediate(7, 4), stack(0, 4),
                 Isa::i386}));

TEST(Effects, OtherInstructionsAreNoMoves) {
  for (std::string_view hex : {"0fb607",     // movzx eax, byte ptr [rdi]
                               "4863c1",     // movsxd rax, ecx
                               "488d442408", // lea rax, [rsp+8]
                               "88dc",       // mov ah, bl
                               "0f45c1",     // cmovne eax, ecx
                               "5b",         // pop rbx
                               "0f20c0",     // mov rax, cr0
                               "8ec0"})      // mov es, eax
    EXPECT_FALSE(effects(hex).is_move) << hex;
}

struct StackCase {
  std::string_view assembly, hex;
  bool stack_known;
  std::int64_t adjustment;
  Isa isa = Isa::x86_64;
};

void PrintTo(const StackCase &c, std::ostream *out) { *out << c.assembly; }

class EffectsStack : public testing::TestWithParam<StackCase> {};

TEST_P(EffectsStack, FollowsTheStackPointer) {
  const Effects found = effects(GetParam().hex, GetParam().isa);
  EXPECT_EQ(found.stack_known, GetParam().stack_known);
  EXPECT_EQ(found.stack_adjustment, GetParam().adjustment);
}

INSTANTIATE_TEST_SUITE_P(
    , EffectsStack,
    testing::Values(StackCase{"push rbx", "53", true, -8},
                    StackCase{"push rsp", "54", true, -8},
                    StackCase{"push ax", "6650", true, -2},
                    StackCase{"pushfq", "9c", true, -8},
                    StackCase{"pop rbx", "5b", true, 8},
                    StackCase{"pop rsp", "5c", false, 0},
                    StackCase{"pop [rsp+8]", "8f442408", true, 8},
                    StackCase{"sub rsp, 40", "4883ec28", true, -40},
                    StackCase{"add rsp, 256", "4881c400010000", true, 256},
                    StackCase{"lea rsp, [rsp-128]", "488d642480", true, -128},
                    StackCase{"and rsp, -16", "4883e4f0", false, 0},
                    StackCase{"sub rsp, rax", "4829c4", false, 0},
                    StackCase{"mov rsp, rbp", "4889ec", false, 0},
                    StackCase{"lea rsp, [rbp-40]", "488d65d8", false, 0},
                    StackCase{"mov esp, eax", "89c4", false, 0},
                    StackCase{"leave", "c9", false, 0},
                    StackCase{"ret", "c3", false, 0},
                    StackCase{"call rax", "ffd0", true, 0},
                    StackCase{"mov [rsp], cl", "880c24", true, 0},
                    StackCase{"sub esp, 12", "83ec0c", true, -12, Isa::i386},
                    StackCase{"pop eax", "58", true, 4, Isa::i386},
                    StackCase{"pushad", "60", false, 0, Isa::i386}));

struct MemoryCase {
  std::string_view assembly, hex;
  std::int64_t width;
  bool reads, writes, reads_stack, writes_stack;
  std::int64_t slot = 0;
};

void PrintTo(const MemoryCase &c, std::ostream *out) { *out << c.assembly; }

class EffectsMemory : public testing::TestWithParam<MemoryCase> {};

TEST_P(EffectsMemory, IsWhatIsAccessed) {
  const Effects found = effects(GetParam().hex);
  EXPECT_EQ(found.memory_width, GetParam().width);
  EXPECT_EQ(found.reads_memory, GetParam().reads);
  EXPECT_EQ(found.writes_memory, GetParam().writes);
  EXPECT_EQ(found.reads_stack, GetParam().reads_stack);
  EXPECT_EQ(found.writes_stack, GetParam().writes_stack);
  EXPECT_EQ(found.stack.value, GetParam().slot);
}

INSTANTIATE_TEST_SUITE_P(
    , EffectsMemory,
    testing::Values(
        MemoryCase{"mov [rsp+8], 42", "c74424082a000000", 4, false, true, false,
                   true, 8},
        MemoryCase{"idiv [rsp+4]", "f77c2404", 4, true, false, true, false, 4},
        MemoryCase{"inc word ptr [rsi]", "66ff06", 2, true, true, false, false},
        MemoryCase{"mov rax, [rbp-8]", "488b45f8", 8, true, false, false,
                   false},
        MemoryCase{"movups xmm0, [rsp+32]", "0f10442420", 16, true, false, true,
                   false, 32},
        MemoryCase{"vmovups [rdi+rsi], ymm0", "c5fc110437", 32, false, true,
                   false, false},
        MemoryCase{"fld tbyte ptr [rsp+16]", "db6c2410", 10, true, false, true,
                   false, 16},
        MemoryCase{"lea rax, [rsp+8]", "488d442408", 0, false, false, false,
                   false},
        MemoryCase{"nop [rax+rax]", "0f1f0400", 0, false, false, false, false},
        MemoryCase{"prefetcht0 [rdi]", "0f180f", 0, false, false, false, false},
        MemoryCase{"rep stosq", "f348ab", 0, false, true, false, false},
        MemoryCase{"movsb", "a4", 0, true, true, false, false},
        MemoryCase{"push rbx", "53", 0, false, true, false, true, -8},
        MemoryCase{"push [rsp+8]", "ff742408", 8, true, true, true, true, 8},
        MemoryCase{"pop rbx", "5b", 0, true, false, true, false, 0},
        MemoryCase{"pop [rsp+8]", "8f442408", 8, true, true, true, true, 16},
        MemoryCase{"call [rax+8]", "ff5008", 8, true, true, false, false},
        MemoryCase{"ret", "c3", 0, true, false, false, false},
        MemoryCase{"mov eax, ebx", "89d8", 0, false, false, false, false}));

} // namespace
} // namespace hotpatch
