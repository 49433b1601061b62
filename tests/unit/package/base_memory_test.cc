// What packages are compressed against.
#include "formats/package/base_memory.h"

#include "tests/support/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::Field;

class BaseMemoryTest : public testing::Test {
protected:
  std::vector<std::byte> code = from_hex("000102030405060708090a0b0c0d0e0f");
  std::vector<std::byte> constants = from_hex("101112131415161718191a1b");
  Image image;

  void SetUp() override {
    image.constant_parts = {{.rva = 0x1000, .bytes = code, .is_code = true},
                            {.rva = 0x2000, .bytes = constants}};
  }
};

TEST_F(BaseMemoryTest, ZeroesWhatALoaderChanges) {
  image.relocation_sites = {{.rva = 0x1008, .width = 4}};
  image.slots = {{.rva = 0x2004}};
  const BaseMemory memory = base_memory(image);
  EXPECT_THAT(memory.parts,
              ElementsAre(Field(&BaseMemory::Part::bytes,
                                from_hex("0001020304050607000000000c0d0e0f")),
                          Field(&BaseMemory::Part::bytes,
                                from_hex("101112130000000000000000"))));
}

TEST_F(BaseMemoryTest, ZeroesOnlyWhatIsThere) {
  image.relocation_sites = {{.rva = 0x10, .width = 8},
                            {.rva = 0x100c, .width = 8}};
  image.slots = {{.rva = 0x3000}};
  EXPECT_EQ(base_memory(image).parts[0].bytes,
            from_hex("000102030405060708090a0b00000000"));
}

TEST_F(BaseMemoryTest, GivesBytesOfOnePart) {
  const BaseMemory memory = base_memory(image);
  const auto bytes = memory.bytes_at(0x2008, 4);
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(equal_bytes(*bytes, from_hex("18191a1b")));
  EXPECT_FALSE(memory.bytes_at(0x2008, 5));
  EXPECT_FALSE(memory.bytes_at(0xfff, 2));
  EXPECT_FALSE(memory.bytes_at(0x3000, 1));
}

TEST_F(BaseMemoryTest, ChecksBytesAndPlaces) {
  const std::uint64_t check = base_memory(image).check();
  EXPECT_EQ(base_memory(image).check(), check);
  constants[3] ^= std::byte{1};
  EXPECT_NE(base_memory(image).check(), check);
  constants[3] ^= std::byte{1};
  image.constant_parts[1].rva = 0x3000;
  EXPECT_NE(base_memory(image).check(), check);
}

} // namespace
} // namespace hotpatch
