// What a damaged COFF object may do to us: nothing but an Error that names the
// place.
#include "formats/object/object_file.h"
#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/expected.h"

using namespace hotpatch;

namespace {

constexpr std::uint32_t text = 0x60000020, comdat = 0x1000,
                        overflow = 0x01000000;

CoffSpec sound(CoffHeader header = CoffHeader::regular) {
  return {
      .header = header,
      .sections = {{.name = ".text",
                    .flags = text | comdat,
                    .bytes = std::string(0x20, 'x'),
                    .relocations = {{.offset = 4, .symbol = 2, .type = 4}}},
                   {.name = ".text", .flags = text | comdat, .bytes = "yyyy"}},
      .symbols = {{.name = ".text",
                   .section = 1,
                   .storage_class = 3,
                   .aux = {section_definition(0, 2)}},
                  {.name = "long_name", .section = 1, .type = 0x20},
                  {.name = ".text",
                   .section = 2,
                   .storage_class = 3,
                   .aux = {section_definition(1, 5)}}}};
}

Expected<ObjectFile> read(const CoffSpec &spec) {
  std::string bytes = build_coff(spec).bytes;
  return read_object(as_bytes(bytes)); // only its Error is looked at
}

Expected<ObjectFile> read_with(std::size_t at, const std::string &value) {
  std::string bytes = patched(build_coff(sound()).bytes, at, value);
  return read_object(as_bytes(bytes));
}

constexpr std::size_t first_section = 20;

} // namespace

TEST(CoffMalformed, TheSoundObjectsAreRead) {
  ASSERT_OK(read(sound()));
  ASSERT_OK(read(sound(CoffHeader::bigobj)));
}

TEST(CoffMalformed, BigobjHeader) {
  std::string bytes = build_coff(sound(CoffHeader::bigobj)).bytes.substr(0, 50);
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "COFF header: the file ends after 50 bytes, expected 56");
}

TEST(CoffMalformed, SectionCount) {
  EXPECT_ERROR(read_with(2, number(0xffff, 2)), malformed,
               "section headers: bytes [0x14, 0x27ffec) are past the end");
}

TEST(CoffMalformed, SymbolTable) {
  EXPECT_ERROR(read_with(8, number(0x10000, 4)), malformed,
               "symbol table: bytes [0x10000, ");
  EXPECT_ERROR(read_with(12, number(0xffffffff, 4)), malformed,
               "symbol table: bytes [");
}

TEST(CoffMalformed, StringTableSize) {
  BuiltCoff built = build_coff(sound());
  EXPECT_ERROR(read_with(built.strings, number(0x7fffffff, 4)), malformed,
               "string table: bytes [");
}

TEST(CoffMalformed, StringTableCutShort) {
  BuiltCoff built = build_coff(sound());
  std::string bytes = built.bytes.substr(0, built.strings + 2);
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "string table: bytes [");
}

TEST(CoffMalformed, StringTableWithoutEnd) {
  BuiltCoff built = build_coff(sound());
  EXPECT_ERROR(read_with(built.strings, number(6, 4)), malformed,
               "the string table's last byte is 0x6f, expected NUL");
}

TEST(CoffMalformed, SectionName) {
  EXPECT_ERROR(read_with(first_section, std::string("/99\0", 4)), malformed,
               "name offset 0x63 is past the end");
  EXPECT_ERROR(read_with(first_section, std::string("/4x\0", 4)), malformed,
               "the name is /4x");
  EXPECT_ERROR(read_with(first_section, std::string("//A=\0", 5)), malformed,
               "the name is //A=");
}

TEST(CoffMalformed, SectionExtent) {
  EXPECT_ERROR(read_with(first_section + 16, number(0x10000, 4)), malformed,
               "section 1 (.text): bytes [0x64, 0x10064) are past the end");
}

TEST(CoffMalformed, AuxiliaryRecords) {
  BuiltCoff built = build_coff(sound());
  EXPECT_ERROR(read_with(built.symbols + 17, number(5, 1)), malformed,
               "symbol 0: 5 auxiliary records are past the end of the symbol "
               "table (5)");
}

