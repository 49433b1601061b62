// SHA-256 (FIPS 180-4).  A library of its own, hotpatch_sha256, so that only
// programs that need it load OpenSSL.
#ifndef HOTPATCH_FORMATS_CORE_SHA256_H
#define HOTPATCH_FORMATS_CORE_SHA256_H

#include "formats/core/bytes.h"

#include <array>
#include <cstddef>
#include <span>

namespace hotpatch {

using Sha256 = std::array<std::byte, 32>;

// Of the pieces, one behind the other.
Sha256 sha256(std::span<const BytesView> pieces);

inline Sha256 sha256(BytesView bytes) {
  return sha256(std::span(&bytes, std::size_t{1}));
}

} // namespace hotpatch

#endif
