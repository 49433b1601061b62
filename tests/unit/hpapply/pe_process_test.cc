// A process that runs PE images.
#include "hpapply/exports.h"
#include "hpapply/images.h"
#include "hpapply/module_bytes.h"
#include "hpapply/near_space.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/hpapply/loaded_pe.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using namespace std::string_literals;

Expected<std::vector<std::byte>> bytes_of(FakeProcess &process, Address base) {
  return module_bytes(
      [&](Address address, std::span<std::byte> bytes) {
        return process.read(address, bytes);
      },
      base);
}

// The sample as it is after a loader has moved it to loaded_at.
PeSpec moved_sample() {
  PeSpec spec = sample_pe();
  spec.base = loaded_at;
  const auto pointer = [&](std::uint32_t at, std::uint32_t target) {
    put(spec, at, number(loaded_at + target, 8));
  };
  pointer(sample_pe_at::tls, sample_pe_at::tls_template);
  pointer(sample_pe_at::tls + 8, sample_pe_at::tls_template + 8);
  pointer(sample_pe_at::tls + 16, 0x3008);
  pointer(sample_pe_at::tls + 24, sample_pe_at::callbacks);
  pointer(sample_pe_at::callbacks, 0x1010);
  pointer(sample_pe_at::iat, 0x123456); // resolved imports
  pointer(sample_pe_at::iat + 8, 0x123456);
  return spec;
}

TEST(PeModule, HasTheIdentityOfItsFile) {
  const std::string file = build_pe(sample_pe());
  FakeProcess process;
  load(process, build_pe(moved_sample()), moved_sample(), loaded_at, "a.dll");
  const auto bytes = bytes_of(process, loaded_at);
  ASSERT_OK(bytes);
  const auto in_memory = read_image(*bytes);
  ASSERT_OK(in_memory);
  const Image in_file = read_image(as_bytes(file)).value();
  EXPECT_EQ(in_memory->identity, in_file.identity);
  EXPECT_EQ(in_memory->initializers, in_file.initializers);
  EXPECT_EQ(in_memory->unwind.size(), in_file.unwind.size());
  EXPECT_EQ(in_memory->slots.size(), in_file.slots.size());
  EXPECT_EQ(in_memory->preferred_base, loaded_at);
}

TEST(PeModule, HasNoSymbolTable) {
  const PeSpec spec = sample_pe_with_symbols();
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  const auto bytes = bytes_of(process, spec.base);
  ASSERT_OK(bytes);
  const auto image = read_image(*bytes);
  ASSERT_OK(image);
  EXPECT_EQ(image->identity,
            read_image(as_bytes(build_pe(spec))).value().identity);
}

class DamagedPeModule : public ::testing::Test {
protected:
  PeSpec spec_ = sample_pe();
  std::string file_ = build_pe(spec_);

  Expected<std::vector<std::byte>> read_with(std::size_t at,
                                             const std::string &patch) {
    file_ = patched(file_, at, patch);
    FakeProcess process;
    load(process, file_, spec_, spec_.base, "a.dll");
    return bytes_of(process, spec_.base);
  }
};

TEST_F(DamagedPeModule, HeaderElsewhere) {
  EXPECT_ERROR(read_with(0x3c, number(0x1000, 4)), malformed,
               "the PE header is not in the first page");
}

TEST_F(DamagedPeModule, NoSignature) {
  EXPECT_ERROR(read_with(pe_header, "NE"), malformed, "no PE image");
}

TEST_F(DamagedPeModule, TooManySections) {
  EXPECT_ERROR(read_with(pe_header + 6, number(97, 2)), malformed,
               "at most 96 sections");
}

TEST_F(DamagedPeModule, SectionsThatTakeMoreThanTheFile) {
  // Two that have the same 0x2000 bytes there.
  for (const std::size_t section : {0U, 40U}) {
    const std::size_t at = pe_section_headers + section;
    file_ = patched(file_, at + 8, number(0x2000, 4));
    file_ = patched(file_, at + 16, number(0x2000, 4) + number(0x400, 4));
  }
  EXPECT_ERROR(read_with(0, "MZ"), malformed, "overlap in the file");
}

