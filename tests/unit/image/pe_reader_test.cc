// What a PE image holds, as a value.
#include "formats/image/image.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/sample_images.h"

#include <algorithm>

using namespace hotpatch;
namespace at = sample_pe_at;

namespace {

class PeReader : public ::testing::Test {
protected:
  // The image lives as long as the test.
  const Image &read(const PeSpec &spec) {
    bytes_ = build_pe(spec);
    Expected<Image> image = read_image(as_bytes(bytes_));
    EXPECT_TRUE(image.has_value()) << image.error().message;
    image_ = image ? *std::move(image) : Image();
    return image_;
  }

private:
  std::string bytes_;
  Image image_;
};

std::vector<std::string> names_of(const std::vector<NamedPlace> &places) {
  std::vector<std::string> names;
  for (const NamedPlace &place : places)
    names.push_back(place.name);
  return names;
}

const NamedPlace *find_place(const Image &image, std::string_view name) {
  auto found = std::ranges::find(image.symbols.places, name, &NamedPlace::name);
  return found == image.symbols.places.end() ? nullptr : &*found;
}

} // namespace

TEST_F(PeReader, Header) {
  const Image &image = read(sample_pe());
  EXPECT_EQ(image.machine.isa, Isa::x86_64);
  EXPECT_EQ(image.machine.format, ObjectFormat::coff);
  EXPECT_TRUE(image.is_library);
  EXPECT_TRUE(image.is_relocatable);
  EXPECT_EQ(image.preferred_base, 0x180000000);
  EXPECT_EQ(image.entry_point, 0x1000u);
  EXPECT_EQ(image.identity.time_date_stamp, 0x5555u);
  EXPECT_EQ(image.identity.checksum, 0x77777u);
  EXPECT_EQ(image.identity.size_of_image, 0x4000u);
  EXPECT_EQ(image.identity.machine, 0x8664u);
}

TEST_F(PeReader, ProgramThatCannotBeMoved) {
  PeSpec spec = sample_pe();
  spec.flags = 0x23; // IMAGE_FILE_RELOCS_STRIPPED, no DLL
  const Image &image = read(spec);
  EXPECT_FALSE(image.is_library);
  EXPECT_FALSE(image.is_relocatable);
}

TEST_F(PeReader, Sections) {
  const Image &image = read(sample_pe());
  ASSERT_EQ(image.sections.size(), 3u);
  EXPECT_EQ(image.sections[0].name, ".text");
  EXPECT_TRUE(image.sections[0].is_code);
  EXPECT_FALSE(image.sections[0].is_writable);
  EXPECT_EQ(image.sections[2].name, ".data");
  EXPECT_EQ(image.sections[2].rva, 0x3000u);
  EXPECT_EQ(image.sections[2].size, 0x800u);
  EXPECT_EQ(image.sections[2].bytes.size(), 0x20u);
  EXPECT_TRUE(image.sections[2].is_writable);
}

TEST_F(PeReader, FileAlignmentIsNoPartOfASection) {
  PeSpec spec = sample_pe();
  spec.sections[2].memory_size = 0x10;
  EXPECT_EQ(read(spec).sections[2].bytes.size(), 0x10u);
}

TEST_F(PeReader, EmptySectionsAreLeftOut) {
  PeSpec spec = sample_pe();
  spec.sections.push_back({.name = ".none", .rva = 0x4000});
  EXPECT_EQ(read(spec).sections.size(), 3u);
}

TEST_F(PeReader, LongSectionName) {
  PeSpec spec = sample_pe_with_symbols();
  spec.sections[2].name = "/4";
  EXPECT_EQ(read(spec).sections[2].name, "a_long_global");
}

TEST_F(PeReader, Imports) {
  const Image &image = read(sample_pe());
  const Slot *by_name = image.slot_at(at::iat);
  ASSERT_TRUE(by_name);
  EXPECT_EQ(by_name->kind, SlotKind::import);
  EXPECT_EQ(by_name->module, "libc.dll");
  EXPECT_EQ(by_name->name, "puts");
  const Slot *by_ordinal = image.slot_at(at::iat + 8);
  ASSERT_TRUE(by_ordinal);
  EXPECT_EQ(by_ordinal->name, "");
  EXPECT_EQ(by_ordinal->ordinal, 7);
  EXPECT_EQ(image.slot_at(at::iat + 16), nullptr);
  EXPECT_EQ(image.needed,
            (std::vector<std::string_view>{"libc.dll", "late.dll"}));
}

