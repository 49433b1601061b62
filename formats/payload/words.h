// The words of reports for values of payloads.
#ifndef HOTPATCH_FORMATS_PAYLOAD_WORDS_H
#define HOTPATCH_FORMATS_PAYLOAD_WORDS_H

#include "formats/core/machine.h"
#include "formats/payload/payload.h"

#include <string_view>

namespace hotpatch {

// As in JSON; valid for the program's life.
std::string_view to_word(FunctionReason reason);
std::string_view to_word(RedirectKind kind);
std::string_view to_word(FixupKind kind);
std::string_view to_word(PayloadSectionKind kind);

// The C symbol of a hook: "hotpatch_pre_apply".
std::string_view to_word(HookKind kind);

} // namespace hotpatch

#endif
