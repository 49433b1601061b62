// A payload's value as a stream, and back.
#include "formats/package/payload_stream.h"

#include "formats/core/byte_writer.h"
#include "formats/package/stream_bytes.h"
#include "tests/support/expected.h"
#include "tests/support/hex.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/package/packed_bases.h"

#include <algorithm>
#include <string_view>

namespace hotpatch {
namespace {

class PayloadStream : public testing::TestWithParam<ObjectFormat> {};

Expected<Payload> read(BytesView stream, const Payload &like,
                       const BaseMemory *base) {
  return read_stream(stream, like.base, like.base_name, base);
}

std::vector<std::byte> stream_of(const Payload &payload,
                                 const BaseMemory *base) {
  return write_stream(payload, base).value();
}

TEST_P(PayloadStream, GivesBackTheValue) {
  for (const Payload &payload :
       {small_payload(GetParam()), full_payload(GetParam())}) {
    const std::vector<std::byte> stream = stream_of(payload, nullptr);
    const Expected<Payload> back = read(stream, payload, nullptr);
    ASSERT_OK(back);
    EXPECT_EQ(*back, payload);
  }
}

TEST_P(PayloadStream, LeavesOutWhatTheBaseTells) {
  const BaseMemory base = made_up_base();
  const Payload payload = made_for(full_payload(GetParam()), base);
  const std::vector<std::byte> stream = stream_of(payload, &base);
  EXPECT_EQ(read(stream, payload, &base), payload);
  for (const PayloadFunction &function : payload.functions) {
    if (function.base_rva) {
      EXPECT_TRUE(std::ranges::search(stream, function.base_digest).empty());
    }
  }
  EXPECT_LT(stream.size() + 32, stream_of(payload, nullptr).size());
}

TEST_P(PayloadStream, KeepsWhatTheBaseTellsOtherwise) {
  const BaseMemory base = made_up_base();
  Payload payload = made_for(full_payload(GetParam()), base);
  payload.redirects.front().base_bytes.front() ^= std::byte{1};
  EXPECT_EQ(read(stream_of(payload, &base), payload, &base), payload);
}

TEST_P(PayloadStream, CannotBeReadWithoutItsBase) {
  const BaseMemory base = made_up_base();
  const Payload payload = made_for(small_payload(GetParam()), base);
  const std::vector<std::byte> stream = stream_of(payload, &base);
  EXPECT_ERROR(read(stream, payload, nullptr), mismatch, "base image");
  EXPECT_ERROR(
      read(stream, payload, &static_cast<const BaseMemory &>(BaseMemory{})),
      mismatch, "base image");
}

TEST_P(PayloadStream, RefusesEveryStreamThatIsCut) {
  const Payload payload = full_payload(GetParam());
  const std::vector<std::byte> stream = stream_of(payload, nullptr);
  for (std::size_t size = 0; size < stream.size(); ++size)
    EXPECT_FALSE(read(BytesView(stream).first(size), payload, nullptr)) << size;
}

// Whatever it becomes, the sanitizers see to it that it is read within bounds.
TEST_P(PayloadStream, SurvivesEveryChangedByte) {
  const BaseMemory base = made_up_base();
  const Payload payload = made_for(full_payload(GetParam()), base);
  std::vector<std::byte> stream = stream_of(payload, &base);
  for (std::byte &byte : stream)
    for (unsigned flip : {0x01U, 0x7fU, 0x80U, 0xffU}) {
      byte ^= static_cast<std::byte>(flip);
      if (Expected<Payload> back = read(stream, payload, &base))
        (void)write_payload(*back);
      byte ^= static_cast<std::byte>(flip);
    }
}

TEST_P(PayloadStream, MakesChangedBranchesLikeTheBases) {
  // je, call, and code that tells places apart, 40 bytes long in the base.
  const std::vector<std::byte> base_code = from_hex(
      "53 4889fb 4885ff 0f8420000000 8b4710 8b5714 01d0 e805060708 89d8 "
      "4801c3 4829d8 5b c3");
  BaseMemory base = made_up_base();
  std::ranges::copy(base_code, base.parts[0].bytes.begin() + 0x100);
  Payload payload = small_payload(GetParam());
  payload.fixups.clear();
  std::vector<std::byte> &code = payload.sections.front().bytes;
  code = base_code;
  code[9] = std::byte{0x2a};
  payload.sections.front().size = static_cast<std::uint32_t>(code.size());
  payload.functions.front().size = payload.sections.front().size;
  payload.functions.front().base_size =
      static_cast<std::uint32_t>(base_code.size());
  payload = made_for(payload, base);
  const std::vector<std::byte> stream = stream_of(payload, &base);
  EXPECT_FALSE(std::ranges::search(stream, base_code).empty());
  EXPECT_EQ(read(stream, payload, &base), payload);
}

TEST_P(PayloadStream, WritesDistanceTablesAsDifferences) {
  Payload payload = full_payload(GetParam());
  PayloadSection &section = payload.sections[1];
  ASSERT_EQ(section.kind, PayloadSectionKind::read_only);
  // From the table's place to the code's, 16 bytes apart from each other.
  const auto distance = static_cast<std::uint32_t>(payload_page - section.rva);
  for (std::uint32_t i = 0; i < 4; ++i)
    put_at(section.bytes, i * 4, distance + i * 4);
  const std::vector<std::byte> stream = stream_of(payload, nullptr);
  EXPECT_FALSE(
      std::ranges::search(stream, from_hex("04000000 04000000 04000000"))
          .empty());
  EXPECT_EQ(read(stream, payload, nullptr), payload);
}

// A frame of a few kilobytes may hold 64 MiB of this.
TEST_P(PayloadStream, RefusesMoreFunctionsThanAnyPayloadHas) {
  const Payload payload = small_payload(GetParam());
  StreamWriter out;
  out.put_uint(0); // bits
  out.put_uint(1); // sequence
  out.put_uint(1 << 20);
  out.put_bytes(std::vector<std::byte>(4 << 20));
  const std::vector<std::byte> stream = std::move(out).take();
  EXPECT_ERROR(read(stream, payload, nullptr), malformed,
               "holds 1048576, expected at most 65536");
}

TEST_P(PayloadStream, RefusesToWriteMoreThanItReads) {
  Payload payload = small_payload(GetParam());
  payload.accepted.resize((1 << 16) + 1);
  EXPECT_ERROR(write_stream(payload, nullptr), unsupported,
               "65537 accepted risks");
}

INSTANTIATE_TEST_SUITE_P(Formats, PayloadStream,
                         testing::Values(ObjectFormat::coff, ObjectFormat::elf),
                         [](const auto &made) {
                           return made.param == ObjectFormat::coff ? "Pe"
                                                                   : "Elf";
                         });

} // namespace
} // namespace hotpatch
