#include "hpdiff/register_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RegisterNames, AreFoundInOrderWithTheirWidth) {
  EXPECT_THAT(registers_in("mov dword ptr [rsp+r8*4+0x10], eax"),
              ElementsAre(NamedRegister{4, 8}, NamedRegister{8, 8},
                          NamedRegister{0, 4}));
}

TEST(RegisterNames, AreNotFoundInsideNamesOfSymbols) {
  EXPECT_THAT(registers_in("call rax_handler"), IsEmpty());
  EXPECT_THAT(registers_in("call my.rax"), IsEmpty());
  EXPECT_THAT(registers_in("call ?al@@YAXXZ"), IsEmpty());
}

TEST(RegisterNames, LeaveTheirWidthBehind) {
  EXPECT_EQ(without_registers("mov rax, [rbx]"),
            without_registers("mov r8, [rcx]"));
  EXPECT_NE(without_registers("mov rax, [rbx]"),
            without_registers("mov eax, [rbx]"));
}

TEST(RegisterNames, AreNamedAsTheyAreFound) {
  EXPECT_EQ(name_of(NamedRegister{9, 4}), "r9d");
  EXPECT_EQ(name_of(NamedRegister{6, 1}), "sil");
}

} // namespace
} // namespace hotpatch
