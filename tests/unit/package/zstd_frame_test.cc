// Frames and what may be wrong with them.
#include "formats/package/zstd_frame.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include <string>

namespace hotpatch {
namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  const BytesView view = as_bytes(text);
  return {view.begin(), view.end()};
}

const std::vector<std::byte> content =
    bytes_of("It was the best of times, it was the worst of times.");

TEST(ZstdFrame, GivesBackWhatWasCompressed) {
  for (const std::vector<std::byte> &prefix :
       {std::vector<std::byte>(), bytes_of("the best of times, it was"),
        std::vector<std::byte>(100'000, std::byte{7})}) {
    const auto frame = compress_frame(content, prefix);
    ASSERT_OK(frame);
    const auto back = decompress_frame(*frame, prefix, content.size());
    ASSERT_OK(back);
    EXPECT_EQ(*back, content);
  }
}

TEST(ZstdFrame, TakesLittleForWhatThePrefixHas) {
  const auto frame = compress_frame(content, content);
  ASSERT_OK(frame);
  EXPECT_LT(frame->size(), 20);
  EXPECT_EQ(*frame, *compress_frame(content, content));
}

TEST(ZstdFrame, HoldsNothing) {
  const auto frame = compress_frame({}, {});
  ASSERT_OK(frame);
  EXPECT_EQ(decompress_frame(*frame, {}, 0), std::vector<std::byte>());
}

TEST(ZstdFrame, RefusesAnotherSizeBeforeItDecompresses) {
  const auto frame = compress_frame(content, {});
  ASSERT_OK(frame);
  EXPECT_ERROR(decompress_frame(*frame, {}, content.size() + 1), malformed,
               "its header says 52 bytes, expected 53");
}

TEST(ZstdFrame, RefusesEveryFrameThatIsCutOrContinued) {
  const auto frame = compress_frame(content, {});
  ASSERT_OK(frame);
  for (std::size_t size = 0; size < frame->size(); ++size)
    EXPECT_ERROR(
        decompress_frame(BytesView(*frame).first(size), {}, content.size()),
        malformed, "zstd frame: ");
  std::vector<std::byte> longer = *frame;
  longer.push_back(std::byte{0});
  EXPECT_ERROR(decompress_frame(longer, {}, content.size()), malformed,
               "does not end where the section ends");
}

TEST(ZstdFrame, RefusesASkippableFrame) {
  EXPECT_ERROR(decompress_frame(from_hex("502a4d18 04000000 00000000"), {}, 0),
               malformed, "magic number");
}

} // namespace
} // namespace hotpatch