TEST_F(PeReader, ImportsWithoutLookupTable) {
  PeSpec spec = sample_pe();
  put(spec, at::imports, number(0, 4));
  ASSERT_TRUE(read(spec).slot_at(at::iat));
}

TEST_F(PeReader, DelayImports) {
  const Image &image = read(sample_pe());
  const Slot *slot = image.slot_at(at::delay_iat);
  ASSERT_TRUE(slot);
  EXPECT_EQ(slot->module, "late.dll");
  EXPECT_EQ(slot->name, "late");
}

TEST_F(PeReader, Thunk) {
  const Image &image = read(sample_pe());
  ASSERT_EQ(image.thunks.size(), 1u);
  EXPECT_EQ(image.thunks[0].rva, 0x1040u);
  EXPECT_EQ(image.thunks[0].size, 6u);
  EXPECT_EQ(image.thunks[0].slot, at::iat);
}

TEST_F(PeReader, Exports) {
  const Image &image = read(sample_pe());
  ASSERT_EQ(image.exports.size(), 3u);
  EXPECT_EQ(image.exports[0].name, ""); // by ordinal comes first
  EXPECT_EQ(image.exports[0].ordinal, 6u);
  EXPECT_EQ(image.exports[0].rva, 0x3000u);
  EXPECT_EQ(image.exports[1].name, "alpha");
  EXPECT_EQ(image.exports[1].ordinal, 5u);
  EXPECT_EQ(image.exports[1].rva, 0x1000u);
  EXPECT_EQ(image.exports[2].name, "beta");
  EXPECT_EQ(image.exports[2].rva, 0u);
  EXPECT_EQ(image.exports[2].forwarder, "OTHER.f");
}

TEST_F(PeReader, RelocationSites) {
  const Image &image = read(sample_pe());
  ASSERT_EQ(image.relocation_sites.size(), 2u);
  // What mingw's start-up code relocates.
  EXPECT_EQ(image.relocation_sites[0].rva, 0x1008u);
  EXPECT_EQ(image.relocation_sites[0].width, 4u);
  EXPECT_EQ(image.relocation_sites[1].rva, 0x3010u);
  EXPECT_EQ(image.relocation_sites[1].width, 8u);
}

TEST_F(PeReader, PseudoRelocationsMustNameASlot) {
  PeSpec spec = sample_pe();
  put(spec, at::pseudo + 12, number(at::iat + 4, 4));
  EXPECT_EQ(read(spec).relocation_sites.size(), 1u);
}

TEST_F(PeReader, UnwindRangesLeadToThePrimary) {
  const Image &image = read(sample_pe());
  ASSERT_EQ(image.unwind.size(), 3u);
  for (const UnwindRange &range : image.unwind)
    EXPECT_EQ(range.info, at::unwind_info);
  EXPECT_EQ(image.unwind[1].begin, 0x1020u);
  EXPECT_EQ(image.unwind[1].end, 0x1030u);
}

TEST_F(PeReader, EmptyUnwindRecordsAreLeftOut) {
  PeSpec spec = sample_pe();
  put(spec, at::unwind + 28, number(0x1030, 4));
  EXPECT_EQ(read(spec).unwind.size(), 2u);
}

TEST_F(PeReader, Pdb) {
  const Image &image = read(sample_pe());
  EXPECT_EQ(as_text(image.identity.pdb_guid), "0123456789abcdef");
  EXPECT_EQ(image.identity.pdb_age, 3u);
  EXPECT_EQ(image.pdb_path, "a.pdb");
}

TEST_F(PeReader, Tls) {
  const Image &image = read(sample_pe());
  EXPECT_EQ(image.tls_begin, at::tls_template);
  EXPECT_EQ(image.tls_size, 24u); // 8 bytes and 16 zeros
  EXPECT_EQ(image.tls_block_size, 24u);
  EXPECT_EQ(image.tls_index, 0x3008u);
  EXPECT_EQ(image.initializers, std::vector<Rva>{0x1010});
}

