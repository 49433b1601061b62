#include "formats/object/object_file.h"
#include "tests/support/byte_string.h"
#include "tests/support/elf_builder.h"
#include "tests/support/expected.h"

#include <algorithm>
#include <ranges>

using namespace hotpatch;

namespace {

constexpr std::uint64_t writable = 1, alloc = 2, exec = 4, merge = 0x10,
                        strings = 0x20, tls = 0x400;
constexpr std::uint32_t nobits = 8, rela_type = 4, rel_type = 9, note = 7,
                        group = 17, symtab_shndx = 18, crel = 0x40000014;

SectionKind kind_of(const ElfSectionSpec &section, std::uint16_t machine = 62) {
  std::string bytes =
      build_elf({.machine = machine, .sections = {section}}).bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  return object ? object->sections[0].kind : SectionKind::other;
}

Symbol symbol_of(const ElfSymbolSpec &symbol, std::uint16_t machine = 62) {
  std::string bytes = build_elf({.machine = machine,
                                 .sections = {{.name = ".text",
                                               .flags = alloc | exec,
                                               .bytes = std::string(16, 'x')},
                                              {.name = ".data",
                                               .flags = alloc | writable,
                                               .bytes = std::string(16, 'x')}},
                                 .symbols = {symbol}})
                          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  return object ? object->symbols.at(0) : Symbol();
}

} // namespace

TEST(ElfReader, TellsSectionKindsFromFlagsTypesAndNames) {
  EXPECT_EQ(kind_of({.flags = alloc | exec}), SectionKind::code);
  EXPECT_EQ(kind_of({.flags = alloc}), SectionKind::read_only);
  EXPECT_EQ(kind_of({.flags = alloc | writable}), SectionKind::writable);
  EXPECT_EQ(kind_of({.type = nobits, .flags = alloc | writable}),
            SectionKind::bss);
  EXPECT_EQ(kind_of({.flags = alloc | writable | tls}), SectionKind::tls_data);
  EXPECT_EQ(kind_of({.type = nobits, .flags = alloc | writable | tls}),
            SectionKind::tls_bss);
  EXPECT_EQ(kind_of({.name = ".eh_frame", .flags = alloc}),
            SectionKind::unwind);
  EXPECT_EQ(kind_of({.name = ".gcc_except_table.f", .flags = alloc}),
            SectionKind::unwind);
  EXPECT_EQ(kind_of({.name = ".x", .type = 0x70000001, .flags = alloc}),
            SectionKind::unwind);
  EXPECT_EQ(kind_of({.name = ".debug_info"}), SectionKind::other);
  EXPECT_EQ(kind_of({.type = note, .flags = alloc}), SectionKind::other);
}

TEST(ElfReader, KeepsSizeOfSectionsWithoutBytes) {
  std::string bytes = build_elf({.sections = {{.type = nobits,
                                               .flags = alloc | writable,
                                               .alignment = 32,
                                               .nobits_size = 1u << 30}}})
                          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->sections[0].size, 1u << 30);
  EXPECT_TRUE(object->sections[0].bytes.empty());
  EXPECT_EQ(object->sections[0].alignment, 32u);
}

