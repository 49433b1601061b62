// What a damaged ELF object may do to us: nothing but an Error that names the
// place.
#include "formats/object/object_file.h"
#include "tests/support/byte_string.h"
#include "tests/support/elf_builder.h"
#include "tests/support/expected.h"

using namespace hotpatch;

namespace {

constexpr std::uint64_t alloc = 2, exec = 4;

// Sections: 1 .text, 2 .rela.text, 3 .group, 4 .symtab, 5 .strtab,
// 6 .shstrtab; symbols: 1 f.
ElfSpec sound() {
  ElfSpec spec{.symbols = {{.name = "f", .info = 0x12, .section = 1}}};
  spec.sections = {
      {.name = ".text", .flags = alloc | exec, .bytes = std::string(0x20, 'x')},
      {.name = ".rela.text",
       .type = 4,
       .bytes = rela(spec, 4, 1, 2, -4),
       .link = 4,
       .info = 1,
       .entry_size = 24},
      {.name = ".group",
       .type = 17,
       .bytes = number(1, 4) + number(1, 4),
       .link = 4,
       .info = 1,
       .entry_size = 4}};
  return spec;
}

Expected<ObjectFile> read(const ElfSpec &spec) {
  std::string bytes = build_elf(spec).bytes;
  return read_object(as_bytes(bytes)); // only its Error is looked at
}

// Offsets of fields in a 64-bit section header.
constexpr std::size_t sh_name = 0, sh_offset = 24, sh_size = 32, sh_link = 40,
                      sh_addralign = 48, sh_entsize = 56;

Expected<ObjectFile> read_with_header(std::size_t section, std::size_t field,
                                      const std::string &value) {
  BuiltElf built = build_elf(sound());
  std::string bytes =
      patched(built.bytes, built.section_headers + section * 64 + field, value);
  return read_object(as_bytes(bytes));
}

Expected<ObjectFile> read_with(std::size_t at, const std::string &value) {
  std::string bytes = patched(build_elf(sound()).bytes, at, value);
  return read_object(as_bytes(bytes));
}

} // namespace

TEST(ElfMalformed, TheSoundObjectIsRead) { ASSERT_OK(read(sound())); }

TEST(ElfMalformed, CommonSymbolsAreAlignedToPowersOfTwo) {
  ElfSpec spec = sound();
  spec.symbols.push_back(
      {.name = "c", .info = 0x11, .section = 0xfff2, .value = 12, .size = 4});
  EXPECT_ERROR(read(spec), malformed,
               "symbol 2 (c): is aligned to 12 bytes, expected a power of 2");
}

TEST(ElfMalformed, Class) {
  EXPECT_ERROR(read_with(4, "\x03"), malformed,
               "ELF header: class is 3, expected 1 or 2");
}

TEST(ElfMalformed, ByteOrder) {
  EXPECT_ERROR(read_with(5, std::string(1, '\0')), malformed,
               "ELF header: byte order is 0, expected 1 or 2");
}

TEST(ElfMalformed, SectionHeaderSize) {
  EXPECT_ERROR(read_with(58, number(40, 2)), malformed,
               "section headers have 40 bytes each, expected 64");
}

TEST(ElfMalformed, SectionHeaderOffset) {
  EXPECT_ERROR(read_with(40, number(0x10000, 8)), malformed,
               "section headers: bytes [0x10000, 0x101c0) are past the end");
}

TEST(ElfMalformed, SectionHeaderOffsetWrapsAround) {
  EXPECT_ERROR(read_with(40, number(~0ull, 8)), malformed,
               "section headers: bytes [0xffffffffffffffff, "
               "0xffffffffffffffff+0x1c0) are past the end");
}

TEST(ElfMalformed, SectionCount) {
  EXPECT_ERROR(read_with(60, number(0xfeff, 2)), malformed,
               "section headers: 65279 do not fit");
}

TEST(ElfMalformed, HugeSectionCountInSection0) {
  BuiltElf built = build_elf(sound());
  std::string bytes = patched(built.bytes, 60, number(0, 2));
  bytes =
      patched(bytes, built.section_headers + sh_size, number(1ull << 58, 8));
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "section headers: 288230376151711744 do not fit");
}

TEST(ElfMalformed, SectionOfNames) {
  EXPECT_ERROR(read_with(62, number(9, 2)), malformed,
               "section names are in section 9, expected less than 7");
}

TEST(ElfMalformed, SectionName) {
  EXPECT_ERROR(read_with_header(1, sh_name, number(0x1000, 4)), malformed,
               "section 1: name offset 0x1000 is past the end");
}

TEST(ElfMalformed, SectionExtent) {
  EXPECT_ERROR(read_with_header(1, sh_size, number(0x10000, 8)), malformed,
               "section 1 (.text): bytes [0x40, 0x10040) are past the end");
}

