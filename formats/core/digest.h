// Fingerprints of bytes: fast, stable across machines, not for trust.
//
// They identify content in reports and find candidates for a match.  Equality
// is never concluded from them; the bytes are compared.
#ifndef HOTPATCH_FORMATS_CORE_DIGEST_H
#define HOTPATCH_FORMATS_CORE_DIGEST_H

#include "formats/core/bytes.h"

#include <compare>
#include <cstdint>
#include <string>

namespace hotpatch {

// XXH3, 128 bit (xxHash 0.8 canonical form: `high` first).
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const Fingerprint &, const Fingerprint &) = default;
};

Fingerprint fingerprint(BytesView bytes);

// "xxh128:" and 32 lower-case hexadecimal digits.
std::string to_string(const Fingerprint &value);

// A 64-bit hash for hash tables.
std::uint64_t hash_bytes(BytesView bytes, std::uint64_t seed = 0);

} // namespace hotpatch

#endif
