// How small general-purpose compressors make whole images: what a package is
// held against.
#ifndef HOTPATCH_HPPACK_COMPRESS_H
#define HOTPATCH_HPPACK_COMPRESS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <cstdint>

namespace hotpatch {

// Bytes of `full` as `zstd -19` and `xz -9e` make it.
// unsupported: the library has no memory for it.
Expected<CompressedSizes> full_compressed_bytes(BytesView full);

// Bytes of what `zstd -19 --patch-from=base full` makes, or a little fewer
// where the base is much smaller than the full image. unsupported: as above, or
// more than 2 GiB.
Expected<std::uint64_t> delta_bytes(BytesView base, BytesView full);

} // namespace hotpatch

#endif
