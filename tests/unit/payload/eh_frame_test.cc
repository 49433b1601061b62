// FDEs as compilers write them, and others.
#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include "formats/payload/eh_frame.h"

#include <string>

namespace hotpatch {
namespace {

// A CIE with this augmentation string and data, then an FDE at 0x1020 for
// [0x800, 0x810).
std::vector<std::byte> frames(std::string_view text, std::string_view data) {
  std::vector<std::byte> bytes = from_hex("1c000000 00000000 01");
  for (const char c : text)
    bytes.push_back(static_cast<std::byte>(c));
  for (const std::byte b : from_hex("00 01 78 10"))
    bytes.push_back(b);
  for (const std::byte b : from_hex(data))
    bytes.push_back(b);
  bytes.resize(0x20);
  for (const std::byte b : from_hex("10000000 24000000 d8f7ffff 10000000"
                                    "00000000 00000000"))
    bytes.push_back(b);
  return bytes;
}

TEST(EhFrame, AugmentationsOfCompilers) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"zR", "01 1b"},
      {"zRS", "01 1b"},
      {"zPLR", "07 9b 11223344 1b 1b"},
      {"zPLR", "0b 00 1122334455667788 1b 1b"},
      {"zPLR", "05 0a 1122 1b 1b"},
      {"zLR", "02 1b 1b"},
      {"zSR", "01 1b"}};
  for (const auto &[text, data] : cases) {
    const Expected<PayloadUnwind> fde =
        read_fde(frames(text, data), 0x1000, 0x1020);
    ASSERT_OK(fde);
    EXPECT_EQ(*fde, (PayloadUnwind{0x800, 0x810, 0x1020})) << text;
  }
}

TEST(EhFrame, OtherPointersAreErrors) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"zR", "01 00"},  // absolute
      {"zR", "01 1c"},  // 64-bit
      {"", "1b"},       // no augmentation
      {"eh", "1b"},     // GCC 2
      {"zX", "01 1b"},  // unknown
      {"zP", "05 0f"},  // a personality pointer of unknown size
      {"zLS", "01 1b"}, // says nothing of them
      {"zRSSSSSSSSSSSSSSSSSSS", "01 1b"}}; // longer than any
  for (const auto &[text, data] : cases)
    EXPECT_ERROR(read_fde(frames(text, data), 0x1000, 0x1020), malformed,
                 "FDE at 0x1020 has no CIE");
}

TEST(EhFrame, PlacesWithoutAnFde) {
  const std::vector<std::byte> good = frames("zR", "01 1b");
  EXPECT_ERROR(read_fde(good, 0x1000, 0x1000), malformed, "no FDE at 0x1000");
  EXPECT_ERROR(read_fde(good, 0x1000, 0xff0), malformed, "no room for an FDE");
  EXPECT_ERROR(read_fde(good, 0x1000, 0x102c), malformed, "no room for an FDE");
  std::vector<std::byte> bytes = good;
  bytes[0x20] = std::byte{0x15}; // one byte longer than the section
  EXPECT_ERROR(read_fde(bytes, 0x1000, 0x1020), malformed, "no FDE");
  bytes = good;
  bytes[0x24] = std::byte{0x25}; // a CIE before the section
  EXPECT_ERROR(read_fde(bytes, 0x1000, 0x1020), malformed, "no FDE");
  bytes = good;
  bytes[0x29] = std::byte{0xe7}; // code before the payload
  EXPECT_ERROR(read_fde(bytes, 0x1000, 0x1020), malformed, "code at -0x");
}

TEST(EhFrame, HeaderIsReadAsItIsWritten) {
  const std::vector<PayloadUnwind> unwind = {{0x1000, 0x1010, 0x3018},
                                             {0x1010, 0x1020, 0x302c}};
  const std::vector<std::byte> bytes =
      encode_eh_frame_header(unwind, 0x4000, 0x3000);
  EXPECT_EQ(bytes, from_hex("011b033b fcefffff 02000000"
                            "00d0ffff 18f0ffff 10d0ffff 2cf0ffff"));
  EXPECT_EQ(decode_eh_frame_header(bytes, 0x4000),
            (std::vector<Rva>{0x3018, 0x302c}));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_ERROR(decode_eh_frame_header(BytesView(bytes).first(size), 0x4000),
                 malformed, "expected 12 and 8 for each");
}

} // namespace
} // namespace hotpatch