TEST(ElfMalformed, SectionExtentWrapsAround) {
  EXPECT_ERROR(read_with_header(1, sh_offset, number(~0ull - 3, 8)), malformed,
               "section 1 (.text): bytes [0xfffffffffffffffc, ");
}

TEST(ElfMalformed, Alignment) {
  EXPECT_ERROR(read_with_header(1, sh_addralign, number(3, 8)), malformed,
               "section 1 (.text): alignment is 3, expected a power of two");
}

TEST(ElfMalformed, SecondSymbolTable) {
  ElfSpec spec = sound();
  spec.sections.push_back({.name = ".x", .type = 2});
  EXPECT_ERROR(read(spec), malformed, "a second symbol table");
}

TEST(ElfMalformed, SymbolNamesElsewhere) {
  EXPECT_ERROR(read_with_header(4, sh_link, number(1, 4)), malformed,
               "section 4 (.symtab): names are in section 1");
  EXPECT_ERROR(read_with_header(4, sh_link, number(99, 4)), malformed,
               "section 4 (.symtab): names are in section 99");
}

TEST(ElfMalformed, StringTableWithoutEnd) {
  BuiltElf built = build_elf(sound());
  std::string bytes = patched(
      built.bytes, built.section_headers + 5 * 64 + sh_size, number(2, 8));
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "section 5 (.strtab): the string table's last byte is 0x66");
}

TEST(ElfMalformed, SymbolSize) {
  EXPECT_ERROR(read_with_header(4, sh_entsize, number(16, 8)), malformed,
               "section 4 (.symtab): 0x30 bytes in entries of 16");
  EXPECT_ERROR(read_with_header(4, sh_size, number(40, 8)), malformed,
               "section 4 (.symtab): 0x28 bytes in entries of 24");
}

TEST(ElfMalformed, SymbolName) {
  BuiltElf built = build_elf(sound());
  std::string bytes = patched(built.bytes, built.symbols + 24, number(77, 4));
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "symbol 1: name offset 0x4d is past the end");
}

TEST(ElfMalformed, SymbolSection) {
  ElfSpec spec = sound();
  spec.symbols[0].section = 70;
  EXPECT_ERROR(read(spec), malformed,
               "symbol 1 (f): is in section 70, expected less than 7");
}

TEST(ElfMalformed, WideSymbolSectionWithoutTable) {
  ElfSpec spec = sound();
  spec.symbols[0].section = 0xffff;
  EXPECT_ERROR(read(spec), malformed, "symbol 1 (f): is in section 4294967295");
}

TEST(ElfMalformed, SymbolExtent) {
  ElfSpec spec = sound();
  spec.symbols[0].value = 0x10;
  spec.symbols[0].size = 0x11;
  EXPECT_ERROR(read(spec), malformed,
               "symbol 1 (f): 0x11 bytes at 0x10 are past the end of section 1 "
               "(.text) (0x20)");
  spec.symbols[0].size = ~0ull;
  EXPECT_ERROR(read(spec), malformed, "symbol 1 (f): ");
}

TEST(ElfMalformed, GroupKey) {
  ElfSpec spec = sound();
  spec.sections[2].info = 2;
  EXPECT_ERROR(read(spec), malformed,
               "section 3 (.group): the key is symbol 2 of section 4");
  spec.sections[2].info = 0;
  EXPECT_ERROR(read(spec), malformed, "the key is symbol 0");
}

TEST(ElfMalformed, GroupOfAnotherSymbolTable) {
  ElfSpec spec = sound();
  spec.sections[2].link = 1;
  EXPECT_ERROR(read(spec), malformed, "the key is symbol 1 of section 1");
}

TEST(ElfMalformed, GroupMember) {
  ElfSpec spec = sound();
  spec.sections[2].bytes = number(1, 4) + number(7, 4);
  EXPECT_ERROR(read(spec), malformed,
               "section 3 (.group): a member is section 7, expected less than "
               "7");
}

TEST(ElfMalformed, GroupSize) {
  ElfSpec spec = sound();
  spec.sections[2].bytes = "12345";
  EXPECT_ERROR(read(spec), malformed,
               "section 3 (.group): has 0x5 bytes, expected a multiple of 4");
}

TEST(ElfMalformed, RelocatedSection) {
  ElfSpec spec = sound();
  spec.sections[1].info = 0;
  EXPECT_ERROR(read(spec), malformed,
               "section 2 (.rela.text): relocates section 0, expected 1 to 6");
}

TEST(ElfMalformed, RelocationsOfAnotherSymbolTable) {
  ElfSpec spec = sound();
  spec.sections[1].link = 5;
  EXPECT_ERROR(read(spec), malformed,
               "section 2 (.rela.text): symbols are in section 5, expected "
               "section 4");
}

