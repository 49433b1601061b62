// Which of the keys that we trust stand for a package.
#ifndef HOTPATCH_FORMATS_PACKAGE_SIGNERS_H
#define HOTPATCH_FORMATS_PACKAGE_SIGNERS_H

#include "formats/core/bytes.h"
#include "formats/package/fault.h"
#include "formats/package/package.h"
#include "formats/package/trust.h"

#include <cstddef>
#include <vector>

namespace hotpatch {

struct Signers {
  std::vector<KeyId> ids = {}; // ascending, no two alike
  std::size_t ignored = 0;     // signatures by unknown or revoked keys
};

// Those who have signed header and manifest, as the block says.
// zero_threshold to threshold_not_met; malformed_signatures.
PackageResult<Signers> find_signers(BytesView signed_part, BytesView block,
                                    const TrustStore &trust);

} // namespace hotpatch

#endif