TEST_F(DamagedPeModule, ASectionThatIsNotThere) {
  EXPECT_ERROR(read_with(pe_section_headers + 12, number(0x700000, 4)), io,
               "nothing is mapped there");
}

class ExportsOfPe : public ::testing::Test {
protected:
  FakeProcess process_;

  void load_sample(Address base, const std::string &path,
                   const std::string &first = "alpha",
                   const std::string &forwarder = "OTHER.f") {
    PeSpec spec = sample_pe();
    spec.base = base;
    put(spec, 0x2178, first + "\0"s);
    put(spec, 0x2188, forwarder + "\0"s);
    // Pointers of the TLS directory.
    spec.directories[9] = {0, 0};
    load(process_, build_pe(spec), spec, base, path);
  }
  std::optional<Address> find(const PayloadImport &wanted) {
    Exports exports(process_);
    const auto found = exports.find(wanted);
    EXPECT_TRUE(found.has_value());
    if (!found || !*found)
      return std::nullopt;
    return (*found)->address;
  }
};

TEST_F(ExportsOfPe, AreOfTheModuleOfThatName) {
  load_sample(0x10000000, "C:\\a\\first.dll");
  load_sample(0x20000000, "C:\\b\\Second.DLL");
  EXPECT_EQ(find({.module = "second.dll", .name = "alpha"}), 0x20001000U);
  EXPECT_EQ(find({.name = "alpha"}), 0x10001000U);
  EXPECT_EQ(find({.module = "third.dll", .name = "alpha"}), std::nullopt);
}

// The base, which imports from libc.dll, must not get what was loaded before.
TEST_F(ExportsOfPe, WithoutANameAreOfTheBasesOwnModules) {
  load_sample(0x10000000, "base.exe");
  load_sample(0x20000000, "other.dll");
  load_sample(0x30000000, "libc.dll");
  Exports exports(process_);
  const auto found = exports.find_for(0x10000000, {.name = "alpha"});
  ASSERT_OK(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->address, 0x30001000U);
  const auto named =
      exports.find_for(0x10000000, {.module = "other.dll", .name = "alpha"});
  EXPECT_EQ(named.value().value().address, 0x20001000U);
  EXPECT_EQ(exports.find_for(0x10000000, {.name = "gamma"}).value(),
            std::nullopt);
}

TEST_F(ExportsOfPe, ByOrdinal) {
  load_sample(0x10000000, "first.dll");
  EXPECT_EQ(find({.module = "first.dll", .ordinal = 6}), 0x10003000U);
  EXPECT_EQ(find({.module = "first.dll", .ordinal = 9}), std::nullopt);
}

TEST_F(ExportsOfPe, AreLookedForWhereTheyAreForwardedTo) {
  load_sample(0x10000000, "first.dll");
  load_sample(0x20000000, "other.dll", "f");
  EXPECT_EQ(find({.module = "first.dll", .name = "beta"}), 0x20001000U);
}

TEST_F(ExportsOfPe, MayBeForwardedToAnOrdinal) {
  load_sample(0x10000000, "first.dll", "alpha", "OTHER.#6");
  load_sample(0x20000000, "other.dll");
  EXPECT_EQ(find({.module = "first.dll", .name = "beta"}), 0x20003000U);
}

TEST_F(ExportsOfPe, ForwardedToNowhere) {
  load_sample(0x10000000, "first.dll");
  EXPECT_EQ(find({.name = "beta"}), std::nullopt); // there is no OTHER
  load_sample(0x20000000, "other.dll", "g", "OTHER.beta");
  EXPECT_EQ(find({.module = "other.dll", .name = "beta"}),
            std::nullopt); // in a circle
  load_sample(0x30000000, "odd.dll", "g", "OTHER.#x");
  EXPECT_EQ(find({.module = "odd.dll", .name = "beta"}), std::nullopt);
}

TEST(NearSpaceForPe, BeginsWhereWindowsCanMap) {
  const std::vector<MemoryRegion> regions = {
      {.range = {0x180000000, 0x180005000}}};
  const auto place =
      find_near_space(regions, {0x180000000, 0x180005000}, 0x3000);
  ASSERT_TRUE(place);
  EXPECT_EQ(place->begin % 0x10000, 0U);
}

} // namespace
} // namespace hotpatch
