// See digest.h.
#include "formats/core/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace hotpatch {

Fingerprint fingerprint(BytesView bytes) {
  XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::string to_string(const Fingerprint &value) {
  std::string text = "xxh128:";
  for (std::uint64_t half : {value.high, value.low})
    for (int shift = 60; shift >= 0; shift -= 4)
      text += "0123456789abcdef"[(half >> shift) & 15];
  return text;
}

std::uint64_t hash_bytes(BytesView bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

} // namespace hotpatch
