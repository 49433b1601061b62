// Each snippet begins with the instruction that sets the constant 0x78.
#include "hpdiff/argument_flow.h"

#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/elf_builder.h"
#include "tests/unit/isa/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;

// Places of the relative fields of "call callee" and "jmp callee", written as
// e8 or e9 and four zero bytes.
std::vector<std::uint32_t> call_fields(std::string_view code) {
  std::vector<std::uint32_t> fields;
  for (std::size_t i = 0; i + 5 <= code.size(); ++i)
    if ((code[i] == '\xe8' || code[i] == '\xe9') &&
        code.substr(i + 1, 4) == std::string_view("\0\0\0\0", 4))
      fields.push_back(static_cast<std::uint32_t>(i + 1));
  return fields;
}

std::string elf(const std::string &code) {
  ElfSpec spec;
  spec.sections = {{.name = ".text", .flags = 6, .bytes = code},
                   {.name = ".rela.text", .type = 4, .info = 1}};
  spec.sections[1].link = spec.symbol_table();
  spec.sections[1].entry_size = 24;
  for (std::uint32_t field : call_fields(code))
    spec.sections[1].bytes += rela(spec, field, 2, 4, -4); // PLT32
  spec.symbols = {{"f", 0x12, 1, 0, code.size()}, {"callee", 0x10, 0, 0, 0}};
  return build_elf(spec).bytes;
}

std::string coff(const std::string &code) {
  CoffSpec spec;
  spec.sections = {{.name = ".text", .flags = 0x60000020, .bytes = code}};
  for (std::uint32_t field : call_fields(code))
    spec.sections[0].relocations.push_back({field, 1, 4}); // REL32
  spec.symbols = {{"f", 0, 1, 0x20}, {"callee", 0, 0, 0x20}};
  return build_coff(spec).bytes;
}

using Build = std::string (*)(const std::string &);

// The arguments that the first instruction's immediate is; empty if none is
// proven.
std::vector<unsigned> arguments(std::string_view hex, Build build = elf) {
  const std::vector<std::byte> code = test::code(hex);
  const std::string object = build(std::string(as_text(code)));
  Expected<ObjectFile> file = read_object(as_bytes(object));
  EXPECT_TRUE(file);
  if (!file)
    return {};
  Decoder decoder(Isa::x86_64);
  Side side(*std::move(file), &decoder);
  std::optional<std::vector<ArgumentUse>> uses =
      follow_to_calls(side, 0, view_code(side, 0), 0);
  std::vector<unsigned> result;
  if (uses)
    for (const ArgumentUse &use : *uses)
      result.push_back(use.argument);
  return result;
}

TEST(FollowToCalls, CountsRegistersByConvention) {
  // mov esi, 0x78; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 e8 00 00 00 00 c3"), ElementsAre(2));
  // mov edx, 0x78
  EXPECT_THAT(arguments("ba 78 00 00 00 e8 00 00 00 00 c3"), ElementsAre(3));
  EXPECT_THAT(arguments("ba 78 00 00 00 e8 00 00 00 00 c3", coff),
              ElementsAre(2));
  // mov r9d, 0x78
  EXPECT_THAT(arguments("41 b9 78 00 00 00 e8 00 00 00 00 c3"), ElementsAre(6));
  EXPECT_THAT(arguments("41 b9 78 00 00 00 e8 00 00 00 00 c3", coff),
              ElementsAre(4));
}

TEST(FollowToCalls, CountsStackSlots) {
  // mov dword ptr [rsp+0x20], 0x78: behind the four home slots of Win64
  EXPECT_THAT(arguments("c7 44 24 20 78 00 00 00 e8 00 00 00 00 c3", coff),
              ElementsAre(5));
  // push 0x78; call callee; pop rcx; ret
  EXPECT_THAT(arguments("6a 78 e8 00 00 00 00 48 83 c4 08 c3"), ElementsAre(7));
}

TEST(FollowToCalls, FollowsAJumpToASharedTail) {
  // mov esi, 0x78; jmp +1; ret; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 eb 01 c3 e8 00 00 00 00 c3"),
              ElementsAre(2));
}

