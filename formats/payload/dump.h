// A payload as JSON, for people and programs that want to see what is in one.
#ifndef HOTPATCH_FORMATS_PAYLOAD_DUMP_H
#define HOTPATCH_FORMATS_PAYLOAD_DUMP_H

#include "formats/payload/payload.h"

#include <string>
#include <vector>

namespace hotpatch {

// The document of docs/schemas/hpcompile.dump.schema.json, with a final line
// feed: every field of the value, and its parts (measure_payload()).  The same
// payload gives the same text.
std::string dump_json(const Payload &payload,
                      const std::vector<PayloadPart> &parts);

} // namespace hotpatch

#endif
