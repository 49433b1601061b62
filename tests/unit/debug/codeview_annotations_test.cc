#include "formats/debug/codeview_annotations.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

std::vector<InlineSpan> spans_of(std::string_view annotations) {
  return read_annotations(as_bytes(annotations))
      .value_or(std::vector<InlineSpan>{});
}

InlineSpan span(std::uint32_t begin, std::uint32_t end, std::int64_t line) {
  return {.begin = begin, .end = end, .file = {}, .line_delta = line};
}

// The encoding that clang gives to zlib's inflateStateCheck: the code after a
// length counts from the end of what the length covers.
TEST(CodeViewAnnotationsTest, LengthMovesTheOffset) {
  EXPECT_EQ(spans_of("\x06\x08\x03\x00\x06\x06\x03\x18\x0b\x24\x04\x0a"
                     "\x0b\x01\x04\x0e"sv),
            (std::vector{span(0, 0x18, 4), span(0x18, 0x1c, 7),
                         span(0x1c, 0x26, 8), span(0x27, 0x35, 8)}));
}

TEST(CodeViewAnnotationsTest, CombinedLengthDoesNotMoveTheOffset) {
  EXPECT_EQ(spans_of("\x0c\x04\x02\x0c\x03\x08"sv),
            (std::vector{span(2, 6, 0), span(10, 13, 0)}));
}

TEST(CodeViewAnnotationsTest, ReadsLongOperandsAndNegativeLines) {
  EXPECT_EQ(spans_of("\x06\x07\x03\x81\x00\x04\xc0\x01\x00\x00"sv),
            (std::vector{span(0x100, 0x10100, -3)}));
}

TEST(CodeViewAnnotationsTest, KeepsTheFileUntilItChanges) {
  const std::vector<InlineSpan> spans =
      spans_of("\x05\x18\x03\x01\x03\x01\x04\x01"sv);
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[1].file, 0x18U);
}

// Where code ends that is given no length is not known; code split off the
// function counts from another base.
TEST(CodeViewAnnotationsTest, LeavesOutWhatCannotBePlaced) {
  EXPECT_TRUE(spans_of("\x03\x05"sv).empty());
  EXPECT_TRUE(spans_of("\x02\x01\x03\x05\x04\x05"sv).empty());
}

TEST(CodeViewAnnotationsTest, RefusesWhatIsCutShortOrUnknown) {
  for (const std::string_view bad :
       {"\x03"sv, "\x03\x81"sv, "\x03\xff"sv, "\x0e\x01"sv, "\x0c\x01"sv,
        "\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff"
        "\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff"
        "\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff\x03\xdf\xff\xff\xff"sv}) {
    const auto spans = read_annotations(as_bytes(bad));
    ASSERT_FALSE(spans);
    EXPECT_EQ(spans.error().code, ErrorCode::malformed);
  }
}

} // namespace
} // namespace hotpatch
