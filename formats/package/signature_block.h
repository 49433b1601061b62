// The block of signatures: the only part of a package that no signature covers,
// which is why it has one encoding only.
//
// docs/formats/package.md section 3.
#ifndef HOTPATCH_FORMATS_PACKAGE_SIGNATURE_BLOCK_H
#define HOTPATCH_FORMATS_PACKAGE_SIGNATURE_BLOCK_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/fault.h"
#include "formats/package/package.h"

#include <array>
#include <cstddef>
#include <vector>

namespace hotpatch {

// The first bytes of a key's id.
std::array<std::byte, 8> key_hint(const KeyId &id);

// The signatures in their order, which is ascending.  May be none: a package
// that nobody has signed yet.
// malformed_signatures; unknown_algorithm.
PackageResult<std::vector<Signature>> decode_signature_block(BytesView block);

// In any order.  malformed: two that are alike, or one of no byte.
// unsupported: more than max_signature_block or 65,535 bytes in one.
Expected<std::vector<std::byte>>
encode_signature_block(std::vector<Signature> signatures);

} // namespace hotpatch

#endif