TEST(ElfMalformed, RelocationSize) {
  ElfSpec spec = sound();
  spec.sections[1].entry_size = 0;
  EXPECT_ERROR(read(spec), malformed,
               "section 2 (.rela.text): 0x18 bytes in entries of 0, expected a "
               "multiple of 24");
}

TEST(ElfMalformed, RelocationOffset) {
  ElfSpec spec = sound();
  spec.sections[1].bytes = rela(spec, 0, 1, 2, 0) + rela(spec, 0x1d, 1, 2, 0);
  EXPECT_ERROR(read(spec), malformed,
               "section 1 (.text): relocation 1 at 0x1d is past the end "
               "(0x20)");
  spec.sections[1].bytes = rela(spec, ~0ull, 1, 2, 0);
  EXPECT_ERROR(read(spec), malformed, "relocation 0 at 0xffffffffffffffff");
}

TEST(ElfMalformed, RelocationSymbol) {
  ElfSpec spec = sound();
  spec.sections[1].bytes = rela(spec, 0, 2, 2, 0);
  EXPECT_ERROR(read(spec), malformed,
               "section 1 (.text): relocation 0 at 0x0 names symbol 2, "
               "expected at most 1");
}

TEST(ElfMalformed, RelocationsOfZeroData) {
  ElfSpec spec = sound();
  spec.sections[0].type = 8;
  spec.sections[0].nobits_size = 0x20;
  spec.sections[0].flags = alloc;
  EXPECT_ERROR(read(spec), malformed, "relocation 0 at 0x4 is past the end");
}

TEST(ElfMalformed, OverlappingRelocationSections) {
  ElfSpec spec = sound();
  std::string table;
  for (int i = 0; i < 1000; ++i)
    table += rela(spec, 0, 1, 2, 0);
  spec.sections[1].bytes = table;
  spec.sections.resize(2);
  spec.sections[1].link = 4;
  spec.sections.push_back(spec.sections[1]);
  BuiltElf built = build_elf(spec);
  // Section 3 takes the bytes of section 2, until they are more than the file.
  std::string header = built.bytes.substr(built.section_headers + 2 * 64, 64);
  std::string bytes =
      patched(built.bytes, built.section_headers + 3 * 64, header);
  bytes.erase(64 + 0x20 + table.size(), table.size());
  std::size_t headers = built.section_headers - table.size();
  bytes = patched(bytes, 40, number(headers, 8));
  for (std::size_t section : {4u, 5u, 6u}) {
    std::size_t at = headers + section * 64 + sh_offset;
    std::uint64_t old = *read_int<std::uint64_t>(as_bytes(bytes), at);
    bytes = patched(bytes, at, number(old - table.size(), 8));
  }
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "relocation sections overlap");
}

TEST(ElfMalformed, CompactRelocationCount) {
  ElfSpec spec = sound();
  spec.sections[1].type = 0x40000014;
  spec.sections[1].bytes = "\xf8\xff\xff\x7f";
  EXPECT_ERROR(read(spec), malformed, "do not fit into 0x4 bytes");
}

TEST(ElfMalformed, CompactRelocationCutShort) {
  ElfSpec spec = sound();
  spec.sections[1].type = 0x40000014;
  spec.sections[1].bytes = std::string("\x0c\x07", 2); // one; no numbers
  EXPECT_ERROR(read(spec), malformed,
               "section 2 (.rela.text): relocation 0 is cut short");
}

TEST(ElfMalformed, SharedNamesAreBounded) {
  ElfSpec spec;
  std::string long_name(10000, 'n');
  spec.symbols.assign(200, {.name = ""});
  spec.symbols[0].name = long_name;
  BuiltElf built = build_elf(spec);
  for (std::size_t i = 1; i <= 200; ++i)
    built.bytes = patched(built.bytes, built.symbols + i * 24, number(1, 4));
  EXPECT_ERROR(read_object(as_bytes(built.bytes)), malformed,
               "names use each byte of the string table");
}

TEST(ElfMalformed, MessagesShowHostileNamesHarmlessly) {
  ElfSpec spec = sound();
  spec.symbols[0] = {.name = "\x1b[31mred", .section = 70};
  EXPECT_ERROR(read(spec), malformed, "symbol 1 (?[31mred)");
}

TEST(ElfMalformed, CutAtEveryByte) {
  std::string bytes = build_elf(sound()).bytes;
  // The section headers are last: no shorter file is sound.
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::string cut = bytes.substr(0, size); // of its own: ASan sees its end
    EXPECT_FALSE(read_object(as_bytes(cut)).has_value()) << size;
  }
}
