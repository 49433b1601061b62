// What an ELF image holds, as a value.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/sample_images.h"

#include <algorithm>

using namespace hotpatch;
namespace at = sample_elf_at;

namespace {

class ElfImage : public ::testing::Test {
protected:
  // The image lives as long as the test.
  const Image &read(const ElfImageSpec &spec) {
    bytes_ = build_elf_image(spec).bytes;
    Expected<Image> image = read_image(as_bytes(bytes_));
    EXPECT_TRUE(image.has_value()) << image.error().message;
    image_ = image ? *std::move(image) : Image();
    return image_;
  }

private:
  std::string bytes_;
  Image image_;
};

void expect_slot(const Image &image, Rva rva, SlotKind kind,
                 std::string_view name, std::int64_t target) {
  const Slot *slot = image.slot_at(rva);
  ASSERT_TRUE(slot) << rva;
  EXPECT_EQ(slot->kind, kind) << rva;
  EXPECT_EQ(slot->name, name) << rva;
  EXPECT_EQ(slot->target, target) << rva;
}

} // namespace

TEST_F(ElfImage, Header) {
  const Image &image = read(sample_elf());
  EXPECT_EQ(image.machine.isa, Isa::x86_64);
  EXPECT_TRUE(image.is_library);
  EXPECT_TRUE(image.is_relocatable);
  EXPECT_EQ(image.preferred_base, at::base);
  EXPECT_EQ(image.entry_point, 0x1000u);
  EXPECT_EQ(image.identity.size_of_image, 0x3000u);
  EXPECT_EQ(image.identity.machine, 62u);
  EXPECT_EQ(as_text(image.identity.build_id), "0123456789abcdefghij");
}

TEST_F(ElfImage, TheBaseIsThePageOfTheFirstSegment) {
  ElfImageSpec spec{
      .loads = {{.address = 0x7123, .flags = 5, .bytes = "code"}}};
  const Image &image = read(spec);
  EXPECT_EQ(image.preferred_base, 0x7000u);
  EXPECT_EQ(image.sections[0].rva, 0x123u);
  EXPECT_EQ(image.entry_point, 0u);
}

TEST_F(ElfImage, ProgramThatCannotBeMoved) {
  ElfImageSpec spec = sample_elf();
  spec.type = 2;
  const Image &image = read(spec);
  EXPECT_FALSE(image.is_library);
  EXPECT_FALSE(image.is_relocatable);
}

TEST_F(ElfImage, ProgramThatCanBeMoved) {
  ElfImageSpec spec = sample_elf();
  put(spec, at::dynamic + 16, elf_dynamic(0x6ffffffb, 0x08000000));
  EXPECT_FALSE(read(spec).is_library);
  spec = sample_elf();
  spec.segments.push_back({.type = 3, .address = at::base, .size = 1});
  EXPECT_TRUE(read(spec).is_library); // as libc.so.6 has a loader and a name
  put(spec, at::dynamic + 16, elf_dynamic(0x1234, 0));
  EXPECT_FALSE(read(spec).is_library);
}

TEST_F(ElfImage, Sections) {
  const Image &image = read(sample_elf());
  ASSERT_EQ(image.sections.size(), 9u); // loaded ones only
  const ImageSection *text = image.section_at(0x1000);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->name, ".text");
  EXPECT_TRUE(text->is_code);
  const ImageSection *bss = image.section_at(0x2300);
  ASSERT_TRUE(bss);
  EXPECT_EQ(bss->name, ".bss");
  EXPECT_TRUE(bss->is_writable);
  EXPECT_TRUE(bss->bytes.empty());
}

TEST_F(ElfImage, ZeroTlsDataTakesNoPlace) {
  ElfImageSpec spec = sample_elf();
  spec.sections[7].address = at::base + 0x2230; // .tbss, where .bss is
  const Image &image = read(spec);
  EXPECT_EQ(image.section_at(0x2230)->name, ".bss");
  EXPECT_EQ(std::ranges::count(image.sections, true, &ImageSection::is_tls), 2);
}

TEST_F(ElfImage, ZeroTlsDataMayBeginWhereTheImageEnds) {
  ElfImageSpec spec = sample_elf();
  spec.sections[7].address =
      at::base + read(sample_elf()).identity.size_of_image;
  EXPECT_EQ(
      std::ranges::count(read(spec).sections, true, &ImageSection::is_tls), 2);
}

