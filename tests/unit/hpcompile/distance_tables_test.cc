// Which references a function's code takes for tables of distances.
#include "hpcompile/distance_tables.h"

#include "tests/support/made_object.h"
#include "tests/unit/isa/code.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using Tables = std::vector<bool>;

// f: `hex`, with a reference to `places[i]` of .rodata at `fields[i]`.
Tables tables_of(std::string_view hex, const std::vector<std::uint64_t> &fields,
                 const std::vector<std::int64_t> &places) {
  const std::vector<std::byte> code = test::code(hex);
  MadeObject made;
  const std::uint32_t text = made.section(
      ".text", SectionKind::code, std::string(as_text(BytesView(code))), 16);
  const std::uint32_t rodata = made.section(".rodata", SectionKind::read_only,
                                            std::string(0x40, '\0'), 4);
  made.function("f", text, 0, code.size());
  const std::uint32_t start =
      made.symbol("", SymbolKind::section, Linkage::local, rodata, 0);
  for (std::size_t i = 0; i < fields.size(); ++i)
    made.pc_relative(text, fields[i], start, places[i] - 4);
  Decoder decoder(Isa::x86_64);
  const Side side(made.object(), &decoder);
  return find_distance_tables(view_code(side, 0));
}

// rdx, rax = the table's entry, added
#define LEA_RDX "488d15 00000000 "
#define LOAD_RAX "486304 82 "
#define ADD_RAX_RDX "4801d0 "
#define JMP_RAX "3e ff e0 "

TEST(DistanceTables, AreReadAndAddedTo) {
  EXPECT_EQ(tables_of(LEA_RDX LOAD_RAX ADD_RAX_RDX JMP_RAX, {3}, {0}),
            Tables{true});
  EXPECT_EQ(tables_of(LEA_RDX LOAD_RAX "c3", {3}, {0}), Tables{false});
}

TEST(DistanceTables, EachLeaOfTheSamePlaceIsOne) {
  EXPECT_EQ(tables_of(LEA_RDX LOAD_RAX ADD_RAX_RDX LEA_RDX LEA_RDX "c3",
                      {3, 17, 24}, {8, 8, 16}),
            (Tables{true, true, false}));
}

TEST(DistanceTables, AreFollowedThroughCopies) {
  // mov rcx, rdx; movsxd rax, [rcx + 4*rax]; add rax, rcx
  EXPECT_EQ(tables_of(LEA_RDX "4889d1 486304 81 4801c8 " JMP_RAX, {3}, {0}),
            Tables{true});
}

TEST(DistanceTables, AnOverwrittenRegisterIsNoTable) {
  for (std::string_view other : {
           "488b17 ",  // mov rdx, [rdi]
           "31d2 ",    // xor edx, edx
           "5a ",      // pop rdx
           "4889fa ",  // mov rdx, rdi
           "488d5701 " // lea rdx, [rdi + 1]
       })
    EXPECT_EQ(tables_of(std::string(LEA_RDX) + std::string(other) +
                            LOAD_RAX ADD_RAX_RDX JMP_RAX,
                        {3}, {0}),
              Tables{false})
        << other;
}

TEST(DistanceTables, AnOverwrittenNumberIsNotAdded) {
  EXPECT_EQ(tables_of(LEA_RDX LOAD_RAX "31c0 " ADD_RAX_RDX JMP_RAX, {3}, {0}),
            Tables{false});
}

TEST(DistanceTables, BehindAnEndItIsWhatWasLoadedBefore) {
  // test edi, edi; je +2; pop rdx; ret: the branch comes with rdx as it was
  EXPECT_EQ(tables_of(LEA_RDX "85ff 7402 5a c3 " LOAD_RAX ADD_RAX_RDX JMP_RAX,
                      {3}, {0}),
            Tables{true});
}

TEST(DistanceTables, WhereBranchesMeetItIsWhatWasLoadedBefore) {
  // test edi, edi; je +3; mov rdx, [rdi]
  EXPECT_EQ(tables_of(LEA_RDX "85ff 7403 488b17 " LOAD_RAX ADD_RAX_RDX JMP_RAX,
                      {3}, {0}),
            Tables{true});
}

} // namespace
} // namespace hotpatch
