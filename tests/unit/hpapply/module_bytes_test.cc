// Images from memory.
#include "hpapply/module_bytes.h"

#include "hpapply/exports.h"
#include "hpapply/images.h"
#include "tests/support/expected.h"
#include "tests/unit/hpapply/made_up_target.h"

namespace hotpatch {
namespace {

Expected<std::vector<std::byte>> bytes_of(FakeProcess &process, Address base) {
  return module_bytes(
      [&](Address address, std::span<std::byte> bytes) {
        return process.read(address, bytes);
      },
      base);
}

TEST(ModuleBytes, AreTheFilesWhereMemoryHasThem) {
  const std::vector<std::byte> library = made_up_library();
  FakeProcess process = made_up_process(library);
  const auto bytes = bytes_of(process, made_up_base_at);
  ASSERT_OK(bytes);
  EXPECT_EQ(*bytes, library);
  EXPECT_EQ(read_image(*bytes).value().identity,
            read_image(library).value().identity);
}

class DamagedModule : public ::testing::Test {
protected:
  std::vector<std::byte> library_ = made_up_library();

  template <typename T> void put(std::size_t at, T value) {
    std::memcpy(&library_[at], &value, sizeof value);
  }
  Expected<std::vector<std::byte>> read() {
    FakeProcess process = made_up_process(library_);
    return bytes_of(process, made_up_base_at);
  }
  static constexpr std::size_t first_segment = sizeof(Elf64_Ehdr);
};

TEST_F(DamagedModule, NoImage) {
  put(0, 'M');
  EXPECT_ERROR(read(), malformed, "no ELF64 image for x86-64");
}

TEST_F(DamagedModule, OfAnotherMachine) {
  put(offsetof(Elf64_Ehdr, e_machine), std::uint16_t{EM_AARCH64});
  EXPECT_ERROR(read(), malformed, "no ELF64 image for x86-64");
}

TEST_F(DamagedModule, TooManySegments) {
  put(offsetof(Elf64_Ehdr, e_phnum), std::uint16_t{65});
  EXPECT_ERROR(read(), malformed, "65 program headers, expected 1 to 64");
}

TEST_F(DamagedModule, HeadersElsewhere) {
  put(offsetof(Elf64_Ehdr, e_phoff), std::uint64_t{0x2000});
  EXPECT_ERROR(read(), malformed, "in the first page");
}

TEST_F(DamagedModule, ASegmentThatIsTooLarge) {
  put(first_segment + offsetof(Elf64_Phdr, p_filesz), std::uint64_t{1} << 31);
  EXPECT_ERROR(read(), malformed, "a segment of 2 GiB or more");
  library_ = made_up_library();
  put(first_segment + offsetof(Elf64_Phdr, p_vaddr), UINT64_MAX);
  EXPECT_ERROR(read(), malformed, "a segment of 2 GiB or more");
}

TEST_F(DamagedModule, ASegmentThatIsNotThere) {
  put(first_segment + sizeof(Elf64_Phdr) + offsetof(Elf64_Phdr, p_vaddr),
      std::uint64_t{0x100000});
  EXPECT_ERROR(read(), io, "nothing is mapped there");
}

TEST(Exports, ThatNoModuleHas) {
  FakeProcess process = made_up_process(made_up_library());
  Exports exports(process);
  const auto found = exports.find("no_such_function");
  ASSERT_OK(found);
  EXPECT_FALSE(found->has_value());
}

} // namespace
} // namespace hotpatch
