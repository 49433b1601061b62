// What a payload holds, for people.  For programs see formats/payload/dump.h.
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

} // namespace hotpatch

#endif