TEST(CoffMalformed, SymbolName) {
  BuiltCoff built = build_coff(sound());
  EXPECT_ERROR(read_with(built.symbols + 2 * 18 + 4, number(400, 4)), malformed,
               "symbol 2: name offset 0x190 is past the end");
}

TEST(CoffMalformed, SymbolSection) {
  CoffSpec spec = sound();
  spec.symbols[1].section = 3;
  EXPECT_ERROR(read(spec), malformed,
               "symbol 2 (long_name): is in section 3, expected at most 2");
}

TEST(CoffMalformed, SymbolValue) {
  CoffSpec spec = sound();
  spec.symbols[1].value = 0x21;
  EXPECT_ERROR(read(spec), malformed,
               "symbol 2 (long_name): is at 0x21, past the end of section 1 "
               "(.text) (0x20)");
}

TEST(CoffMalformed, AssociatedSection) {
  CoffSpec spec = sound();
  spec.symbols[2].aux = {section_definition(3, 5)};
  EXPECT_ERROR(read(spec), malformed,
               "section 2 (.text): is associated with section 3, expected 1 to "
               "2");
}

TEST(CoffMalformed, RingOfAssociatedSections) {
  CoffSpec spec = sound();
  spec.symbols[0].aux = {section_definition(2, 5)};
  EXPECT_ERROR(read(spec), malformed, "is associated with itself");
  spec.symbols[0].aux = {section_definition(1, 5)};
  EXPECT_ERROR(read(spec), malformed,
               "section 1 (.text): is associated with itself");
}

TEST(CoffMalformed, RelocationOffset) {
  CoffSpec spec = sound();
  spec.sections[0].relocations[0].offset = 0x1d;
  EXPECT_ERROR(read(spec), malformed,
               "section 1 (.text): relocation 0 at 0x1d is past the end "
               "(0x20)");
}

TEST(CoffMalformed, RelocationSymbol) {
  CoffSpec spec = sound();
  spec.sections[0].relocations[0].symbol = 5;
  EXPECT_ERROR(read(spec), malformed,
               "relocation 0 at 0x4 names symbol 5, expected less than 5");
  spec.sections[0].relocations[0].symbol = 1;
  EXPECT_ERROR(read(spec), malformed,
               "names symbol 1, which is an auxiliary record");
}

TEST(CoffMalformed, RelocationTable) {
  EXPECT_ERROR(read_with(first_section + 24, number(0x10000, 4)), malformed,
               "section 1 (.text): relocations: bytes [0x10000, 0x1000a)");
}

TEST(CoffMalformed, RelocationOverflowCount) {
  CoffSpec spec = sound();
  spec.sections[0].flags |= overflow;
  spec.sections[0].relocations[0].offset = 0;
  BuiltCoff built = build_coff(spec);
  std::string bytes =
      patched(built.bytes, first_section + 32, std::string("\xff\xff"));
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "section 1 (.text): relocation 0 at file offset 0x84 does not "
               "hold their number");
}

TEST(CoffMalformed, OverlappingRelocationTables) {
  CoffSpec spec = sound();
  spec.sections[0].relocations.assign(100, {.symbol = 2, .type = 4});
  spec.sections[1].bytes = std::string(4, 'y');
  BuiltCoff built = build_coff(spec);
  // Section 2 takes the relocations of section 1: twice 1,000 bytes.
  std::string table = built.bytes.substr(first_section + 24, 4);
  std::string bytes = patched(built.bytes, first_section + 40 + 24, table);
  bytes = patched(bytes, first_section + 40 + 32, number(100, 2));
  EXPECT_ERROR(read_object(as_bytes(bytes)), malformed,
               "section 2 (.text): relocation tables overlap");
}

TEST(CoffMalformed, CutAtEveryByte) {
  for (CoffHeader header : {CoffHeader::regular, CoffHeader::bigobj}) {
    BuiltCoff built = build_coff(sound(header));
    for (std::size_t size = 0; size < built.bytes.size(); ++size) {
      std::string cut = built.bytes.substr(0, size); // ASan sees its end
      // An object may end with its symbols, but not if names follow.
      EXPECT_FALSE(read_object(as_bytes(cut)).has_value()) << size;
    }
  }
}
