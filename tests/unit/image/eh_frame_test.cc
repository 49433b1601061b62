// .eh_frame in the forms that linkers write, and damaged ones.
#include "formats/image/eh_frame.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"

using namespace hotpatch;
using namespace std::string_literals;

namespace {

constexpr Rva frame_rva = 0x2000;
constexpr std::uint64_t base = 0x400000;

std::string record(std::uint32_t id, const std::string &body) {
  return number(body.size() + 4, 4) + number(id, 4) + body;
}

// With an augmentation and its data; alignments 1 and -8, register 16.
std::string cie(const std::string &augmentation, const std::string &data) {
  return record(0, "\x01" + augmentation + "\0\x01\x78\x10"s +
                       number(data.size(), 1) + data);
}

// `bytes` is a CIE; the result has an FDE behind it, with this body.
std::string with_fde(const std::string &cie_bytes, const std::string &body) {
  return cie_bytes +
         record(static_cast<std::uint32_t>(cie_bytes.size() + 4), body);
}

Expected<std::vector<UnwindRange>> read(const std::string &bytes) {
  return read_eh_frame({.bytes = as_bytes(bytes),
                        .rva = frame_rva,
                        .header_rva = 0x1f00,
                        .base = base,
                        .size_of_image = 0x4000});
}

void expect_range(const std::string &bytes, Rva begin, Rva end) {
  Expected<std::vector<UnwindRange>> ranges = read(bytes);
  ASSERT_OK(ranges);
  ASSERT_EQ(ranges->size(), 1u);
  EXPECT_EQ(ranges->front().begin, begin);
  EXPECT_EQ(ranges->front().end, end);
}

// An FDE for 0x10 bytes, relative to its own place, behind `cie_bytes`.
std::string relative_fde(const std::string &cie_bytes) {
  std::uint32_t field = frame_rva + std::uint32_t(cie_bytes.size()) + 8;
  return with_fde(cie_bytes, number(0x1000 - field, 4) + number(0x10, 4));
}

Expected<Rva> find(const std::string &header) {
  return find_eh_frame({.header_rva = 0x1f00, .size_of_image = 0x4000},
                       as_bytes(header));
}

} // namespace

TEST(EhFrame, RelativeToItsPlace) {
  expect_range(relative_fde(cie("zR", "\x1b")), 0x1000, 0x1010);
}

TEST(EhFrame, PersonalityAndHandlerTable) {
  expect_range(relative_fde(cie("zPLR", "\x9b" + number(0, 4) + "\x1b\x1b")),
               0x1000, 0x1010);
  expect_range(relative_fde(cie("zPR", "\xff\x1b")), 0x1000, 0x1010);
  expect_range(relative_fde(cie("zRS", "\x1b")), 0x1000, 0x1010);
}

TEST(EhFrame, Absolute) {
  std::string plain = record(0, "\x01\0\x01\x78\x10"s);
  expect_range(with_fde(plain, number(base + 0x1000, 8) + number(8, 8)), 0x1000,
               0x1008);
  expect_range(
      with_fde(cie("zR", "\x03"), number(base + 0x1000, 4) + number(8, 4)),
      0x1000, 0x1008);
}

TEST(EhFrame, RelativeToTheHeader) {
  std::uint32_t distance = 0u - 0xf00;
  expect_range(with_fde(cie("zR", "\x3b"), number(distance, 4) + number(8, 4)),
               0x1000, 0x1008);
}

TEST(EhFrame, EightBytes) {
  std::string start = cie("zR", "\x1c");
  std::uint64_t field = frame_rva + start.size() + 8;
  expect_range(with_fde(start, number(0x1000 - field, 8) + number(8, 8)),
               0x1000, 0x1008);
}

TEST(EhFrame, WideLength) {
  std::string body = number(0, 4) + "\x01zR\0\x01\x78\x10\x01\x1b"s;
  std::string start = number(0xffffffff, 4) + number(body.size(), 8) + body;
  expect_range(relative_fde(start), 0x1000, 0x1010);
}