TEST(ElfReader, MergesOnlyWhatEntriesFill) {
  std::string bytes =
      build_elf({.sections = {{.flags = alloc | merge | strings,
                               .bytes = "ab",
                               .entry_size = 1},
                              {.flags = alloc | merge,
                               .bytes = "abc",
                               .entry_size = 2},
                              {.flags = alloc | merge, .bytes = "abc"}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_TRUE(object->sections[0].is_mergeable);
  EXPECT_TRUE(object->sections[0].is_strings);
  EXPECT_EQ(object->sections[0].entry_size, 1u);
  EXPECT_FALSE(object->sections[1].is_mergeable);
  EXPECT_FALSE(object->sections[2].is_mergeable);
}

TEST(ElfReader, TellsSymbolKinds) {
  EXPECT_EQ(symbol_of({.info = 2, .section = 1}).kind, SymbolKind::function);
  EXPECT_EQ(symbol_of({.info = 10, .section = 1}).kind, SymbolKind::function);
  EXPECT_EQ(symbol_of({.info = 1, .section = 2}).kind, SymbolKind::data);
  EXPECT_EQ(symbol_of({.name = "$x", .section = 1}).kind, SymbolKind::label);
  EXPECT_EQ(symbol_of({.name = "$d", .section = 2}).kind, SymbolKind::data);
  EXPECT_EQ(symbol_of({.info = 3, .section = 1}).kind, SymbolKind::section);
  EXPECT_EQ(symbol_of({.info = 4, .section = 0xfff1}).kind, SymbolKind::file);
  EXPECT_EQ(symbol_of({.info = 6, .section = 2}).kind, SymbolKind::tls);
  EXPECT_EQ(symbol_of({.info = 0x10}).kind, SymbolKind::unknown);
}

TEST(ElfReader, SectionSymbolsHaveNoName) {
  EXPECT_EQ(symbol_of({.name = "x", .info = 3, .section = 1}).name, "");
}

TEST(ElfReader, TellsLinkageAndPlacement) {
  EXPECT_EQ(symbol_of({.info = 0x10}).linkage, Linkage::global);
  EXPECT_EQ(symbol_of({.info = 0x20}).linkage, Linkage::weak);
  EXPECT_EQ(symbol_of({.info = 0xa1, .section = 2}).linkage, Linkage::global);
  EXPECT_EQ(symbol_of({.section = 1}).linkage, Linkage::local);
  Symbol common =
      symbol_of({.info = 0x11, .section = 0xfff2, .value = 8, .size = 400});
  EXPECT_EQ(common.placement, Placement::common);
  EXPECT_EQ(common.value, 0u);
  EXPECT_EQ(common.alignment, 8u); // what the file has as its value
  EXPECT_EQ(common.size, 400u);
  Symbol absolute = symbol_of({.section = 0xfff1, .value = 77});
  EXPECT_EQ(absolute.placement, Placement::absolute);
  EXPECT_EQ(absolute.value, 77u);
  EXPECT_EQ(symbol_of({.section = 2}).section, 1u);
}

TEST(ElfReader, ClearsTheThumbBitOfArmFunctions) {
  EXPECT_EQ(symbol_of({.info = 2, .section = 1, .value = 5}, 40).value, 4u);
  EXPECT_EQ(symbol_of({.info = 2, .section = 1, .value = 5}, 62).value, 5u);
}

TEST(ElfReader, ReadsSectionNumbersThatDoNotFit) {
  ElfSpec spec{.sections = {{.name = ".text", .flags = alloc | exec},
                            {.name = ".symtab_shndx",
                             .type = symtab_shndx,
                             .bytes = number(0, 4) + number(1, 4),
                             .link = 3,
                             .entry_size = 4}},
               .symbols = {{.name = "f", .section = 0xffff}}};
  std::string bytes = build_elf(spec).bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->symbols[0].section, 0u);
}

TEST(ElfReader, ReadsSectionCountAndNamesThatDoNotFit) {
  BuiltElf built = build_elf({.sections = {{.name = ".text"}}});
  // Section 0's size and link stand in for e_shnum and e_shstrndx.
  std::string bytes = patched(built.bytes, 60, number(0, 2) + "\xff\xff");
  bytes = patched(bytes, built.section_headers + 32, number(5, 8));
  bytes = patched(bytes, built.section_headers + 40, number(4, 4));
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  ASSERT_EQ(object->sections.size(), 4u);
  EXPECT_EQ(object->sections[0].name, ".text");
}

TEST(ElfReader, GivesGroupMembersTheirKey) {
  ElfSpec spec{.sections = {{.name = ".group",
                             .type = group,
                             .bytes = number(1, 4) + number(2, 4),
                             .link = 4,
                             .info = 2,
                             .entry_size = 4},
                            {.name = ".text.f", .flags = alloc | exec},
                            {.name = ".text.g", .flags = alloc | exec}},
               .symbols = {{.name = "other"}, {.name = "f", .info = 0x20}}};
  std::string bytes = build_elf(spec).bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->sections[1].comdat_symbol, 1u);
  EXPECT_EQ(object->sections[2].comdat_symbol, no_index);
}

namespace {

// One code section of 32 bytes and its relocations.
ElfSpec with_relocations(ElfSpec spec, std::uint32_t type,
                         const std::string &table, std::string code = {}) {
  code.resize(32);
  std::uint64_t entry_size = spec.bits == 64 ? 16 : 8;
  if (type == rela_type)
    entry_size += spec.bits / 8;
  spec.symbols = {{.name = "a"}, {.name = "b"}};
  spec.sections = {{.name = ".text", .flags = alloc | exec, .bytes = code},
                   {.name = ".rela.text",
                    .type = type,
                    .bytes = table,
                    .link = 3,
                    .info = 1,
                    .entry_size = type == crel ? 1 : entry_size}};
  return spec;
}

std::vector<Relocation> relocations_of(const ElfSpec &spec) {
  std::string bytes = build_elf(spec).bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  if (!object)
    return {};
  EXPECT_EQ(object->sections[0].relocation_count, object->relocations.size());
  return object->relocations;
}

} // namespace

TEST(ElfRelocations, SortsByOffsetAndKeepsOrderWithinOne) {
  ElfSpec spec;
  std::vector<Relocation> found = relocations_of(
      with_relocations(spec, rela_type,
                       rela(spec, 8, 1, 1, 1) + rela(spec, 8, 2, 2, 2) +
                           rela(spec, 0, 0, 9, -4)));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].offset, 0u);
  EXPECT_EQ(found[0].symbol, no_index);
  EXPECT_EQ(found[0].addend, -4);
  EXPECT_EQ(found[0].form, RelocationForm::slot);
  EXPECT_EQ(found[1].symbol, 0u);
  EXPECT_EQ(found[1].width, 8);
  EXPECT_EQ(found[2].symbol, 1u);
  EXPECT_EQ(found[2].form, RelocationForm::pc_relative);
}

