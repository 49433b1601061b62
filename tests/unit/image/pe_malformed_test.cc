// What a damaged PE image may do to us: nothing but an Error that names the
// place.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/sample_images.h"

using namespace hotpatch;
namespace at = sample_pe_at;

namespace {

Expected<Image> read(const PeSpec &spec) {
  std::string bytes = build_pe(spec);
  return read_image(as_bytes(bytes)); // only its Error is looked at
}

// The sample with other bytes at an RVA, or at a place of the file.
Expected<Image> read_with(std::uint32_t rva, const std::string &value) {
  PeSpec spec = sample_pe();
  put(spec, rva, value);
  return read(spec);
}

Expected<Image> read_with_header(std::size_t offset, const std::string &value) {
  std::string bytes = patched(build_pe(sample_pe()), offset, value);
  return read_image(as_bytes(bytes));
}

} // namespace

TEST(PeMalformed, TheSoundImageIsRead) { ASSERT_OK(read(sample_pe())); }

TEST(PeMalformed, NoSignature) {
  EXPECT_ERROR(read_with_header(pe_header, "XX"), malformed,
               "there is no signature \"PE\" at 0x80");
  EXPECT_ERROR(read_with_header(0x3c, number(0xffffffff, 4)), malformed,
               "there is no signature \"PE\" at 0xffffffff");
}

TEST(PeMalformed, OptionalHeader) {
  EXPECT_ERROR(read_with_header(pe_header + 20, number(0xffff, 2)), malformed,
               "optional header: bytes [0x98, 0x10097) are past the end");
  EXPECT_ERROR(read_with_header(pe_header + 20, number(100, 2)), malformed,
               "magic number 0x20b and 100 bytes, expected");
  EXPECT_ERROR(read_with_header(pe_optional_header, number(0x107, 2)),
               malformed, "has magic number 0x107");
}

TEST(PeMalformed, EntryPoint) {
  PeSpec spec = sample_pe();
  spec.entry = 0x4000;
  EXPECT_ERROR(read(spec), malformed,
               "entry point 0x4000 is outside of the image (0x4000)");
}

TEST(PeMalformed, SectionHeadersPastTheEnd) {
  EXPECT_ERROR(read_with_header(pe_header + 6, number(0xffff, 2)), malformed,
               "section headers: ");
}

TEST(PeMalformed, SectionPlaces) {
  PeSpec spec = sample_pe();
  spec.sections[1].rva = 0x10f0;
  EXPECT_ERROR(read(spec), malformed, "section 2: .rdata: begins at 0x10f0");
  spec.sections[1].rva = 0x3fff;
  EXPECT_ERROR(read(spec), malformed, "section 2: .rdata: begins at 0x3fff");
  spec.sections[1].rva = 0xffffffff;
  EXPECT_ERROR(read(spec), malformed, "section 2: .rdata");
}

TEST(PeMalformed, SectionBytes) {
  EXPECT_ERROR(
      read_with_header(pe_section_headers + 40 + 20, number(0xfffffff0, 4)),
      malformed, "section 2: .rdata: bytes [0xfffffff0, ");
}

TEST(PeMalformed, SectionsThatShareTheFile) {
  PeSpec spec = sample_pe();
  spec.size_of_image = 0x400000;
  for (std::uint32_t i = 0; i < 20; ++i)
    spec.sections.push_back(
        {.name = ".x", .rva = 0x4000 + i * 0x1000, .memory_size = 0xf00});
  std::string bytes = build_pe(spec);
  for (std::size_t i = 3; i < spec.sections.size(); ++i)
    bytes = patched(bytes, pe_section_headers + i * 40 + 16,
                    number(0x700, 4) + number(0x400, 4));
  EXPECT_ERROR(read_image(as_bytes(bytes)), malformed,
               "sections overlap in the file");
}

