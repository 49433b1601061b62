// Images that are refused, each with what to give instead.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/sample_images.h"

using namespace hotpatch;
using namespace std::string_literals;

namespace {

Expected<Image> read(const PeSpec &spec) {
  std::string bytes = build_pe(spec);
  return read_image(as_bytes(bytes)); // only its Error is looked at
}

Expected<Image> read(const ElfImageSpec &spec) {
  std::string bytes = build_elf_image(spec).bytes;
  return read_image(as_bytes(bytes));
}

Expected<Image> read_elf_with(std::size_t offset, const std::string &value) {
  std::string bytes =
      patched(build_elf_image(sample_elf()).bytes, offset, value);
  return read_image(as_bytes(bytes));
}

#define EXPECT_REFUSED(result, text, hint_text)                                \
  do {                                                                         \
    EXPECT_ERROR(result, unsupported, text);                                   \
    EXPECT_THAT((result).error().hint, ::testing::HasSubstr(hint_text));       \
  } while (false)

} // namespace

TEST(UnreadImage, Pe32) {
  PeSpec spec = sample_pe();
  spec.machine = 0x14c;
  spec.magic = 0x10b;
  EXPECT_REFUSED(read(spec), "is a 32-bit image", "64-bit build");
}

TEST(UnreadImage, Elf32) {
  EXPECT_REFUSED(read_elf_with(4, "\x01"), "is a 32-bit image", "64-bit build");
}

TEST(UnreadImage, OtherMachine) {
  PeSpec pe = sample_pe();
  pe.machine = 0xaa64;
  EXPECT_REFUSED(read(pe), "is for machine 0xaa64", "x86-64");
  EXPECT_REFUSED(read_elf_with(18, number(183, 2)), "is for machine 0xb7",
                 "x86-64");
  EXPECT_REFUSED(read_elf_with(5, "\x02"), "is for machine 0x3e00", "x86-64");
}

TEST(UnreadImage, HybridImage) {
  PeSpec spec = sample_pe();
  put(spec, sample_pe_at::load_config + 0xc8, number(1, 8));
  EXPECT_REFUSED(read(spec), "ARM64EC", "x86-64");
}

TEST(UnreadImage, RelocatableObject) {
  EXPECT_REFUSED(read_elf_with(16, number(1, 2)), "is a relocatable object",
                 "linked");
  for (const std::string &bytes :
       {number(0x8664, 2) + std::string(30, '\0'), "!<arch>\n"s,
        "\0\0\xff\xff"s, "BC\xc0\xde"s})
    EXPECT_REFUSED(read_image(as_bytes(bytes)), "is a relocatable object",
                   "linked");
}

TEST(UnreadImage, CoreDump) {
  EXPECT_REFUSED(read_elf_with(16, number(4, 2)), "is an ELF file of type 4",
                 "core dump");
}

TEST(UnreadImage, ManagedImage) {
  PeSpec spec = sample_pe();
  spec.directories[14] = {0x2000, 72};
  EXPECT_REFUSED(read(spec), "is a managed (.NET) image", "managed");
}

TEST(UnreadImage, TwoGibibytes) {
  PeSpec pe = sample_pe();
  pe.size_of_image = 0x80000000;
  EXPECT_REFUSED(read(pe), "takes 0x80000000 bytes in memory", "2 GiB");
  ElfImageSpec elf = sample_elf();
  elf.loads[2].memory_size = 0x7fffe000;
  EXPECT_REFUSED(read(elf), "takes 0x80000000 bytes in memory", "2 GiB");
}

TEST(UnreadImage, WritableCode) {
  PeSpec pe = sample_pe();
  pe.sections[0].flags |= 0x80000000;
  EXPECT_REFUSED(read(pe), "section .text: code is writable", "packing");
  ElfImageSpec elf = sample_elf();
  elf.loads[1].flags = 7;
  EXPECT_REFUSED(read(elf), "segment at 0x1000: code is writable", "packing");
}

TEST(UnreadImage, CodeThatIsNotInTheFile) {
  PeSpec pe = sample_pe();
  pe.sections[0].bytes.clear();
  pe.sections[0].memory_size = 0x1000;
  EXPECT_REFUSED(read(pe), "code has 0x0 bytes in the file and 0x1000",
                 "packing");
}

TEST(UnreadImage, CodeThatIsMostlyNotInTheFile) {
  ElfImageSpec spec = sample_elf();
  spec.loads[1].memory_size = 0x8000;
  spec.loads[2].address += 0x10000;
  spec.segments.clear();
  spec.sections.clear();
  EXPECT_REFUSED(read(spec), "code has 0x80 bytes in the file and 0x8000",
                 "packing");
}

TEST(UnreadImage, SomethingElse) {
  for (const std::string &bytes : {""s, "M"s, "hello"s, "\x7f"s})
    EXPECT_ERROR(read_image(as_bytes(bytes)), malformed,
                 "is neither a PE nor an ELF image");
}
