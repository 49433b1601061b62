// Making a package of payloads.
#ifndef HOTPATCH_HPPACK_BUILD_H
#define HOTPATCH_HPPACK_BUILD_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "formats/package/private_key.h"
#include "hppack/inputs.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A payload file that is to be packed; `bytes` belong to the caller.
struct PayloadInput {
  std::string path = {};
  BytesView bytes = {};
};

struct BuildInputs {
  std::vector<PayloadInput> payloads = {};
  std::vector<BaseInput> bases = {};
  Manifest manifest = {};          // without images
  const PrivateKey *key = nullptr; // null: nobody signs
};

// A package, and what was put into it.
struct BuiltPackage {
  std::vector<std::byte> bytes = {};
  PackageId id = {};
  Manifest manifest = {};
  std::optional<KeyId> signer = {};
  // Of each image of the manifest: the payload's path, and the base image's
  // that its section is compressed against, or empty.
  struct Source {
    std::string payload = {}, base = {};
  };
  std::vector<Source> sources = {};
};

// The images are in order of their names, then of their identities, whatever
// the order of the payloads.  The result was read again: it is a package, has
// the signature, and each section unpacks to its payload.
// untrusted: a payload's own sequence number is not the manifest's.  mismatch:
// a base that no payload is for.  malformed: no payload; two for one image; the
// manifest breaks its rules.  unsupported: too large.
Expected<BuiltPackage> build_package(const BuildInputs &inputs);

} // namespace hotpatch

#endif
