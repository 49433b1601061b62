// The memo against its oracle: whatever the code, Decoder must say of every
// instruction what Zydis alone says of it.
#include "formats/isa/decode_one.h"
#include "formats/isa/instruction.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

// The code of this very program: linked in from several compilers' objects,
// and larger than what fits into a test.
extern "C" {
extern void _start();
extern const std::byte etext;
}

namespace hotpatch {
namespace {

void expect_as_alone(Decoder &decoder, BytesView code, Isa isa) {
  const std::vector<Instruction> all = decoder.decode(code);
  std::size_t at = 0;
  for (const Instruction &found : all) {
    ASSERT_EQ(found.offset, at);
    Instruction alone = decode_one(code.subspan(at), isa).instruction;
    alone.offset = found.offset;
    ASSERT_EQ(found, alone) << "at offset " << at;
    at += found.length;
  }
  ASSERT_EQ(at, code.size());
}

BytesView own_code() {
  const std::byte *begin = reinterpret_cast<const std::byte *>(&_start);
  return {begin, &etext};
}

class DecoderProperty : public testing::TestWithParam<Isa> {};

TEST_P(DecoderProperty, RealCodeIsAsZydisSays) {
  Decoder decoder(GetParam());
  const BytesView code = own_code();
  ASSERT_GT(code.size(), 10'000U);
  expect_as_alone(decoder, code.first(std::min(code.size(), 1UL << 20)),
                  GetParam());
}

TEST_P(DecoderProperty, RandomBytesAreAsZydisSays) {
  std::mt19937_64 random(1); // NOLINT: the same bytes every time
  Decoder decoder(GetParam());
  std::vector<std::byte> bytes(1 << 18);
  for (std::byte &byte : bytes)
    byte = static_cast<std::byte>(random());
  expect_as_alone(decoder, bytes, GetParam());
}

// Bytes that make long instructions out of random ones: prefixes, escapes,
// ModRM with SIB, and VEX, EVEX and XOP.
TEST_P(DecoderProperty, StrangeEncodingsAreAsZydisSays) {
  constexpr std::array<unsigned, 32> strange = {
      0x66, 0x67, 0xF0, 0xF2, 0xF3, 0x2E, 0x3E, 0x64, 0x40, 0x48, 0x4F,
      0x0F, 0x38, 0x3A, 0xC4, 0xC5, 0x62, 0x8F, 0xE3, 0x79, 0xF1, 0x04,
      0x05, 0x44, 0x84, 0x85, 0xC7, 0x1E, 0x1F, 0x01, 0xE9, 0xF7};
  std::mt19937_64 random(2); // NOLINT: the same bytes every time
  Decoder decoder(GetParam());
  std::vector<std::byte> bytes(1 << 18);
  for (std::byte &byte : bytes) {
    const std::uint64_t choice = random();
    byte = static_cast<std::byte>(choice % 4 == 0 ? choice >> 8
                                                  : strange[choice >> 8 & 31]);
  }
  expect_as_alone(decoder, bytes, GetParam());
}

TEST_P(DecoderProperty, EveryTailIsAsZydisSays) {
  Decoder decoder(GetParam());
  const BytesView code = own_code().subspan(1000, 300);
  for (std::size_t size = 0; size <= code.size(); ++size) {
    // A copy of exactly this size lets ASan see a read past the end.
    const BytesView part = code.first(size);
    const std::vector<std::byte> copy(part.begin(), part.end());
    expect_as_alone(decoder, copy, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(, DecoderProperty,
                         testing::Values(Isa::x86_64, Isa::i386));

// What the memo rests on: bytes behind the deciding ones change field values
// and nothing else.
TEST_P(DecoderProperty, DecidingBytesDecide) {
  std::mt19937_64 random(3); // NOLINT: the same bytes every time
  for (unsigned round = 0; round < 50'000; ++round) {
    std::array<std::byte, 24> bytes;
    for (std::byte &byte : bytes)
      byte = static_cast<std::byte>(random());
    const DecodedOne one = decode_one(bytes, GetParam());
    for (std::size_t i = one.deciding_bytes; i < bytes.size(); ++i)
      bytes[i] = static_cast<std::byte>(random());
    Instruction other = decode_one(bytes, GetParam()).instruction;
    if (one.deciding_bytes == 0)
      continue;
    other.displacement = one.instruction.displacement;
    other.immediate = one.instruction.immediate;
    other.immediate2 = one.instruction.immediate2;
    ASSERT_EQ(other, one.instruction);
  }
}

} // namespace
} // namespace hotpatch