TEST(PeMalformed, Imports) {
  EXPECT_ERROR(read_with(at::imports + 12, number(0x3fff, 4)), malformed,
               "import directory: record 0: the name at 0x3fff");
  EXPECT_ERROR(read_with(at::imports, number(0x3ff8, 4)), malformed,
               "import directory: record 0: the names at 0x3ff8");
  EXPECT_ERROR(read_with(at::imports + 16, number(0x3ff9, 4)), malformed,
               "import directory: record 0: the slot at 0x3ff9");
  EXPECT_ERROR(read_with(at::lookup, number(0x7fffffff, 8)), malformed,
               "import directory: record 0: the name at 0x80000001");
  PeSpec spec = sample_pe();
  spec.directories[1].first = 0x3ffe;
  EXPECT_ERROR(read(spec), malformed,
               "import directory: record 0: is not in the file");
}

TEST(PeMalformed, ImportsWithoutEnd) {
  PeSpec spec = sample_pe();
  spec.sections[1].bytes.resize(0x800);
  for (std::uint32_t rva = 0x2400; rva < 0x2800; rva += 8)
    put(spec, rva, number((1ull << 63) + 1, 8));
  put(spec, at::imports, number(0x2400, 4));
  EXPECT_ERROR(read(spec), malformed, "the names at 0x2400 do not end");
}

TEST(PeMalformed, MoreSlotsThanTheFileHasRoomFor) {
  PeSpec spec = sample_pe();
  spec.sections[1].bytes.resize(0x1000);
  for (std::uint32_t rva = 0x2400; rva < 0x2800; rva += 8)
    put(spec, rva, number((1ull << 63) + 1, 8));
  for (std::uint32_t i = 0; i < 20; ++i)
    put(spec, 0x2900 + 20 * i,
        number(0x2400, 4) + number(0, 8) + number(at::module, 4) +
            number(0x2000, 4));
  spec.directories[1].first = 0x2900;
  EXPECT_ERROR(read(spec), malformed, "more slots than the file has room for");
}

TEST(PeMalformed, NamesManyTimesAsLongAsTheFile) {
  PeSpec spec = sample_pe();
  spec.sections[1].bytes.resize(0x1000, 'n');
  spec.sections[1].bytes.back() = '\0';
  for (std::uint32_t i = 0; i < 100; ++i)
    put(spec, 0x2400 + 8 * i, number(0x2780, 8));
  put(spec, 0x2400 + 800, number(0, 8));
  put(spec, at::imports, number(0x2400, 4));
  EXPECT_ERROR(read(spec), malformed,
               "the names together are many times longer than the file");
}

TEST(PeMalformed, DelayImports) {
  EXPECT_ERROR(read_with(at::delay, number(0, 4)), malformed,
               "delay import directory: record 0: attributes are 0x0");
  EXPECT_ERROR(read_with(at::delay + 16, number(0x4000, 4)), malformed,
               "delay import directory: record 0: the names at 0x4000");
}

TEST(PeMalformed, Exports) {
  EXPECT_ERROR(read_with(at::exports + 20, number(0x40000000, 4)), malformed,
               "export directory: the tables of 1073741824 functions");
  EXPECT_ERROR(read_with(at::exports + 24, number(0x80000000, 4)), malformed,
               "and 2147483648 names are not in the file");
  EXPECT_ERROR(read_with(at::export_indices, number(3, 2)), malformed,
               "alpha is function 3, expected less than 3");
  EXPECT_ERROR(read_with(at::export_functions, number(0x4000, 4)), malformed,
               "export directory: record 0: is at 0x4000");
  EXPECT_ERROR(read_with(at::export_names, number(0x4000, 4)), malformed,
               "export directory: record 0: the name at 0x4000");
  PeSpec spec = sample_pe();
  spec.directories[0].first = 0x23f0;
  EXPECT_ERROR(read(spec), malformed, "export directory: is not in the file");
}

TEST(PeMalformed, BaseRelocations) {
  EXPECT_ERROR(read_with(at::relocations + 4, number(7, 4)), malformed,
               "base relocations: the block at 0x0 has 0x7 bytes");
  EXPECT_ERROR(read_with(at::relocations + 4, number(14, 4)), malformed,
               "base relocations: the block at 0x0 has 0xe bytes");
  EXPECT_ERROR(read_with(at::relocations, number(0x4000, 4)), malformed,
               "base relocations: type 10 at 0x4010");
  EXPECT_ERROR(read_with(at::relocations, number(0xffffffff, 4)), malformed,
               "base relocations: type 10 at 0x10000000f");
  EXPECT_ERROR(read_with(at::relocations + 8, number(0x1010, 2)), malformed,
               "base relocations: type 1 at 0x3010");
}

