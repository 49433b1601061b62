// A payload's value as bytes that compress well against its base image.
// docs/formats/package.md section 5 is the grammar.
#ifndef HOTPATCH_FORMATS_PACKAGE_PAYLOAD_STREAM_H
#define HOTPATCH_FORMATS_PACKAGE_PAYLOAD_STREAM_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/base_memory.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hotpatch {

// Of a payload that check_payload() accepts.  `base` is of its base image, or
// null.  What it leaves out is what read_stream() is told: the base image's
// identity and name.
// unsupported: more than 65,536 functions, hooks, imports or accepted risks.
Expected<std::vector<std::byte>> write_stream(const Payload &payload,
                                              const BaseMemory *base);

// A payload whose rules are for the caller to check (write_payload() does).
// mismatch: it can only be read with `base`, which is null or has not the bytes
// that it refers to.  malformed: it ends too early or leads out of bounds.
Expected<Payload> read_stream(BytesView stream, const ImageIdentity &identity,
                              const std::string &base_name,
                              const BaseMemory *base);

} // namespace hotpatch

#endif
