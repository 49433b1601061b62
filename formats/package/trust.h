// Whom a verifier trusts.
#ifndef HOTPATCH_FORMATS_PACKAGE_TRUST_H
#define HOTPATCH_FORMATS_PACKAGE_TRUST_H

#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "formats/package/public_key.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// Lists are in any order; what is in one twice counts once.
struct TrustStore {
  std::vector<PublicKey> keys = {};
  std::vector<KeyId> revoked_keys = {}; // whether or not they are in `keys`
  std::vector<PackageId> revoked_packages = {};
  // So many different keys must have signed.  0 is refused when verifying, and
  // so is a store without a key.
  std::uint32_t threshold = 1;
};

// What files and directories say, all together; the threshold is 1.  A file
// holds keys (read_public_keys).  A directory holds
//
//   NAME.pem, NAME.pub           keys
//   revoked/NAME.pem, NAME.pub   keys that are trusted no more
//   revoked-packages             ids of packages that must not be used: a line
//                                of 64 hexadecimal digits each; '#' begins a
//                                comment
//
// and nothing else but names that begin with a dot.
// io; malformed, unsupported: a key or a line; a file of another name, which
// could be a revocation that nobody would notice.
Expected<TrustStore> read_trust(const std::vector<std::string> &paths);

} // namespace hotpatch

#endif
