// .hpmeta: what the hotpatch table cannot say, as deterministic CBOR.
// docs/formats/payload.md section 4 is the grammar.
#ifndef HOTPATCH_FORMATS_PAYLOAD_METADATA_H
#define HOTPATCH_FORMATS_PAYLOAD_METADATA_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <vector>

namespace hotpatch {

// Everything of a payload but sections, fixups, unwind, relative sites, the
// sequence number, the base's time stamp, checksum, format and machine, and of
// its redirects all but kind and place.
std::vector<std::byte> encode_metadata(const Payload &payload);

// A payload in which what encode_metadata() leaves out has its initial value;
// of each redirect `kind` and, counted from base_entry, `patch_begin` are set.
// unsupported: a newer version; malformed: anything else than what
// encode_metadata() writes, except lists that are empty or not in order.
Expected<Payload> decode_metadata(BytesView bytes);

} // namespace hotpatch

#endif
