// The words of reports for values of payloads and images.
#ifndef HOTPATCH_HPCOMPILE_WORDS_H
#define HOTPATCH_HPCOMPILE_WORDS_H

#include "formats/core/bytes.h"
#include "formats/core/image_identity.h"
#include "formats/payload/payload.h"
#include "hpcompile/report.h"

#include <string>
#include <string_view>

namespace hotpatch {

// As in JSON; valid for the program's life.
std::string_view to_word(CompileStatus status);
std::string_view to_word(FunctionReason reason);
std::string_view to_word(RedirectKind kind);
std::string_view to_word(FixupKind kind);
std::string_view to_word(PayloadSectionKind kind);
std::string_view to_word(ObjectFormat format);

// The C symbol of a hook: "hotpatch_pre_apply".
std::string_view to_word(HookKind kind);

// "sha256:" and 64 lower-case digits.
std::string to_text(const Sha256 &digest);

// A GUID as Windows prints it, "01234567-89AB-...", or empty if it is zero.
// Source: RFC 4122; the first three fields are little endian in files.
std::string to_text(const std::array<std::byte, 16> &guid);

} // namespace hotpatch

#endif
