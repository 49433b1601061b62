// What a damaged ELF image may do to us: nothing but an Error that names the
// place.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/sample_images.h"

using namespace hotpatch;
namespace at = sample_elf_at;

namespace {

Expected<Image> read(const ElfImageSpec &spec) {
  std::string bytes = build_elf_image(spec).bytes;
  return read_image(as_bytes(bytes)); // only its Error is looked at
}

// The sample with other bytes at an RVA.
Expected<Image> read_with(Rva rva, const std::string &value) {
  ElfImageSpec spec = sample_elf();
  put(spec, rva, value);
  return read(spec);
}

Expected<Image> read_with_header(std::size_t offset, const std::string &value) {
  std::string bytes =
      patched(build_elf_image(sample_elf()).bytes, offset, value);
  return read_image(as_bytes(bytes));
}

// A field of section header `number`, or of segment header `index`.
Expected<Image> read_with_section(std::size_t section, std::size_t field,
                                  const std::string &value) {
  BuiltElfImage built = build_elf_image(sample_elf());
  return read_with_header(built.section_headers + section * 64 + field, value);
}
Expected<Image> read_with_segment(std::size_t index, std::size_t field,
                                  const std::string &value) {
  return read_with_header(64 + index * 56 + field, value);
}

// The value of entry `index` of the dynamic section.
constexpr Rva dynamic_value(unsigned index) {
  return at::dynamic + 16 * index + 8;
}

constexpr std::size_t p_offset = 8, p_vaddr = 16, p_filesz = 32, p_memsz = 40,
                      p_align = 48;
constexpr std::size_t sh_name = 0, sh_addr = 16, sh_offset = 24, sh_size = 32,
                      sh_link = 40, sh_entsize = 56;

} // namespace

TEST(ElfImageMalformed, TheSoundImageIsRead) { ASSERT_OK(read(sample_elf())); }

TEST(ElfImageMalformed, CutShort) {
  std::string bytes = build_elf_image(sample_elf()).bytes.substr(0, 40);
  EXPECT_ERROR(read_image(as_bytes(bytes)), malformed,
               "ELF header: the file ends after 40 bytes");
}

TEST(ElfImageMalformed, ClassAndByteOrder) {
  EXPECT_ERROR(read_with_header(4, "\x03"), malformed,
               "class and byte order are 3 and 1");
}

TEST(ElfImageMalformed, EntryPoint) {
  EXPECT_ERROR(read_with_header(24, number(0x403000, 8)), malformed,
               "entry point 0x403000 is outside of the image");
}

TEST(ElfImageMalformed, SegmentHeaders) {
  EXPECT_ERROR(read_with_header(32, number(~0ull, 8)), malformed,
               "program headers: 7 of 56 bytes at 0xffffffffffffffff");
  EXPECT_ERROR(read_with_header(54, number(32, 2)), malformed,
               "program headers: 7 of 32 bytes");
  EXPECT_ERROR(read_with_header(56, number(0xffff, 2)), malformed,
               "program headers: 65535 of 56 bytes");
  EXPECT_ERROR(read_with_header(56, number(0, 2)), malformed,
               "there is no segment to load");
}

TEST(ElfImageMalformed, Segments) {
  EXPECT_ERROR(read_with_segment(1, p_vaddr, number(0x400000, 8)), malformed,
               "the segment at 0x400000 has 0x80 bytes");
  EXPECT_ERROR(read_with_segment(2, p_memsz, number(~0ull, 8)), malformed,
               "the segment at 0x402000 has 0xffffffffffffffff bytes");
  EXPECT_ERROR(read_with_segment(2, p_memsz, number(0x10, 8)), malformed,
               "has 0x10 bytes, 0x230 of them in the file");
  EXPECT_ERROR(read_with_segment(1, p_offset, number(0x10000, 8)), malformed,
               "the segment at 0x401000: bytes [0x10000, 0x10080) are past");
}

