// Code of several machines as LLVM shows it.
#include "formats/isa/disassemble.h"
#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

#include <string_view>

namespace hotpatch {
namespace {

using test::code;

Expected<std::vector<DisassembledLine>> lines(std::string_view hex,
                                              const Machine &machine) {
  return disassemble(code(hex), machine);
}

TEST(Disassemble, ShowsCodeOfManyMachines) {
  struct Case {
    std::string_view hex, text;
    Machine machine;
  };
  const std::vector<Case> cases = {
      {"20040091", "add x0, x1, #0x1", {.number = 183}},
      {"13051500", "addi a0, a0, 0x1", {.number = 243}},
      {"38630001", "addi 3, 3, 1", {.order = std::endian::big, .number = 21}},
      {"0000a0e3", "mov r0, #0", {.address_bits = 32, .number = 40}},
      {"07fe", "br %r14", {.order = std::endian::big, .number = 22}},
      {"20040091",
       "add x0, x1, #0x1",
       {.format = ObjectFormat::coff, .number = 0xaa64}},
      {"7047",
       "bx lr",
       {.format = ObjectFormat::coff, .address_bits = 32, .number = 0x1c4}}};
  for (const Case &each : cases) {
    const auto found = lines(each.hex, each.machine);
    ASSERT_TRUE(found) << each.text;
    ASSERT_EQ(found->size(), 1U) << each.text;
    EXPECT_EQ(found->front().text, each.text);
  }
}

TEST(Disassemble, CoversEveryByte) {
  // ret, no instruction, and half of one.
  const auto found = lines("c0035fd6 ffffffff 2004", {.number = 183});
  ASSERT_TRUE(found);
  const std::vector<DisassembledLine> want = {
      {.offset = 0, .length = 4, .text = "ret"},
      {.offset = 4, .length = 4, .text = "(bad)"},
      {.offset = 8, .length = 2, .text = "(bad)"}};
  EXPECT_EQ(*found, want);
}

TEST(Disassemble, RefusesAnUnknownMachine) {
  const auto found = lines("00", {.number = 0xfffe});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::unsupported);
  EXPECT_EQ(found.error().message,
            "found machine 65534, expected one that LLVM can disassemble");
}

} // namespace
} // namespace hotpatch