TEST(FollowToCalls, FollowsCopiesAndSpills) {
  // mov eax, 0x78; mov esi, eax; xor eax, eax; call callee; ret
  EXPECT_THAT(arguments("b8 78 00 00 00 89 c6 31 c0 e8 00 00 00 00 c3"),
              ElementsAre(2));
  // mov dword ptr [rsp-8], 0x78; mov esi, [rsp-8]; call callee; ret
  EXPECT_THAT(arguments("c7 44 24 f8 78 00 00 00 8b 74 24 f8 "
                        "e8 00 00 00 00 c3"),
              ElementsAre(2));
}

TEST(FollowToCalls, TakesATailCallForACall) {
  // mov esi, 0x78; jmp callee
  EXPECT_THAT(arguments("be 78 00 00 00 e9 00 00 00 00"), ElementsAre(2));
}

TEST(FollowToCalls, TakesAllPaths) {
  // mov esi, 0x78; test edi, edi; je +6; call callee; ret; mov edi, esi;
  // jmp callee
  EXPECT_THAT(arguments("be 78 00 00 00 85 ff 74 06 e8 00 00 00 00 c3 "
                        "89 f7 e9 00 00 00 00"),
              ElementsAre(2, 1, 2));
}

TEST(FollowToCalls, RefusesOneBadPath) {
  // the second path: mov eax, esi; ret
  EXPECT_THAT(arguments("be 78 00 00 00 85 ff 74 06 e8 00 00 00 00 c3 "
                        "89 f0 c3"),
              ElementsAre());
}

TEST(FollowToCalls, RefusesAReturnedConstant) {
  EXPECT_THAT(arguments("b8 78 00 00 00 c3"), ElementsAre());
  // mov ebx, 0x78; mov edi, ebx; call callee; mov eax, ebx; ret
  EXPECT_THAT(arguments("bb 78 00 00 00 89 df e8 00 00 00 00 89 d8 c3"),
              ElementsAre());
}

TEST(FollowToCalls, RefusesArithmeticAndComparison) {
  // cmp edi, 0x78; ret
  EXPECT_THAT(arguments("83 ff 78 c3"), ElementsAre());
  // mov esi, 0x78; cmp edi, esi; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 39 f7 e8 00 00 00 00 c3"),
              ElementsAre());
  // mov esi, 0x78; add esi, edi; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 01 fe e8 00 00 00 00 c3"),
              ElementsAre());
  // mov sil, 0x78; call callee; ret: only a part of the register
  EXPECT_THAT(arguments("40 b6 78 e8 00 00 00 00 c3"), ElementsAre());
}

TEST(FollowToCalls, RefusesAnAddress) {
  // mov esi, 0x78; mov eax, [rdi+rsi]; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 8b 04 37 e8 00 00 00 00 c3"),
              ElementsAre());
  // mov esi, 0x78; call rsi
  EXPECT_THAT(arguments("be 78 00 00 00 ff d6 c3"), ElementsAre());
}

TEST(FollowToCalls, RefusesAStoreElsewhere) {
  // mov dword ptr [rdi], 0x78; call callee; ret
  EXPECT_THAT(arguments("c7 07 78 00 00 00 e8 00 00 00 00 c3"), ElementsAre());
  // mov esi, 0x78; mov [rdi], esi; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 89 37 e8 00 00 00 00 c3"),
              ElementsAre());
}

TEST(FollowToCalls, RefusesALocalVariableByAddress) {
  // mov dword ptr [rsp+8], 0x78; lea rdi, [rsp+8]; call callee; ret
  EXPECT_THAT(arguments("c7 44 24 08 78 00 00 00 48 8d 7c 24 08 "
                        "e8 00 00 00 00 c3"),
              ElementsAre());
}

TEST(FollowToCalls, RefusesWhatIsNeverUsed) {
  EXPECT_THAT(arguments("be 78 00 00 00 c3"), ElementsAre());
  // mov esi, 0x78; mov esi, edi; call callee; ret
  EXPECT_THAT(arguments("be 78 00 00 00 89 fe e8 00 00 00 00 c3"),
              ElementsAre());
}

TEST(FollowToCalls, RefusesASwitch) {
  // mov esi, 0x78; jmp rax
  EXPECT_THAT(arguments("be 78 00 00 00 ff e0"), ElementsAre());
}

} // namespace
} // namespace hotpatch
