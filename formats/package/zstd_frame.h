// One zstd frame, compressed with other bytes as its prefix.
#ifndef HOTPATCH_FORMATS_PACKAGE_ZSTD_FRAME_H
#define HOTPATCH_FORMATS_PACKAGE_ZSTD_FRAME_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotpatch {

// A frame without checksum and dictionary number: what it decompresses to is
// compared with a digest.  `prefix` may be empty; its end is the nearest.  The
// same version of zstd makes the same bytes.
// unsupported: zstd says no (out of memory, for example).
Expected<std::vector<std::byte>> compress_frame(BytesView content,
                                                BytesView prefix);

// What a frame of exactly these bytes decompresses to.  Allocates `size` bytes,
// which the caller has bounded, and as many as the prefix has.
// malformed: it is no frame, says another size than `size`, is not made with
// this prefix as far as zstd can tell, or something follows.
Expected<std::vector<std::byte>>
decompress_frame(BytesView frame, BytesView prefix, std::uint64_t size);

} // namespace hotpatch

#endif
