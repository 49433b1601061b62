// Payloads to test with: small, but with everything that a payload can have.
#ifndef HOTPATCH_TESTS_SUPPORT_PAYLOAD_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_PAYLOAD_BUILDER_H

#include "formats/core/machine.h"
#include "formats/payload/payload.h"

namespace hotpatch {

// One function that calls into the base, with its redirect and unwind record,
// and nothing else.
Payload small_payload(ObjectFormat format);

// Every kind of section, fixup, import, redirect, reason and hook.
Payload full_payload(ObjectFormat format);

} // namespace hotpatch

#endif