TEST_F(ElfImage, WithoutSectionHeaders) {
  const Image &image = read(sample_elf_without_sections());
  ASSERT_EQ(image.sections.size(), 3u);
  EXPECT_EQ(image.sections[1].name, "");
  EXPECT_TRUE(image.sections[1].is_code);
  EXPECT_EQ(image.sections[2].size, 0x400u);
  EXPECT_EQ(image.sections[2].bytes.size(), 0x230u);
  const Image whole = image;
  const Image &named = read(sample_elf());
  EXPECT_EQ(whole.identity, named.identity);
  EXPECT_EQ(whole.slots.size(), named.slots.size());
  EXPECT_EQ(whole.thunks.size(), named.thunks.size());
  EXPECT_EQ(whole.unwind.size(), named.unwind.size());
  EXPECT_EQ(whole.exports.size(), named.exports.size());
  EXPECT_EQ(whole.symbols.source, "dynamic");
}

TEST_F(ElfImage, Slots) {
  const Image &image = read(sample_elf());
  expect_slot(image, at::got, SlotKind::relative, "", 0x1008);
  expect_slot(image, at::got + 8, SlotKind::symbol, "f", 0);
  expect_slot(image, at::got + 16, SlotKind::tls_offset, "t", 4);
  expect_slot(image, at::got + 24, SlotKind::indirect, "", 0x1018);
  expect_slot(image, at::got + 32, SlotKind::tls_module, "", 0);
  expect_slot(image, at::got + 48, SlotKind::tls_descriptor, "t", 0);
  expect_slot(image, at::init_array, SlotKind::symbol, "f", 4);
  expect_slot(image, at::plt_slot, SlotKind::import, "puts", 0);
  expect_slot(image, at::packed, SlotKind::relative, "", 0x1028);
  expect_slot(image, at::packed + 8, SlotKind::relative, "", 0x1030);
  EXPECT_EQ(image.slots.size(), 10u);
}

TEST_F(ElfImage, RelocationSitesAreWhatTheLoaderChanges) {
  const Image &image = read(sample_elf());
  ASSERT_EQ(image.relocation_sites.size(), 10u); // not that of COPY
  EXPECT_EQ(image.relocation_sites[5].rva, at::got + 48);
  EXPECT_EQ(image.relocation_sites[5].width, 16u);
}

TEST_F(ElfImage, TextRelocationIsASiteButNoSlot) {
  ElfImageSpec spec = sample_elf();
  put(spec, at::rela_dyn, elf_rela(at::base + 0x1010, 1, 2, -4));
  const Image &image = read(spec);
  EXPECT_EQ(image.slot_at(0x1010), nullptr);
  EXPECT_EQ(image.relocation_sites[0].rva, 0x1010u);
  EXPECT_EQ(image.relocation_sites[0].width, 4u);
}

TEST_F(ElfImage, SlotOfASectionSymbolIsRelative) {
  ElfImageSpec spec = sample_elf();
  put(spec, at::dynsym + 48, number(0, 4) + number(3, 1));
  expect_slot(read(spec), at::got + 8, SlotKind::relative, "", 0x1000);
}

TEST_F(ElfImage, StaticProgramFindsRelocationsBySection) {
  ElfImageSpec spec = sample_elf();
  spec.type = 2;
  spec.segments[0].type = 0; // no dynamic section
  put(spec, at::rela_plt, elf_rela(at::base + at::plt_slot, 0, 37, 0x401018));
  put(spec, at::init_array, number(0x401028, 8));
  spec.sections[5].size = 0x1f0; // .data
  spec.sections.push_back({.name = ".rela.plt",
                           .type = 4,
                           .flags = 2,
                           .address = at::base + at::rela_plt,
                           .size = 24});
  spec.sections.push_back({.name = ".init_array",
                           .type = 14,
                           .flags = 3,
                           .address = at::base + at::init_array,
                           .size = 8});
  const Image &image = read(spec);
  ASSERT_EQ(image.slots.size(), 1u);
  expect_slot(image, at::plt_slot, SlotKind::indirect, "", 0x1018);
  EXPECT_EQ(image.initializers, std::vector<Rva>{0x1028});
}

TEST_F(ElfImage, Thunk) {
  const Image &image = read(sample_elf());
  ASSERT_EQ(image.thunks.size(), 1u);
  EXPECT_EQ(image.thunks[0].rva, at::plt);
  EXPECT_EQ(image.thunks[0].size, 16u);
  EXPECT_EQ(image.thunks[0].slot, at::plt_slot);
}

TEST_F(ElfImage, ExportsOfTheDefaultVersion) {
  const Image &image = read(sample_elf());
  ASSERT_EQ(image.exports.size(), 1u); // not the hidden f, t or puts
  EXPECT_EQ(image.exports[0].name, "f");
  EXPECT_EQ(image.exports[0].rva, 0x1000u);
}

TEST_F(ElfImage, DynamicSymbolsAreCountedByEitherHash) {
  ElfImageSpec spec = sample_elf_without_sections();
  put(spec, at::hash + 4, number(0, 4));
  EXPECT_EQ(read(spec).symbols.places.size(), 3u);
  spec = sample_elf_without_sections();
  put(spec, at::gnu_hash, number(0, 4));
  EXPECT_EQ(read(spec).symbols.places.size(), 3u);
}