TEST(EhFrame, BehindATerminator) {
  std::string bytes = relative_fde(cie("zR", "\x1b")) + number(0, 4);
  std::string more = relative_fde(cie("zR", "\x1b"));
  Expected<std::vector<UnwindRange>> ranges =
      read(bytes + number(0, 4) + cie("zR", "\x1b"));
  ASSERT_OK(ranges);
  EXPECT_EQ(ranges->size(), 1u);
  std::string garbage = bytes + "garbage";
  ASSERT_OK(read_eh_frame({.bytes = as_bytes(garbage),
                           .rva = frame_rva,
                           .ends_with_zero = true,
                           .size_of_image = 0x4000}));
  EXPECT_ERROR(read(garbage), malformed, "reaches out of the section");
}

TEST(EhFrame, FunctionsThatTheLinkerDroppedAreLeftOut) {
  Expected<std::vector<UnwindRange>> ranges =
      read(with_fde(cie("zR", "\x03"), number(0, 4) + number(0, 4)));
  ASSERT_OK(ranges);
  EXPECT_TRUE(ranges->empty());
}

TEST(EhFrame, RecordThatReachesOut) {
  EXPECT_ERROR(read(number(100, 4) + number(0, 4)), malformed,
               "the record at 0x0 reaches out of the section (0x8)");
  EXPECT_ERROR(read(number(0xffffffff, 4) + number(~0ull, 8)), malformed,
               "the record at 0x0 reaches out");
  EXPECT_ERROR(read(number(2, 4) + number(0, 2)), malformed,
               "the record at 0x0 reaches out");
}

TEST(EhFrame, DamagedCie) {
  EXPECT_ERROR(read(record(0, "\x02zR\0"s)), malformed,
               "is a CIE of version 2, expected 1 or 3");
  EXPECT_ERROR(read(record(0, "\x01zR")), malformed,
               "whose augmentation has no end");
  EXPECT_ERROR(read(record(0, "\x01zR\0\xff\xff"s)), malformed,
               "is a CIE that is cut short");
}

TEST(EhFrame, FdeWithoutCie) {
  EXPECT_ERROR(read(record(4, number(0, 8))), malformed,
               "is an FDE whose CIE is not before it");
  EXPECT_ERROR(read(record(0xffffff00, number(0, 8))), malformed,
               "is an FDE whose CIE is not before it");
}

TEST(EhFrame, DamagedFde) {
  EXPECT_ERROR(read(with_fde(cie("zR", "\x1b"), number(0, 4))), malformed,
               "is an FDE with encoding 0x1b, expected two addresses");
  EXPECT_ERROR(read(with_fde(cie("zR", "\x01"), number(0, 8))), malformed,
               "is an FDE with encoding 0x1");
  EXPECT_ERROR(read(with_fde(cie("zR", "\x9b"), number(0, 8))), malformed,
               "is an FDE with encoding 0x9b");
  EXPECT_ERROR(
      read(with_fde(cie("zR", "\x03"), number(base, 4) + number(0x4001, 4))),
      malformed, "covers 0x4001 bytes at 0x0, outside of the image");
  EXPECT_ERROR(read(with_fde(cie("zR", "\x03"), number(0, 4) + number(1, 4))),
               malformed, "outside of the image");
}

TEST(EhFrameHeader, LeadsToTheFrame) {
  EXPECT_EQ(find("\x01\x1b\x03\x3b" + number(0xfc, 4)), Rva{0x2000});
  EXPECT_EQ(find("\x01\x03\x03\x3b" + number(0x3000, 4)), Rva{0x3000});
  EXPECT_EQ(find("\x01\xff\x03\x3b"s), Rva{0});
}

TEST(EhFrameHeader, Damaged) {
  EXPECT_ERROR(find(""), malformed, ".eh_frame_hdr: the version is 0");
  EXPECT_ERROR(find("\x02\x1b"), malformed, "the version is 2, expected 1");
  EXPECT_ERROR(find("\x01\x1b\x03\x3b"), malformed, "with encoding 0x1b");
  EXPECT_ERROR(find("\x01\x1b\x03\x3b" + number(0x3000, 4)), malformed,
               "is outside of the image");
}
