// Whether an image is the one that a payload is for.
#ifndef HOTPATCH_FORMATS_PACKAGE_BASE_IDENTITY_H
#define HOTPATCH_FORMATS_PACKAGE_BASE_IDENTITY_H

#include "formats/core/image_identity.h"
#include "formats/package/package.h"

#include <optional>
#include <string>

namespace hotpatch {

// The first field in which two identities differ, as text for people.
struct IdentityDifference {
  std::string field = {}; // "build id"
  std::string found = {};
  std::string expected = {};

  friend bool operator==(const IdentityDifference &,
                         const IdentityDifference &) = default;
};

// How `found` differs from the image that `image` is for; nothing: it is that
// image.  All fields are compared, the digest of the code last.
std::optional<IdentityDifference> base_difference(const PackedImage &image,
                                                  const ImageIdentity &found);

} // namespace hotpatch

#endif