TEST(ElfImageMalformed, SegmentsThatShareTheFile) {
  ElfImageSpec spec = sample_elf_without_sections();
  for (std::uint64_t i = 0; i < 10; ++i)
    spec.loads.push_back({.address = 0x500000 + i * 0x1000,
                          .bytes = "x",
                          .memory_size = 0x1000});
  std::string bytes = build_elf_image(spec).bytes;
  for (std::size_t i = 3; i < spec.loads.size(); ++i) {
    bytes = patched(bytes, 64 + i * 56 + p_offset, number(0, 8));
    bytes = patched(bytes, 64 + i * 56 + p_filesz, number(0x400, 8));
  }
  EXPECT_ERROR(read_image(as_bytes(bytes)), malformed, "the segment at 0x50");
}

TEST(ElfImageMalformed, SectionHeaders) {
  EXPECT_ERROR(read_with_header(40, number(0x100000, 8)), malformed,
               "section headers: 14 of 64 bytes at 0x100000");
  EXPECT_ERROR(read_with_header(58, number(40, 2)), malformed,
               "section headers: 14 of 40 bytes");
  EXPECT_ERROR(read_with_header(60, number(0xfeff, 2)), malformed,
               "section headers: 65279 of 64 bytes");
}

TEST(ElfImageMalformed, SectionNames) {
  EXPECT_ERROR(read_with_section(1, sh_name, number(0x1000, 4)), malformed,
               "section 1: name offset 0x1000 is past the end");
  EXPECT_ERROR(read_with_section(13, sh_offset, number(0x100000, 8)), malformed,
               "section 13: bytes [0x100000, ");
}

TEST(ElfImageMalformed, SectionPlaces) {
  EXPECT_ERROR(read_with_section(4, sh_addr, number(0x403000, 8)), malformed,
               "section 4 (.text): 0x40 bytes at 0x403000 are outside");
  EXPECT_ERROR(read_with_section(4, sh_size, number(0x2001, 8)), malformed,
               "section 4 (.text): 0x2001 bytes at 0x401000 are outside");
  EXPECT_ERROR(read_with_section(4, sh_size, number(0x100, 8)), malformed,
               "section 4 (.text): 0x100 bytes at 0x401000 are in no segment");
  EXPECT_ERROR(read_with_section(5, sh_addr, number(0x401030, 8)), malformed,
               "section .plt: begins at 0x1030, inside of another one");
}

TEST(ElfImageMalformed, ManySectionsOfZeroTlsData) {
  ElfImageSpec spec = sample_elf();
  for (int i = 0; i < 16; ++i)
    spec.sections.push_back(spec.sections[7]);
  EXPECT_ERROR(read(spec), malformed, "there are 17 sections of zero TLS data");
}

TEST(ElfImageMalformed, Tls) {
  EXPECT_ERROR(read_with_segment(5, p_vaddr, number(0x403000, 8)), malformed,
               "TLS segment: 0x18 bytes at 0x403000");
  EXPECT_ERROR(read_with_segment(5, p_align, number(3, 8)), malformed,
               "TLS segment: 0x18 bytes at 0x402220 aligned to 0x3");
  EXPECT_ERROR(read_with_segment(5, p_memsz, number(1ull << 40, 8)), malformed,
               "TLS segment: 0x10000000000 bytes");
}

TEST(ElfImageMalformed, Dynamic) {
  EXPECT_ERROR(read_with_segment(3, p_filesz, number(0x1000, 8)), malformed,
               "dynamic section: the segment itself: 0x1000 bytes");
  EXPECT_ERROR(read_with(dynamic_value(0), number(100, 8)), malformed,
               "DT_NEEDED: name offset 0x64 is past the end");
  EXPECT_ERROR(read_with(dynamic_value(2), number(0x1000, 8)), malformed,
               "dynamic section: DT_STRTAB: 0x12 bytes at 0x1000");
  EXPECT_ERROR(read_with(dynamic_value(3), number(17, 8)), malformed,
               "the string table's last byte is 0x6f");
  EXPECT_ERROR(read_with(dynamic_value(9), number(0x1000, 8)), malformed,
               "relocations: 0x1000 bytes at 0x4000c0");
  EXPECT_ERROR(read_with(dynamic_value(13), number(1ull << 63, 8)), malformed,
               "DT_RELR: 0x8000000000000000 bytes");
  EXPECT_ERROR(read_with(dynamic_value(15), number(0x1000, 8)), malformed,
               "the array of initializers: 0x1000 bytes");
}

