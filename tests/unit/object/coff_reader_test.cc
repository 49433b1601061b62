#include "formats/object/object_file.h"
#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/expected.h"

using namespace hotpatch;

namespace {

constexpr std::uint32_t text = 0x60000020, data = 0xc0000040,
                        read_only = 0x40000040, bss = 0xc0000080,
                        comdat = 0x1000, discardable = 0x02000000,
                        removed = 0x800, overflow = 0x01000000;
constexpr std::uint8_t external = 2, local = 3, label = 6, file = 103,
                       section_class = 104, weak = 105;
constexpr std::uint8_t any = 2, associative = 5;

SectionKind kind_of(const std::string &name, std::uint32_t flags) {
  std::string bytes =
      build_coff({.sections = {{.name = name, .flags = flags, .bytes = "x"}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  return object ? object->sections[0].kind : SectionKind::other;
}

// In an object with sections 1 .text and 2 .data.
Symbol symbol_of(const CoffSymbolSpec &symbol) {
  std::string bytes = build_coff({.sections = {{.name = ".text",
                                                .flags = text,
                                                .bytes = std::string(16, 'x')},
                                               {.name = ".data",
                                                .flags = data,
                                                .bytes = std::string(16, 'x')}},
                                  .symbols = {symbol}})
                          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  Symbol found = object ? object->symbols.at(0) : Symbol();
  found.name = {}; // the bytes end here
  return found;
}

Relocation relocation_of(std::uint16_t machine, std::uint16_t type,
                         const std::string &field) {
  std::string bytes =
      build_coff({.machine = machine,
                  .sections = {{.name = ".text",
                                .flags = text,
                                .bytes = field,
                                .relocations = {{.type = type}}}},
                  .symbols = {{.name = "f"}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  return object ? object->relocations.at(0) : Relocation();
}

std::int64_t arm64_addend(std::uint16_t type, std::uint32_t instruction) {
  Relocation found = relocation_of(0xaa64, type, number(instruction, 4));
  EXPECT_TRUE(found.addend_known);
  EXPECT_EQ(found.width, 0);
  return found.addend;
}

} // namespace

TEST(CoffReader, TellsSectionKindsFromFlagsAndNames) {
  EXPECT_EQ(kind_of(".text$mn", text), SectionKind::code);
  EXPECT_EQ(kind_of(".data", data), SectionKind::writable);
  EXPECT_EQ(kind_of(".rdata", read_only), SectionKind::read_only);
  EXPECT_EQ(kind_of(".bss", bss), SectionKind::bss);
  EXPECT_EQ(kind_of(".tls$", data), SectionKind::tls_data);
  EXPECT_EQ(kind_of(".tls$", bss), SectionKind::tls_bss);
  EXPECT_EQ(kind_of(".pdata$f", read_only), SectionKind::unwind);
  EXPECT_EQ(kind_of(".xdata", read_only), SectionKind::unwind);
  EXPECT_EQ(kind_of(".debug$S", read_only | discardable), SectionKind::other);
  EXPECT_EQ(kind_of(".x", read_only | removed), SectionKind::other);
  EXPECT_EQ(kind_of("INIT", text | discardable), SectionKind::code);
  EXPECT_EQ(kind_of(".drectve", data), SectionKind::other); // after ld -r
  EXPECT_EQ(kind_of(".gfids$y", read_only), SectionKind::other);
}

TEST(CoffReader, ReadsAlignment) {
  std::string bytes =
      build_coff({.sections = {{.flags = text | 0x00300000}, {.flags = text}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->sections[0].alignment, 4u);
  EXPECT_EQ(object->sections[1].alignment, 16u); // the specification's default
}

TEST(CoffReader, ReadsLongSectionNames) {
  std::string strings = std::string("decimal\0base64\0", 15);
  std::string bytes = build_coff({.sections = {{.name = "/4", .flags = text},
                                               {.name = "//M", .flags = text}},
                                  .strings = strings})
                          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->sections[0].name, "decimal");
  EXPECT_EQ(object->sections[1].name, "base64"); // 'M' is 12
}

TEST(CoffReader, TellsSymbolKinds) {
  EXPECT_EQ(symbol_of({.section = 1, .type = 0x20}).kind, SymbolKind::function);
  EXPECT_EQ(symbol_of({.section = 1}).kind, SymbolKind::label);
  EXPECT_EQ(symbol_of({.section = 2}).kind, SymbolKind::data);
  EXPECT_EQ(symbol_of({.section = 2, .storage_class = label}).kind,
            SymbolKind::label);
  EXPECT_EQ(symbol_of({.type = 0x20}).kind, SymbolKind::function);
  EXPECT_EQ(symbol_of({}).kind, SymbolKind::unknown);
  EXPECT_EQ(
      symbol_of(
          {.value = 0xc0000040, .section = 2, .storage_class = section_class})
          .kind,
      SymbolKind::section);
}

TEST(CoffReader, ASectionsSymbolIsNamedLikeIt) {
  CoffSymbolSpec symbol{.name = ".text",
                        .section = 1,
                        .storage_class = local,
                        .aux = {section_definition(0, 0)}};
  EXPECT_EQ(symbol_of(symbol).kind, SymbolKind::section);
  symbol.name = "other";
  EXPECT_EQ(symbol_of(symbol).kind, SymbolKind::label);
}

TEST(CoffReader, TellsLinkageAndPlacement) {
  EXPECT_EQ(symbol_of({.storage_class = external}).linkage, Linkage::global);
  EXPECT_EQ(symbol_of({.section = 1, .storage_class = local}).linkage,
            Linkage::local);
  Symbol undefined =
      symbol_of({.storage_class = weak, .aux = {number(0, 4) + number(3, 4)}});
  EXPECT_EQ(undefined.linkage, Linkage::weak);
  EXPECT_EQ(undefined.placement, Placement::undefined);
  Symbol common = symbol_of({.value = 64});
  EXPECT_EQ(common.placement, Placement::common);
  EXPECT_EQ(common.size, 64u);
  EXPECT_EQ(common.value, 0u);
  Symbol absolute =
      symbol_of({.name = "@feat.00", .value = 0x11, .section = -1});
  EXPECT_EQ(absolute.placement, Placement::absolute);
  EXPECT_EQ(absolute.value, 0x11u);
  // .lf: its value is a number of lines
  EXPECT_EQ(
      symbol_of({.value = 1000, .section = 1, .storage_class = 101}).placement,
      Placement::absolute);
}

TEST(CoffReader, CommonSymbolsAreAlignedByTheirSize) {
  EXPECT_EQ(symbol_of({.value = 1}).alignment, 1u);
  EXPECT_EQ(symbol_of({.value = 12}).alignment, 16u);
  EXPECT_EQ(symbol_of({.value = 400}).alignment, 32u);
  EXPECT_EQ(symbol_of({.value = 0xffffffff}).alignment, 32u);
}

TEST(CoffReader, DirectivesAlignCommonSymbolsFurther) {
  std::string bytes =
      build_coff({.sections = {{.name = ".drectve",
                                .flags = 0xa00,
                                .bytes = " -aligncomm:\"more\",6 "
                                         "/aligncomm:less,0 "
                                         "-export:more -aligncomm:\"more\",3 "
                                         "-aligncomm:far,64 -aligncomm:far "
                                         "-aligncomm:\"absent\",4"}},
                  .symbols = {{.name = "more", .value = 4},
                              {.name = "less", .value = 4},
                              {.name = "far", .value = 4}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->symbols[0].alignment, 64u);
  EXPECT_EQ(object->symbols[1].alignment, 4u);
  EXPECT_EQ(object->symbols[2].alignment, 4u);
}

TEST(CoffReader, ReadsNamesOfSymbolsAndFiles) {
  for (CoffHeader header : {CoffHeader::regular, CoffHeader::bigobj}) {
    std::string bytes = build_coff({.header = header,
                                    .symbols = {{.name = ".file",
                                                 .section = -2,
                                                 .storage_class = file,
                                                 .aux = {"source.c", ""}},
                                                {.name = "eight_ch"},
                                                {.name = "nine_char"}}})
                            .bytes;
    Expected<ObjectFile> object = read_object(as_bytes(bytes));
    ASSERT_OK(object);
    ASSERT_EQ(object->symbols.size(), 3u);
    EXPECT_EQ(object->symbols[0].name, "source.c");
    EXPECT_EQ(object->symbols[0].kind, SymbolKind::file);
    EXPECT_EQ(object->symbols[1].name, "eight_ch");
    EXPECT_EQ(object->symbols[2].name, "nine_char");
  }
}

TEST(CoffReader, ACodeComdatsKeyIsItsSecondSymbol) {
  std::string bytes =
      build_coff({.header = CoffHeader::bigobj,
                  .sections = {{.name = ".text", .flags = text | comdat},
                               {.name = ".xdata", .flags = read_only | comdat},
                               {.name = ".pdata", .flags = read_only | comdat}},
                  .symbols = {{.name = ".pdata",
                               .section = 3,
                               .storage_class = local,
                               .aux = {section_definition(2, associative)}},
                              {.name = ".text",
                               .section = 1,
                               .storage_class = local,
                               .aux = {section_definition(0, any)}},
                              {.name = ".xdata",
                               .section = 2,
                               .storage_class = local,
                               .aux = {section_definition(1, associative)}},
                              {.name = "$unwind", .section = 2},
                              {.name = "f", .section = 1},
                              {.name = "later", .section = 1}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  for (const Section &section : object->sections) {
    ASSERT_NE(section.comdat_symbol, no_index);
    EXPECT_EQ(object->symbols[section.comdat_symbol].name, "f");
  }
}

TEST(CoffReader, ReadsImplicitAddends) {
  Relocation absolute = relocation_of(0x8664, 1, number(0x123456789abull, 8));
  EXPECT_EQ(absolute.addend, 0x123456789abll);
  EXPECT_EQ(absolute.width, 8);
  EXPECT_EQ(absolute.form, RelocationForm::absolute);
  Relocation image = relocation_of(0x8664, 3, "\xfe\xff\xff\xff");
  EXPECT_EQ(image.addend, -2);
  EXPECT_EQ(image.form, RelocationForm::image_relative);
  Relocation relative = relocation_of(0x8664, 7, number(16, 4));
  EXPECT_EQ(relative.addend, 16);
  EXPECT_EQ(relative.trailing, 3); // REL32_3
  EXPECT_EQ(relative.form, RelocationForm::pc_relative);
  EXPECT_EQ(relocation_of(0x8664, 10, number(7, 2)).width, 2);
  EXPECT_EQ(relocation_of(0x8664, 11, number(7, 4)).form,
            RelocationForm::section_relative);
  EXPECT_EQ(relocation_of(0x14c, 0x14, number(5, 4)).addend, 5);
  EXPECT_FALSE(relocation_of(0x8664, 13, number(5, 4)).addend_known); // TOKEN
}

TEST(CoffReader, ReadsImplicitAddendsOfArm64Instructions) {
  EXPECT_EQ(arm64_addend(3, 0x97ffffff), -4);             // bl .-4
  EXPECT_EQ(arm64_addend(4, 0xb0000000), 1);              // adrp, immlo 1
  EXPECT_EQ(arm64_addend(4, 0x90000020), 4);              // adrp, immhi 1
  EXPECT_EQ(arm64_addend(5, 0x70ffffe0), -1);             // adr, all ones
  EXPECT_EQ(arm64_addend(6, 0x913ffc00), 0xfff);          // add #4095
  EXPECT_EQ(arm64_addend(7, 0xf9400400), 8);              // ldr x0, [x0, #8]
  EXPECT_EQ(arm64_addend(7, 0x39400400), 1);              // ldrb w0, [x0, #1]
  EXPECT_EQ(arm64_addend(7, 0x3dc00400), 16);             // ldr q0, [x0, #16]
  EXPECT_EQ(arm64_addend(0x0f, 0x54ffffe0), -4);          // b.eq .-4
  EXPECT_EQ(arm64_addend(0x10, 0x3600007f & ~0x1fu), 12); // tbz, .+12
}

TEST(CoffReader, ReadsRelocationCountsThatDoNotFit) {
  CoffSectionSpec section{
      .name = ".text", .flags = text | overflow, .bytes = "12345678"};
  section.relocations.assign(0x10001, {.offset = 0, .symbol = 0, .type = 4});
  section.relocations[0].offset = 0x10001; // their number, itself included
  BuiltCoff built =
      build_coff({.sections = {section}, .symbols = {{.name = "f"}}});
  std::string bytes =
      patched(built.bytes, built.section_headers + 32, "\xff\xff");
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->relocations.size(), 0x10000u);
}

TEST(CoffReader, RelocationsNameSymbolsPastAuxiliaryRecords) {
  std::string bytes =
      build_coff({.sections = {{.name = ".text",
                                .flags = text,
                                .bytes = "12345678",
                                .relocations = {{.offset = 4, .symbol = 2}}}},
                  .symbols = {{.name = ".text",
                               .section = 1,
                               .storage_class = local,
                               .aux = {section_definition(0, 0)}},
                              {.name = "f"}}})
          .bytes;
  Expected<ObjectFile> object = read_object(as_bytes(bytes));
  ASSERT_OK(object);
  EXPECT_EQ(object->relocations[0].symbol, 1u);
  EXPECT_EQ(object->symbols[1].name, "f");
}

TEST(CoffReader, ReadsObjectsOfEveryMachine) {
  for (unsigned machine : {0x8664u, 0x14cu, 0xaa64u, 0xa641u, 0xa64eu}) {
    std::string bytes =
        build_coff({.machine = static_cast<std::uint16_t>(machine)}).bytes;
    Expected<ObjectFile> object = read_object(as_bytes(bytes));
    ASSERT_OK(object);
    EXPECT_EQ(object->machine.number, machine);
    EXPECT_EQ(object->machine.format, ObjectFormat::coff);
    EXPECT_NE(object->machine.isa, Isa::other);
    EXPECT_EQ(object->machine.address_bits, machine == 0x14cu ? 32 : 64);
  }
}
