// What a payload holds, for people and as JSON "hpcompile.payload/1".
#ifndef HOTPATCH_HPCOMPILE_PAYLOAD_VIEW_H
#define HOTPATCH_HPCOMPILE_PAYLOAD_VIEW_H

#include "cli/terminal.h"
#include "formats/payload/payload.h"

#include <string>
#include <vector>

namespace hotpatch {

// Everything but the bytes of the sections.  `parts` is measure_payload()'s.
std::string render_payload_text(const Payload &payload,
                                const std::vector<PayloadPart> &parts,
                                const TextStyle &style);

// Everything but the bytes of the sections: every field of the value by its
// name.  Source: docs/schemas/hpcompile.payload.schema.json.
std::string render_payload_json(const Payload &payload,
                                const std::vector<PayloadPart> &parts);

} // namespace hotpatch

#endif
