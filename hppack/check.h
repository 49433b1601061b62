// Checking a package against keys, a policy and images.
#ifndef HOTPATCH_HPPACK_CHECK_H
#define HOTPATCH_HPPACK_CHECK_H

#include "formats/core/bytes.h"
#include "formats/package/fault.h"
#include "formats/package/package.h"
#include "formats/package/trust.h"
#include "formats/package/verify.h"
#include "hppack/inputs.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

struct CheckedPackage {
  VerifiedPackage package;
  // One for each image of the manifest.
  struct Image {
    std::string base = {}; // the path of its base image, or empty
    // The payload file; none if it needs its base image, which was not given.
    std::optional<std::vector<std::byte>> payload = {};
  };
  std::vector<Image> images = {};
};

// wrong_base: one of `bases` is of no image in the manifest.
PackageResult<void> check_bases(const std::vector<BaseInput> &bases,
                                const Manifest &manifest);

// Whether a signature is by somebody who was trusted; `checked` may be null.
bool is_verified(const Signature &signature, const CheckedPackage *checked);

// Verifies `bytes`, then unpacks the sections that need no base image or whose
// base is among `bases`.
// Any PackageFault: wrong_base if one of `bases` is of no image in the package;
// bad_payload if a section does not unpack to what the manifest says.
PackageResult<CheckedPackage>
check_package(BytesView bytes, const TrustStore &trust,
              const VerifyPolicy &policy, const std::vector<BaseInput> &bases);

} // namespace hotpatch

#endif
