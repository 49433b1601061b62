// Payloads as sections of a package.
#include "formats/package/packed_payload.h"

#include "tests/support/expected.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/package/packed_bases.h"

namespace hotpatch {
namespace {

struct Packed {
  std::vector<std::byte> file;
  Expected<PackedPayload> result;
};

Packed pack(const Payload &payload, const BaseMemory *base) {
  std::vector<std::byte> file = write_payload(payload).value();
  Expected<PackedPayload> result = pack_payload(payload, file, base);
  return {std::move(file), std::move(result)};
}

TEST(PackedPayload, GivesBackTheFile) {
  const BaseMemory base = made_up_base();
  for (ObjectFormat format : {ObjectFormat::coff, ObjectFormat::elf}) {
    const Payload payload = made_for(full_payload(format), base);
    for (const BaseMemory *used :
         {&base, static_cast<const BaseMemory *>(nullptr)}) {
      const auto [file, packed] = pack(payload, used);
      ASSERT_OK(packed);
      EXPECT_EQ(packed->image.name, payload.base_name);
      EXPECT_EQ(packed->image.base, payload.base);
      EXPECT_EQ(packed->image.payload_bytes, file.size());
      EXPECT_EQ(packed->image.stored_bytes, packed->stored.size());
      EXPECT_EQ(packed->image.base_check.has_value(), used != nullptr);
      EXPECT_EQ(unpack_payload(packed->image, packed->stored, used), file);
    }
  }
}

TEST(PackedPayload, IsTheSmallerOfWithAndWithoutTheBase) {
  const BaseMemory base = made_up_base();
  const Payload payload = made_for(small_payload(ObjectFormat::elf), base);
  const auto with = pack(payload, &base).result;
  const auto without = pack(payload, nullptr).result;
  ASSERT_OK(with);
  ASSERT_OK(without);
  EXPECT_LT(with->stored.size() + 32, without->stored.size());
  // A base that tells nothing is not needed.
  Payload strange = payload;
  strange.functions.front().base_rva = 0x1500;
  strange.redirects.front().base_entry = 0x1500;
  strange.redirects.front().patch_begin = 0x14fb;
  const auto alone = pack(strange, &base).result;
  ASSERT_OK(alone);
  EXPECT_LE(alone->stored.size(), pack(strange, nullptr).result->stored.size());
}

TEST(PackedPayload, NeedsTheBaseThatItWasMadeWith) {
  const BaseMemory base = made_up_base();
  const auto packed =
      pack(made_for(small_payload(ObjectFormat::elf), base), &base).result;
  ASSERT_OK(packed);
  EXPECT_ERROR(unpack_payload(packed->image, packed->stored, nullptr), mismatch,
               "can only be unpacked with it");
  BaseMemory other = base;
  other.parts[1].bytes[5] ^= std::byte{1};
  EXPECT_ERROR(unpack_payload(packed->image, packed->stored, &other), mismatch,
               "constant bytes");
}

TEST(PackedPayload, RefusesWhatBecomesAnotherPayload) {
  auto packed = pack(small_payload(ObjectFormat::coff), nullptr).result;
  ASSERT_OK(packed);
  packed->image.payload_digest[0] ^= std::byte{1};
  EXPECT_ERROR(unpack_payload(packed->image, packed->stored, nullptr),
               malformed, "not the one that the package describes");
}

TEST(PackedPayload, RefusesAStreamThatIsTooLargeBeforeItAllocates) {
  auto packed = pack(small_payload(ObjectFormat::coff), nullptr).result;
  ASSERT_OK(packed);
  packed->image.stream_bytes = std::uint64_t{1} << 40;
  EXPECT_ERROR(unpack_payload(packed->image, packed->stored, nullptr),
               malformed, "expected at most 64 MiB");
}

} // namespace
} // namespace hotpatch
