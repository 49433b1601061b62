// Rewriting accesses of thread-local variables: what is made must be what is
// recognised in images.
#include "hpcompile/tls_forms.h"

#include "hpcompile/linker_forms.h"
#include "tests/support/hex.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr std::string_view by_call =
    "66 48 8d 3d 00000000 66 66 48 e8 00000000";
constexpr std::string_view by_slot =
    "66 48 8d 3d 00000000 66 48 ff 15 00000000";

void expect_form(std::uint32_t type, std::string_view window, Access access,
                 std::string_view expected,
                 std::optional<std::uint64_t> field) {
  const std::vector<std::byte> object = from_hex(window);
  std::optional<TlsCode> code = rewrite_tls(type, object, access);
  ASSERT_TRUE(code) << window;
  EXPECT_EQ(code->bytes, from_hex(expected));
  EXPECT_EQ(code->field, field);
  std::optional<LinkerForm> form = linker_form_of(type, object, code->bytes);
  ASSERT_TRUE(form) << window;
  EXPECT_EQ(form->access, access);
}

void expect_none(std::uint32_t type, std::string_view window, Access access) {
  EXPECT_FALSE(rewrite_tls(type, from_hex(window), access)) << window;
}

TEST(TlsForms, GeneralDynamic) {
  for (std::string_view window : {by_call, by_slot}) {
    expect_form(elf_relocation::tlsgd, window, Access::tls_slot,
                "64 48 8b 04 25 00000000 48 03 05 00000000", 12);
    expect_form(elf_relocation::tlsgd, window, Access::tls_offset,
                "64 48 8b 04 25 00000000 48 8d 80 00000000", 12);
  }
}

TEST(TlsForms, LocalDynamic) {
  expect_form(elf_relocation::tlsld, "48 8d 3d 00000000 e8 00000000",
              Access::tls_direct, "66 66 66 64 48 8b 04 25 00000000", {});
  expect_form(elf_relocation::tlsld, "48 8d 3d 00000000 ff 15 00000000",
              Access::tls_direct, "66 66 66 66 64 48 8b 04 25 00000000", {});
}

TEST(TlsForms, InitialExecLoads) {
  expect_form(elf_relocation::gottpoff, "48 8b 05 00000000", Access::tls_offset,
              "48 c7 c0 00000000", 3);
  expect_form(elf_relocation::gottpoff, "4c 8b 25 00000000", Access::tls_offset,
              "49 c7 c4 00000000", 3);
}

TEST(TlsForms, InitialExecAdds) {
  expect_form(elf_relocation::gottpoff, "48 03 05 00000000", Access::tls_offset,
              "48 8d 80 00000000", 3);
  expect_form(elf_relocation::gottpoff, "4c 03 2d 00000000", Access::tls_offset,
              "4d 8d ad 00000000", 3);
}

TEST(TlsForms, RegistersWhoseLeaNeedsASibByteStayAdds) {
  expect_form(elf_relocation::gottpoff, "48 03 25 00000000", Access::tls_offset,
              "48 81 c4 00000000", 3);
  expect_form(elf_relocation::gottpoff, "4c 03 25 00000000", Access::tls_offset,
              "49 81 c4 00000000", 3);
}

TEST(TlsForms, NoWayIsMadeLonger) {
  expect_none(elf_relocation::gottpoff, "48 8b 05 00000000",
              Access::tls_general);
  expect_none(elf_relocation::tlsgd, by_call, Access::tls_local);
  expect_none(elf_relocation::tlsld, "48 8d 3d 00000000 e8 00000000",
              Access::tls_slot);
  expect_none(elf_relocation::tpoff32, "64 8b 04 25 00000000",
              Access::tls_slot);
}

TEST(TlsForms, OtherCodeIsLeftAlone) {
  // lea to another register; no call behind it; cmp of the slot; a REX.B.
  expect_none(elf_relocation::tlsgd,
              "66 48 8d 35 00000000 66 66 48 e8 00000000", Access::tls_offset);
  expect_none(elf_relocation::tlsgd,
              "66 48 8d 3d 00000000 90 90 90 90 00000000", Access::tls_offset);
  expect_none(elf_relocation::tlsld, "48 8d 3d 00000000 90 00000000",
              Access::tls_direct);
  expect_none(elf_relocation::gottpoff, "48 3b 05 00000000",
              Access::tls_offset);
  expect_none(elf_relocation::gottpoff, "49 8b 05 00000000",
              Access::tls_offset);
}

} // namespace
} // namespace hotpatch
