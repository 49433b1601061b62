// The checked-in payloads are read as what they are and written as they are,
// and no byte of them can be altered, added or taken away unnoticed.
#include "tests/support/expected.h"
#include "tests/support/hex.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/payload/golden.h"

#include "formats/core/text.h"
#include "formats/payload/dump.h"
#include "formats/payload/payload.h"

#include <charconv>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

struct Golden {
  std::string name;
  ObjectFormat format = ObjectFormat::coff;
  Payload (*build)(ObjectFormat) = nullptr;
};

void PrintTo(const Golden &golden, std::ostream *out) { *out << golden.name; }

class GoldenTest : public testing::TestWithParam<Golden> {};

TEST_P(GoldenTest, IsReadAsItsValueAndWrittenAsItIs) {
  const std::vector<std::byte> bytes = read_golden(GetParam().name);
  const Payload expected = GetParam().build(GetParam().format);
  const Expected<Payload> payload = read_payload(bytes);
  ASSERT_OK(payload);
  EXPECT_EQ(dump_json(*payload, {}), dump_json(expected, {}));
  EXPECT_EQ(*payload, expected);
  const Expected<std::vector<std::byte>> written = write_payload(expected);
  ASSERT_OK(written);
  EXPECT_EQ(*written, bytes);
}

// Also one that means nothing to a value, such as fill.
TEST_P(GoldenTest, EveryFlippedByteIsAnError) {
  std::vector<std::byte> bytes = read_golden(GetParam().name);
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (const std::byte mask : {std::byte{0x01}, std::byte{0xff}}) {
      bytes[at] ^= mask;
      EXPECT_FALSE(read_payload(bytes).has_value()) << hex(at);
      bytes[at] ^= mask;
    }
}

TEST_P(GoldenTest, EveryCutIsAnError) {
  const std::vector<std::byte> bytes = read_golden(GetParam().name);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // A copy of exactly this size lets ASan see a read past the end.
    const std::vector<std::byte> cut(
        bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_ERROR(read_payload(cut), malformed, "");
  }
}

TEST_P(GoldenTest, MoreBytesAreAnError) {
  std::vector<std::byte> bytes = read_golden(GetParam().name);
  bytes.push_back(std::byte{0});
  EXPECT_ERROR(read_payload(bytes), malformed, "differs at ");
  bytes.resize(bytes.size() + 511);
  EXPECT_ERROR(read_payload(bytes), malformed, "differs at ");
}

INSTANTIATE_TEST_SUITE_P(
    All, GoldenTest,
    testing::Values(Golden{"pe-small", ObjectFormat::coff, small_payload},
                    Golden{"pe-full", ObjectFormat::coff, full_payload},
                    Golden{"elf-small", ObjectFormat::elf, small_payload},
                    Golden{"elf-full", ObjectFormat::elf, full_payload}),
    [](const auto &golden) {
      std::string name = golden.param.name;
      name[name.find('-')] = '_';
      return name;
    });

// One line of errors.txt: golden payload, place, bytes, code, message.
struct Fault {
  std::string golden, place, bytes, code, message;
};

std::vector<Fault> read_faults() {
  std::istringstream lines(read_golden_text("errors.txt"));
  std::vector<Fault> faults;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#'))
      continue;
    std::istringstream fields(line);
    Fault fault;
    fields >> fault.golden >> fault.place >> fault.bytes >> fault.code;
    std::getline(fields >> std::ws, fault.message);
    faults.push_back(fault);
  }
  return faults;
}

std::string_view to_text(ErrorCode code) {
  switch (code) {
  case ErrorCode::io:
    return "io";
  case ErrorCode::malformed:
    return "malformed";
  case ErrorCode::unsupported:
    return "unsupported";
  case ErrorCode::mismatch:
    return "mismatch";
  case ErrorCode::untrusted:
    break;
  }
  return "untrusted";
}

TEST(GoldenErrors, EachHasItsOwnOutcome) {
  const std::vector<Fault> faults = read_faults();
  EXPECT_GE(faults.size(), 40U);
  for (const Fault &fault : faults) {
    const std::string what = fault.golden + " " + fault.place;
    std::vector<std::byte> bytes = read_golden(fault.golden);
    std::size_t at = 0;
    std::from_chars(fault.place.data() + 2,
                    fault.place.data() + fault.place.size(), at, 16);
    const std::vector<std::byte> patch = from_hex(fault.bytes);
    ASSERT_LE(at + patch.size(), bytes.size()) << what;
    std::ranges::copy(patch, bytes.begin() + static_cast<std::ptrdiff_t>(at));
    const Expected<Payload> payload = read_payload(bytes);
    ASSERT_FALSE(payload.has_value()) << what;
    EXPECT_EQ(to_text(payload.error().code), fault.code) << what;
    EXPECT_EQ(payload.error().message, fault.message) << what;
  }
}

} // namespace
} // namespace hotpatch
