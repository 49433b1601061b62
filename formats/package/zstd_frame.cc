// See zstd_frame.h.
//
// The prefix is given to zstd as a dictionary in its own format (RFC 8878
// section 5): tables of how often symbols occur, then content.  With the tables
// known to both sides, a frame need not carry its own, which for a payload of
// one function is a tenth of the package.
//
// They were made once, by ZDICT_finalizeDictionary() from the streams of 120
// payloads of real fixes with their bases' bytes as content.  Tables that were
// made from every other fix took 30 bytes off the median package of the rest
// (of 285), and 3 % off all of them.
#include "formats/package/zstd_frame.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <span>
#include <string>
#include <zstd.h>

namespace hotpatch {
namespace {

// Magic, number and tables of a dictionary; its content follows.  DO NOT
// CHANGE: frames depend on it.
constexpr std::array<std::uint8_t, 173> dictionary_head = {
    0x37, 0xa4, 0x30, 0xec, 0x01, 0x00, 0x00, 0x00, 0x4d, 0x10, 0x10, 0x88,
    0x5d, 0x0d, 0x07, 0x91, 0x0f, 0x92, 0x18, 0x0e, 0x9f, 0xb9, 0x6a, 0x88,
    0x0b, 0xcc, 0x40, 0x70, 0x53, 0x96, 0x0f, 0xa2, 0xe0, 0x07, 0x3c, 0xc4,
    0x7f, 0xf8, 0x5c, 0x90, 0x76, 0xff, 0xd3, 0x6b, 0x12, 0xb5, 0x6d, 0x7f,
    0x39, 0x3c, 0x19, 0x6c, 0x20, 0x89, 0x38, 0x98, 0x4f, 0x11, 0xef, 0x3e,
    0x3a, 0x5a, 0xc3, 0x4d, 0xa0, 0x28, 0x8d, 0x19, 0x13, 0x1f, 0x8b, 0x2f,
    0x38, 0xcb, 0x9e, 0xbc, 0xa4, 0x88, 0xbc, 0xc1, 0xb6, 0x6d, 0x5b, 0xdb,
    0x5b, 0xa6, 0x63, 0x94, 0x28, 0x1c, 0x14, 0x8b, 0x84, 0x42, 0x91, 0x20,
    0x06, 0x80, 0x20, 0x8e, 0xe2, 0x00, 0x14, 0x29, 0xdb, 0x1e, 0x44, 0x43,
    0x88, 0xd1, 0x51, 0x4b, 0x09, 0xe3, 0x70, 0x2c, 0x10, 0x09, 0xa3, 0x18,
    0x46, 0x41, 0x14, 0xc5, 0x30, 0xc6, 0x18, 0x43, 0x08, 0x31, 0xc6, 0x10,
    0x60, 0x8c, 0x31, 0x33, 0x43, 0x34, 0x03, 0x00, 0x00, 0x24, 0x4a, 0xd4,
    0xd0, 0x28, 0x63, 0x92, 0x63, 0xca, 0x18, 0x43, 0x64, 0x64, 0x04, 0x06,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x00, 0x00};
// The tables' first distances (1, 4, 8) must lie within the content.
constexpr std::size_t min_content = 8;

constexpr int level = 19;
// 128 MiB, more than which readers refuse by default.
constexpr int max_window_log = 27;

std::vector<std::byte> make_dictionary(BytesView prefix) {
  const BytesView head = std::as_bytes(std::span(dictionary_head));
  std::vector<std::byte> dictionary(head.size() + min_content + prefix.size());
  auto end = std::ranges::copy(head, dictionary.begin()).out;
  std::ranges::copy(prefix, end + min_content);
  return dictionary;
}

std::unexpected<Error> broken_frame(std::string what) {
  return fail(ErrorCode::malformed, "zstd frame: " + std::move(what));
}

} // namespace

Expected<std::vector<std::byte>> compress_frame(BytesView content,
                                                BytesView prefix) {
  const std::vector<std::byte> dictionary = make_dictionary(prefix);
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(
      ZSTD_createCCtx(), &ZSTD_freeCCtx);
  const int window_log = std::clamp(
      static_cast<int>(std::bit_width(dictionary.size() + content.size())), 10,
      max_window_log);
  std::vector<std::byte> frame(ZSTD_compressBound(content.size()));
  std::size_t result = 0;
  bool is_good = context != nullptr;
  auto run = [&](std::size_t status) {
    if (is_good)
      result = status;
    is_good = is_good && ZSTD_isError(status) == 0;
  };
  if (is_good) {
    run(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
    run(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window_log));
    run(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 0));
    run(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_dictIDFlag, 0));
    run(ZSTD_CCtx_loadDictionary(context.get(), dictionary.data(),
                                 dictionary.size()));
    run(ZSTD_compress2(context.get(), frame.data(), frame.size(),
                       content.data(), content.size()));
  }
  if (!is_good)
    return fail(ErrorCode::unsupported,
                "zstd cannot compress " + std::to_string(content.size()) +
                    " bytes: " +
                    (context ? ZSTD_getErrorName(result) : "out of memory"));
  frame.resize(result);
  return frame;
}

Expected<std::vector<std::byte>>
decompress_frame(BytesView frame, BytesView prefix, std::uint64_t size) {
  // Skippable frames would do, and hold nothing.
  if (read_int<std::uint32_t>(frame, 0) != ZSTD_MAGICNUMBER)
    return broken_frame("it does not begin with zstd's magic number");
  const unsigned long long said =
      ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (said == ZSTD_CONTENTSIZE_ERROR || said == ZSTD_CONTENTSIZE_UNKNOWN)
    return broken_frame("its header does not say how large the content is");
  if (said != size)
    return broken_frame("its header says " + std::to_string(said) +
                        " bytes, expected " + std::to_string(size));
  const std::size_t used =
      ZSTD_findFrameCompressedSize(frame.data(), frame.size());
  if (ZSTD_isError(used) != 0 || used != frame.size())
    return broken_frame("it does not end where the section ends");
  const std::vector<std::byte> dictionary = make_dictionary(prefix);
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(
      ZSTD_createDCtx(), &ZSTD_freeDCtx);
  if (!context)
    return fail(ErrorCode::unsupported, "zstd: out of memory");
  std::vector<std::byte> content(static_cast<std::size_t>(size));
  std::size_t result = ZSTD_DCtx_loadDictionary(
      context.get(), dictionary.data(), dictionary.size());
  if (ZSTD_isError(result) == 0)
    result = ZSTD_decompressDCtx(context.get(), content.data(), content.size(),
                                 frame.data(), frame.size());
  if (ZSTD_isError(result) != 0)
    return broken_frame(ZSTD_getErrorName(result));
  if (result != content.size())
    return broken_frame("it holds " + std::to_string(result) +
                        " bytes, expected " + std::to_string(size));
  return content;
}

} // namespace hotpatch
