// The words of reports for values of payloads and images.
#ifndef HOTPATCH_HPCOMPILE_WORDS_H
#define HOTPATCH_HPCOMPILE_WORDS_H

#include "formats/payload/words.h"
#include "hpcompile/report.h"

#include <string_view>

namespace hotpatch {

// As in JSON; valid for the program's life.
std::string_view to_word(CompileStatus status);

} // namespace hotpatch

#endif