TEST(PeMalformed, DirectoryInNoSection) {
  PeSpec spec = sample_pe();
  spec.directories[3] = {0x2400, 12};
  EXPECT_ERROR(read(spec), malformed,
               "directory 3: 0xc bytes at 0x2400 are in no section");
}

TEST(PeMalformed, Unwind) {
  EXPECT_ERROR(read_with(at::unwind, number(0x1030, 4)), malformed,
               "exception directory: record 0 covers [0x1030, 0x1020)");
  EXPECT_ERROR(read_with(at::unwind + 4, number(0x4001, 4)), malformed,
               "exception directory: record 0 covers [0x1000, 0x4001)");
  EXPECT_ERROR(read_with(at::unwind + 8, number(0x4000, 4)), malformed,
               "record 0: unwind information at 0x4000 is outside");
  EXPECT_ERROR(read_with(at::unwind + 8, number(0x4001, 4)), malformed,
               "record 0: leads to 0x4000, outside");
  EXPECT_ERROR(read_with(at::chained_info + 16, number(at::chained_info, 4)),
               malformed, "record 1: unwind information is chained more than");
}

TEST(PeMalformed, ChainThatEndsOutside) {
  PeSpec spec = sample_pe();
  put(spec, at::unwind + 8, number(0x23f8, 4));
  put(spec, 0x23f8, number(0x21, 4));
  EXPECT_ERROR(read(spec), malformed,
               "unwind information at 0x23f8 is chained to nothing");
}

TEST(PeMalformed, Debug) {
  EXPECT_ERROR(read_with(at::debug + 24, number(0xfffffff0, 4)), malformed,
               "debug directory: record 0: bytes [0xfffffff0, ");
}

TEST(PeMalformed, LoadConfig) {
  EXPECT_ERROR(read_with(at::load_config, number(0x1000, 4)), malformed,
               "load configuration: has 0x1000 bytes");
}

TEST(PeMalformed, Tls) {
  EXPECT_ERROR(read_with(at::tls, number(0, 8)), malformed,
               "TLS directory: the template [0x0, ");
  EXPECT_ERROR(read_with(at::tls + 8, number(0x180004001, 8)), malformed,
               "TLS directory: the template [0x180002380, 0x180004001)");
  EXPECT_ERROR(read_with(at::callbacks, number(7, 8)), malformed,
               "TLS directory: callback 0 is outside");
  EXPECT_ERROR(read_with(at::tls + 24, number(0x180003fff, 8)), malformed,
               "TLS directory: callback 0 is outside");
  PeSpec spec = sample_pe();
  spec.directories[9].first = 0x23f0;
  EXPECT_ERROR(read(spec), malformed, "TLS directory: is not in the file");
}

TEST(PeMalformed, SymbolTable) {
  PeSpec spec = sample_pe_with_symbols();
  std::string bytes = patched(build_pe(spec), pe_header + 12,
                              number(1, 4) + number(0xffffffff, 4));
  EXPECT_ERROR(read_image(as_bytes(bytes)), malformed, "symbol table: bytes");
  spec.symbols.back() = 1;
  EXPECT_ERROR(read(spec), malformed, "symbol 15: has 1 auxiliary records");
  spec = sample_pe_with_symbols();
  spec.strings = "";
  EXPECT_ERROR(read(spec), malformed, "symbol 15: name offset 0x4");
  spec.strings = "no end";
  EXPECT_ERROR(read(spec), malformed, "the string table's last byte is 0x64");
}

TEST(PeMalformed, StringTableSize) {
  PeSpec spec = sample_pe_with_symbols();
  std::string bytes = build_pe(spec);
  std::size_t size_at = bytes.size() - spec.strings.size() - 4;
  bytes = patched(bytes, size_at, number(0x1000, 4));
  EXPECT_ERROR(read_image(as_bytes(bytes)), malformed, "string table: bytes");
}