TEST(ElfImageMalformed, DynamicSymbols) {
  EXPECT_ERROR(read_with(at::hash + 4, number(0xffffffff, 4)), malformed,
               "dynamic section: 4294967295 symbols do not fit");
  EXPECT_ERROR(read_with(at::hash + 4, number(40, 4)), malformed,
               "dynamic section: DT_SYMTAB: 0x3c0 bytes");
  EXPECT_ERROR(read_with(at::dynsym + 24, number(18, 4)), malformed,
               "dynamic symbols: symbol 1: name offset 0x12");
}

TEST(ElfImageMalformed, Relocations) {
  EXPECT_ERROR(read_with(at::rela_dyn, number(0x403000, 8)), malformed,
               "dynamic relocation 0: type 8 at 0x403000");
  EXPECT_ERROR(read_with(at::rela_dyn, number(0x402ff9, 8)), malformed,
               "dynamic relocation 0: type 8 at 0x402ff9");
  EXPECT_ERROR(read_with(at::rela_dyn + 8, number(99, 4)), malformed,
               "dynamic relocation 0: type 99 at ");
  EXPECT_ERROR(read_with(at::rela_dyn + 12, number(0xffffffff, 4)), malformed,
               "dynamic section: 4294967296 symbols do not fit");
}

TEST(ElfImageMalformed, RelocationsWithoutSymbols) {
  ElfImageSpec spec = sample_elf();
  put(spec, dynamic_value(4), number(0, 8));
  EXPECT_ERROR(read(spec), malformed,
               "dynamic relocation 1: symbol 2, expected less than 0");
}

TEST(ElfImageMalformed, PackedRelocations) {
  EXPECT_ERROR(read_with(at::relr, number(0x402300, 8)), malformed,
               "DT_RELR: the field at 0x402300 is in no segment");
  EXPECT_ERROR(read_with(at::relr, number(3, 8)), malformed,
               "DT_RELR: the field at 0x0 is in no segment");
  EXPECT_ERROR(read_with(at::relr + 8, number(at::base + at::packed, 8)),
               malformed, "DT_RELR: 0x402210 follows 0x402218");
}

TEST(ElfImageMalformed, SymbolTable) {
  EXPECT_ERROR(read_with_section(10, sh_link, number(99, 4)), malformed,
               "section 10 (.symtab): names are in section 99");
  EXPECT_ERROR(read_with_section(10, sh_entsize, number(16, 8)), malformed,
               "entries have 16 bytes");
  EXPECT_ERROR(read_with_section(10, sh_size, number(1ull << 40, 8)), malformed,
               "section 10 (.symtab): bytes [");
  ElfImageSpec spec = sample_elf();
  spec.sections[9].bytes.replace(48, 4, number(0x1000, 4));
  EXPECT_ERROR(read(spec), malformed,
               "section 10 (.symtab): symbol 2: name offset 0x1000");
}

TEST(ElfImageMalformed, NamesManyTimesAsLongAsTheFile) {
  ElfImageSpec spec = sample_elf();
  std::string names = std::string(0x1000, 'n') + '\0';
  spec.sections[10].bytes = '\0' + names;
  spec.sections[9].bytes.clear();
  for (std::uint32_t i = 0; i < 60; ++i)
    spec.sections[9].bytes += elf_symbol(1 + i, 2, 4, at::base + 0x1000, 0);
  EXPECT_ERROR(read(spec), malformed,
               "symbols: the names together are more than four times");
}
