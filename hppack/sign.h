// Signing packages: with a key at hand, or in two steps with one elsewhere.
#ifndef HOTPATCH_HPPACK_SIGN_H
#define HOTPATCH_HPPACK_SIGN_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/package.h"
#include "formats/package/private_key.h"
#include "formats/package/public_key.h"

#include <cstddef>
#include <vector>

namespace hotpatch {

// The bytes that a signature of `package` is over, for whoever holds the key.
// untrusted, malformed: as to_error() of what read_contents() finds.
Expected<std::vector<std::byte>> bytes_to_sign(BytesView package);

// `package` with one more signature, verified: also all that was signed.
// untrusted: the key has signed already; the signature is not one by it; what
// verify_package() finds.  malformed: no package.
Expected<std::vector<std::byte>>
with_signature(BytesView package, const PublicKey &key, BytesView signature);

// The same with a signature made here.
Expected<std::vector<std::byte>> sign_package(BytesView package,
                                              const PrivateKey &key);

// Whether `package` is one that a verifier who trusts nobody but `key` takes.
// It may expire: when is not looked at.
// untrusted, malformed: as to_error() of what verify_package() finds.
Expected<void> check_signed(BytesView package, const PublicKey &key);

} // namespace hotpatch

#endif