TEST(ElfRelocations, ReadImplicitAddendsOfI386) {
  ElfSpec spec{.bits = 32, .machine = 3};
  std::vector<Relocation> found =
      relocations_of(with_relocations(spec, rel_type, rel(spec, 2, 1, 2),
                                      std::string("\0\0\xfc\xff\xff\xff", 6)));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].addend, -4);
  EXPECT_TRUE(found[0].addend_known);
  EXPECT_EQ(found[0].width, 4);
}

TEST(ElfRelocations, OfUnknownMachinesAreOpaque) {
  ElfSpec spec{.bits = 32, .order = std::endian::big, .machine = 20};
  std::vector<Relocation> with_rela = relocations_of(
      with_relocations(spec, rela_type, rela(spec, 2, 1, 10, 7)));
  ASSERT_EQ(with_rela.size(), 1u);
  EXPECT_EQ(with_rela[0].form, RelocationForm::opaque);
  EXPECT_EQ(with_rela[0].width, 0);
  EXPECT_EQ(with_rela[0].addend, 7);
  EXPECT_TRUE(with_rela[0].addend_known);
  std::vector<Relocation> with_rel =
      relocations_of(with_relocations(spec, rel_type, rel(spec, 2, 1, 10)));
  ASSERT_EQ(with_rel.size(), 1u);
  EXPECT_FALSE(with_rel[0].addend_known);
}

TEST(ElfRelocations, OfMips64HaveThreeTypesInBothByteOrders) {
  for (std::endian order : {std::endian::little, std::endian::big}) {
    ElfSpec spec{.order = order, .machine = 8};
    // symbol 2, no special symbol, types 7, 24, 5 (last to first: 5, 24, 7)
    std::string entry = number(4, 8, order) + number(2, 4, order) +
                        std::string("\0\x05\x18\x07", 4) + number(3, 8, order);
    std::vector<Relocation> found =
        relocations_of(with_relocations(spec, rela_type, entry));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].symbol, 1u);
    EXPECT_EQ(found[0].type, 0x051807u);
    EXPECT_EQ(found[0].addend, 3);
    EXPECT_EQ(relocation_name({.order = order, .number = 8}, found[0].type),
              "R_MIPS_GPREL16/R_MIPS_SUB/R_MIPS_HI16");
  }
}

TEST(ElfRelocations, ReadCompactTables) {
  ElfSpec spec;
  // Two with addends: at 2, symbol 1, type 2, -4; then at 2 + 6, the same
  // symbol and type, addend -4 + 4.
  std::string table = std::string("\x14", 1) +
                      std::string("\x17\x01\x02\x7c", 4) +
                      std::string("\x34\x04", 2);
  std::vector<Relocation> found =
      relocations_of(with_relocations(spec, crel, table));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].offset, 2u);
  EXPECT_EQ(found[0].symbol, 0u);
  EXPECT_EQ(found[0].type, 2u);
  EXPECT_EQ(found[0].addend, -4);
  EXPECT_EQ(found[1].offset, 8u);
  EXPECT_EQ(found[1].symbol, 0u);
  EXPECT_EQ(found[1].addend, 0);
}

TEST(ElfRelocations, OfSectionsOutsideTheProgramAreNotRead) {
  ElfSpec spec = with_relocations({}, rela_type, "not a table");
  spec.sections[0].flags = 0;
  std::string bytes = build_elf(spec).bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_TRUE(object->relocations.empty());
}

TEST(ElfReader, ReadsBothWidthsAndByteOrders) {
  for (unsigned bits : {32u, 64u})
    for (std::endian order : {std::endian::little, std::endian::big}) {
      ElfSpec spec{.bits = bits, .order = order, .machine = 21};
      spec = with_relocations(spec, rela_type, rela(spec, 4, 2, 10, -8));
      spec.symbols[1] = {
          .name = "f", .info = 0x12, .section = 1, .value = 4, .size = 6};
      std::string bytes = build_elf(spec).bytes;
      Expected<ObjectFile> object = read_object(as_bytes(bytes));
      ASSERT_OK(object);
      EXPECT_EQ(object->machine.address_bits, bits);
      EXPECT_EQ(object->machine.order, order);
      EXPECT_EQ(object->machine.number, 21u);
      EXPECT_EQ(object->sections[0].name, ".text");
      EXPECT_EQ(object->sections[0].bytes.size(), 32u);
      EXPECT_EQ(object->symbols[1].name, "f");
      EXPECT_EQ(object->symbols[1].value, 4u);
      EXPECT_EQ(object->symbols[1].size, 6u);
      EXPECT_EQ(object->relocations[0].offset, 4u);
      EXPECT_EQ(object->relocations[0].addend, -8);
      EXPECT_EQ(object->relocations[0].symbol, 1u);
    }
}

TEST(ElfReader, RefusesObjectsThatHoldOnlyGccsIntermediateCode) {
  std::string bytes = build_elf({.sections = {{.name = ".gnu.lto_.decls"}},
                                 .symbols = {{.name = "__gnu_lto_slim",
                                              .info = 0x11,
                                              .section = 0xfff2}}})
                          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  EXPECT_ERROR(object, unsupported, "GCC LTO-only");
  EXPECT_THAT(object.error().hint, testing::HasSubstr("-ffat-lto-objects"));
}