TEST_F(PeReader, InitializersOfCrtSection) {
  PeSpec spec = sample_pe();
  spec.sections[2].name = ".CRT";
  put(spec, 0x3008, number(spec.base + 0x1020, 8));
  EXPECT_EQ(read(spec).initializers, (std::vector<Rva>{0x1010, 0x1020}));
}

TEST_F(PeReader, InitializersOfGcc) {
  PeSpec spec = sample_pe_with_symbols();
  spec.strings = "__CTOR_LIST__";
  spec.strings += '\0';
  put(spec, 0x3008, number(~0ull, 8) + number(spec.base + 0x1030, 8));
  EXPECT_EQ(read(spec).initializers, (std::vector<Rva>{0x1010, 0x1030}));
}

TEST_F(PeReader, GuardNeedsFlagAndInstrumentation) {
  PeSpec spec = sample_pe();
  EXPECT_TRUE(read(spec).has_guard_cf);
  spec.dll_flags = 0;
  EXPECT_FALSE(read(spec).has_guard_cf);
  spec.dll_flags = 0x4000;
  put(spec, at::load_config, number(0x90, 4)); // without GuardFlags
  EXPECT_FALSE(read(spec).has_guard_cf);
  spec.directories[10] = {};
  EXPECT_FALSE(read(spec).has_guard_cf);
}

TEST_F(PeReader, ExportsAreSymbols) {
  const Image &image = read(sample_pe());
  EXPECT_EQ(image.symbols.source, "dynamic");
  EXPECT_EQ(names_of(image.symbols.places), std::vector<std::string>{"alpha"});
}

TEST_F(PeReader, SymbolTable) {
  const Image &image = read(sample_pe_with_symbols());
  EXPECT_EQ(image.symbols.source, "coff");
  EXPECT_EQ(image.symbols.objects,
            (std::vector<std::string>{"one.c", "two.c"}));
  EXPECT_EQ(names_of(image.symbols.places),
            (std::vector<std::string>{"alpha", "local", "label", "nobody",
                                      "a_long_global"}));
  const NamedPlace *local = find_place(image, "local");
  EXPECT_EQ(*local, (NamedPlace{.name = "local",
                                .rva = 0x1010,
                                .kind = PlaceKind::function,
                                .is_local = true,
                                .object = 0}));
  EXPECT_EQ(find_place(image, "alpha")->object, 0u);
  EXPECT_EQ(find_place(image, "label")->object, 1u);
  EXPECT_EQ(find_place(image, "label")->kind, PlaceKind::unknown);
  // A second `.text` without a `.file` is another object's.
  EXPECT_EQ(find_place(image, "nobody")->object, no_object);
  const NamedPlace *global = find_place(image, "a_long_global");
  EXPECT_EQ(global->object, no_object);
  EXPECT_EQ(global->rva, 0x3008u);
  EXPECT_EQ(global->kind, PlaceKind::data);
  EXPECT_FALSE(global->is_local);
}

TEST_F(PeReader, Contributions) {
  const Image &image = read(sample_pe_with_symbols());
  EXPECT_EQ(image.symbols.contributions,
            (std::vector<Contribution>{
                {0x1000, 0x30, 0}, {0x1030, 0x10, 1}, {0x1040, 8, no_object}}));
}

TEST_F(PeReader, FileOfSymbolsOnly) {
  PeSpec spec = sample_pe_with_symbols();
  for (PeSectionSpec &section : spec.sections) {
    section.memory_size = static_cast<std::uint32_t>(section.bytes.size());
    section.bytes.clear();
  }
  const Image &image = read(spec);
  EXPECT_EQ(image.identity.code_digest, Sha256());
  EXPECT_EQ(names_of(image.symbols.places).size(), 5u);
  EXPECT_TRUE(image.slots.empty());
}

TEST_F(PeReader, CodeDigestDependsOnCodeAlone) {
  PeSpec spec = sample_pe();
  Sha256 digest = read(spec).identity.code_digest;
  put(spec, 0x3000, "data");
  EXPECT_EQ(read(spec).identity.code_digest, digest);
  put(spec, 0x1080, "code");
  EXPECT_NE(read(spec).identity.code_digest, digest);
}
