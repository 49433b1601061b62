// Every valid payload comes back from its bytes, and its bytes are the only
// ones that it comes from.
#include "tests/support/expected.h"
#include "tests/support/hex.h"
#include "tests/support/payload_builder.h"

#include "formats/payload/payload.h"

#include <numeric>

namespace hotpatch {
namespace {

class RoundTrip : public testing::TestWithParam<ObjectFormat> {};

void expect_round_trip(const Payload &payload) {
  const Expected<std::vector<std::byte>> bytes = write_payload(payload);
  ASSERT_OK(bytes);
  const Expected<Payload> again = read_payload(*bytes);
  ASSERT_OK(again);
  EXPECT_EQ(*again, payload);
  EXPECT_EQ(*write_payload(*again), *bytes);
}

TEST_P(RoundTrip, Small) { expect_round_trip(small_payload(GetParam())); }

TEST_P(RoundTrip, Full) { expect_round_trip(full_payload(GetParam())); }

TEST_P(RoundTrip, NothingInIt) {
  Payload payload = small_payload(GetParam());
  payload.sections = {};
  payload.functions = {};
  payload.redirects = {};
  payload.fixups = {};
  payload.unwind = {};
  expect_round_trip(payload);
}

// Zero data only, zero data behind bytes that end with zero, and none.
TEST_P(RoundTrip, ZeroData) {
  Payload payload = full_payload(GetParam());
  PayloadSection &data = payload.sections[2];
  for (const std::size_t size : {0U, 8U, 16U, 0x800U}) {
    data.bytes.resize(size);
    if (size == 0)
      payload.relative_sites.pop_back();
    else if (payload.relative_sites.back() != data.rva)
      payload.relative_sites.push_back(data.rva);
    if (size == 8)
      data.bytes = from_hex("0030000000000000");
    expect_round_trip(payload);
  }
}

TEST_P(RoundTrip, RelativeSitesOnManyPages) {
  Payload payload = full_payload(GetParam());
  PayloadSection &data = payload.sections[2];
  data.size = 0x800;
  data.bytes.assign(0x800, std::byte{0});
  payload.relative_sites = {0x2020};
  for (Rva site = 0x3000; site < 0x3800; site += 0x18) {
    payload.relative_sites.push_back(site);
    data.bytes[site - 0x3000] = std::byte{0x10};
    data.bytes[site - 0x3000 + 1] = std::byte{0x10};
  }
  expect_round_trip(payload);
}

TEST_P(RoundTrip, PartsSumToTheFile) {
  for (const Payload &payload :
       {small_payload(GetParam()), full_payload(GetParam())}) {
    const Expected<std::vector<std::byte>> bytes = write_payload(payload);
    ASSERT_OK(bytes);
    const Expected<std::vector<PayloadPart>> parts = measure_payload(*bytes);
    ASSERT_OK(parts);
    const std::uint64_t sum = std::accumulate(
        parts->begin(), parts->end(), std::uint64_t{0},
        [](std::uint64_t s, const PayloadPart &p) { return s + p.bytes; });
    EXPECT_EQ(sum, bytes->size());
    ASSERT_EQ(parts->size(), 8U);
    EXPECT_EQ(parts->front(),
              (PayloadPart{"code", payload.sections[0].bytes.size()}));
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         testing::Values(ObjectFormat::coff, ObjectFormat::elf),
                         [](const auto &param) {
                           return param.param == ObjectFormat::coff ? "Pe"
                                                                    : "Elf";
                         });

} // namespace
} // namespace hotpatch
