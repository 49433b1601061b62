// A payload as it lies in a package: its value written without what the base
// image tells, compressed with the base image's bytes as prefix.
// docs/formats/package.md section 5 is the grammar.
#ifndef HOTPATCH_FORMATS_PACKAGE_PACKED_PAYLOAD_H
#define HOTPATCH_FORMATS_PACKAGE_PACKED_PAYLOAD_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/base_memory.h"
#include "formats/package/package.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <vector>

namespace hotpatch {

struct PackedPayload {
  PackedImage image = {};             // whose digests and sizes fit
  std::vector<std::byte> stored = {}; // the section
};

// Packs a payload, whose file is `file` (write_payload() of the value).  `base`
// may be null, and should be of the image that the payload is for: of another
// one it is of no use, but unpacking needs it then.  Takes the smaller of with
// and without it.
// unsupported: too large.
Expected<PackedPayload> pack_payload(const Payload &payload, BytesView file,
                                     const BaseMemory *base);

// The payload file of a section whose stored digest has been verified.
// mismatch: it needs the base image and `base` is null or of another one.
// malformed: anything else than what pack_payload() makes.
Expected<std::vector<std::byte>> unpack_payload(const PackedImage &image,
                                                BytesView stored,
                                                const BaseMemory *base);

} // namespace hotpatch

#endif