TEST_F(ElfImage, Initializers) {
  EXPECT_EQ(read(sample_elf()).initializers,
            (std::vector<Rva>{0x1004, 0x1020})); // f + 4, DT_INIT
}

TEST_F(ElfImage, Needed) {
  EXPECT_EQ(read(sample_elf()).needed,
            std::vector<std::string_view>{"libc.so"});
}

TEST_F(ElfImage, Tls) {
  const Image &image = read(sample_elf());
  EXPECT_EQ(image.tls_begin, at::tdata);
  EXPECT_EQ(image.tls_size, 0x18u);
  EXPECT_EQ(image.tls_block_size, 0x20u);
}

TEST_F(ElfImage, TlsBlockOfATemplateAtAnOddPlace) {
  ElfImageSpec spec = sample_elf();
  spec.segments[2].alignment = 64; // the template is at 0x20 modulo 64
  // As lld and glibc count: 0x18 and what brings it to 0x20 modulo 64.
  EXPECT_EQ(read(spec).tls_block_size, 0x20u);
}

TEST_F(ElfImage, UnwindRanges) {
  const Image &image = read(sample_elf());
  ASSERT_EQ(image.unwind.size(), 1u); // the empty one is left out
  EXPECT_EQ(image.unwind[0].begin, 0x1000u);
  EXPECT_EQ(image.unwind[0].end, 0x1010u);
  EXPECT_EQ(image.unwind[0].info, at::eh_frame + 20);
}

TEST_F(ElfImage, DebugLink) {
  const Image &image = read(sample_elf());
  EXPECT_EQ(image.debug_link, "x.debug");
  EXPECT_EQ(image.debug_link_crc, 0xabcdu);
}

TEST_F(ElfImage, SymbolTable) {
  const Image &image = read(sample_elf());
  EXPECT_EQ(image.symbols.source, "elf");
  EXPECT_EQ(image.symbols.objects, std::vector<std::string>{"one.c"});
  const std::vector<NamedPlace> expected = {
      {.name = "f", .rva = 0x1000, .size = 0x10, .kind = PlaceKind::function},
      {.name = "f", // its other version, of .dynsym alone
       .rva = 0x1010,
       .size = 0x10,
       .kind = PlaceKind::function},
      {.name = "local",
       .rva = 0x1010,
       .size = 8,
       .kind = PlaceKind::function,
       .is_local = true,
       .object = 0},
      {.name = "asm_", .rva = 0x1030, .is_local = true},
      {.name = "d_",
       .rva = 0x2210,
       .size = 8,
       .kind = PlaceKind::data,
       .is_local = true,
       .object = 0},
      {.name = "t", .rva = 0x2228, .size = 4, .kind = PlaceKind::tls}};
  EXPECT_EQ(image.symbols.places, expected);
}

TEST_F(ElfImage, SizeThatReachesOutOfTheImage) {
  ElfImageSpec spec = sample_elf_without_sections();
  put(spec, at::dynsym + 48 + 16, number(0x2001, 8));
  EXPECT_EQ(read(spec).symbols.places[0].size, 0u);
}

TEST_F(ElfImage, SeparateDebugFile) {
  ElfImageSpec spec = sample_elf();
  for (std::size_t i = 0; i < 9; ++i)
    if (spec.sections[i].name != ".note")
      spec.sections[i].type = 8;
  const Image whole = read(sample_elf());
  const Image &image = read(spec);
  EXPECT_EQ(image.identity.build_id, whole.identity.build_id);
  EXPECT_EQ(image.identity.size_of_image, whole.identity.size_of_image);
  EXPECT_EQ(image.identity.code_digest, Sha256());
  EXPECT_EQ(image.symbols.source, "elf");
  EXPECT_EQ(image.symbols.places.size(), 4u); // without .dynsym's
  EXPECT_TRUE(image.slots.empty());
  EXPECT_TRUE(image.sections[3].bytes.empty());
}

TEST_F(ElfImage, CodeDigestDependsOnCodeAlone) {
  ElfImageSpec spec = sample_elf();
  Sha256 digest = read(spec).identity.code_digest;
  put(spec, 0x2100, "data");
  EXPECT_EQ(read(spec).identity.code_digest, digest);
  put(spec, 0x1038, "code");
  EXPECT_NE(read(spec).identity.code_digest, digest);
}

TEST_F(ElfImage, CodeDigestIsAsDocumented) {
  ElfImageSpec spec{
      .loads = {
          {.address = 0x1000, .bytes = "data"},
          {.address = 0x2010, .flags = 5, .bytes = "code", .memory_size = 6}}};
  std::string input =
      number(0x1010, 4) + number(6, 4) + "code" + std::string(2, '\0');
  EXPECT_EQ(read(spec).identity.code_digest, sha256(as_bytes(input)));
}
