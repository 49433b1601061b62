// Figures only: output is counted and dropped, so that an image of any size
// needs no second copy.
//
// xz -9e would ask for 674 MiB whatever the input; a dictionary that is larger
// than the input finds nothing more, so it is cut to the input's size.
//
// The difference follows the zstd command: a window that reaches over base and
// full image, and matching over long distances once the window is larger than
// what level 19 looks at (2^23 bytes).  A single thread: zstd's result depends
// on how the input is cut up.
#include "hppack/compress.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <string>

#include <lzma.h>
#include <zstd.h>

namespace hotpatch {
namespace {

constexpr int zstd_level = 19;
constexpr int level_window_log = 23;

using ZstdContext = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;

std::unexpected<Error> cannot_compress(const std::string &why) {
  return fail(ErrorCode::unsupported, "cannot be compressed: " + why);
}

Expected<std::uint64_t> count_zstd(ZSTD_CCtx *context, BytesView bytes) {
  std::array<std::byte, 65536> piece;
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  std::uint64_t count = 0;
  while (true) {
    ZSTD_outBuffer out = {piece.data(), piece.size(), 0};
    const std::size_t left =
        ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
    if (ZSTD_isError(left) != 0)
      return cannot_compress(ZSTD_getErrorName(left));
    count += out.pos;
    if (left == 0)
      return count;
  }
}

Expected<std::uint64_t> zstd_bytes(BytesView bytes) {
  const ZstdContext context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  if (!context)
    return cannot_compress("out of memory");
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, zstd_level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  return count_zstd(context.get(), bytes);
}

Expected<std::uint64_t> count_lzma(lzma_stream &stream, BytesView bytes) {
  std::array<std::byte, 65536> piece;
  // liblzma's interface is in bytes of its own.
  stream.next_in = reinterpret_cast<const std::uint8_t *>(bytes.data());
  stream.avail_in = bytes.size();
  while (true) {
    stream.next_out = reinterpret_cast<std::uint8_t *>(piece.data());
    stream.avail_out = piece.size();
    const lzma_ret result = lzma_code(&stream, LZMA_FINISH);
    if (result == LZMA_STREAM_END)
      return stream.total_out;
    if (result != LZMA_OK)
      return cannot_compress("liblzma's error " + std::to_string(result));
  }
}

Expected<std::uint64_t> xz_bytes(BytesView bytes) {
  lzma_options_lzma options = {};
  lzma_lzma_preset(&options, 9 | LZMA_PRESET_EXTREME);
  const std::uint64_t needed =
      std::max<std::uint64_t>(bytes.size(), LZMA_DICT_SIZE_MIN);
  options.dict_size = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(options.dict_size, needed));
  const std::array<lzma_filter, 2> filters = {
      {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}}};
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_encoder(&stream, filters.data(), LZMA_CHECK_CRC64) != LZMA_OK)
    return cannot_compress("out of memory");
  Expected<std::uint64_t> count = count_lzma(stream, bytes);
  lzma_end(&stream);
  return count;
}

} // namespace

Expected<CompressedSizes> full_compressed_bytes(BytesView full) {
  CompressedSizes sizes;
  sizes.zstd = HP_TRY(zstd_bytes(full));
  sizes.xz = HP_TRY(xz_bytes(full));
  return sizes;
}

Expected<std::uint64_t> delta_bytes(BytesView base, BytesView full) {
  const ZstdContext context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  if (!context)
    return cannot_compress("out of memory");
  const std::uint64_t largest = std::max(base.size(), full.size());
  const ZSTD_bounds bounds = ZSTD_cParam_getBounds(ZSTD_c_windowLog);
  const int window_log =
      std::max(static_cast<int>(std::bit_width(largest)), bounds.lowerBound);
  if (window_log > bounds.upperBound)
    return cannot_compress("images of more than 2 GiB have no difference");
  ZSTD_CCtx *c = context.get();
  ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, zstd_level);
  ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window_log);
  ZSTD_CCtx_setParameter(c, ZSTD_c_enableLongDistanceMatching,
                         window_log > level_window_log ? 1 : 0);
  ZSTD_CCtx_refPrefix(c, base.data(), base.size());
  return count_zstd(c, full);
}

} // namespace hotpatch
