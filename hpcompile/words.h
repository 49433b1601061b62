// The words of reports for values of payloads and images.
#ifndef HOTPATCH_HPCOMPILE_WORDS_H
#define HOTPATCH_HPCOMPILE_WORDS_H

#include "formats/core/text.h"
#include "formats/payload/words.h"
#include "hpcompile/report.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace hotpatch {

// As in JSON; valid for the program's life.
std::string_view to_word(CompileStatus status);

// A GUID as Windows prints it, "01234567-89AB-...", or empty if it is zero.
// Source: RFC 4122; the first three fields are little endian in files.
std::string to_text(const std::array<std::byte, 16> &guid);

} // namespace hotpatch

#endif
