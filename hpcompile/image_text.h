// Lines that the report's and the dump's text have in common.
#ifndef HOTPATCH_HPCOMPILE_IMAGE_TEXT_H
#define HOTPATCH_HPCOMPILE_IMAGE_TEXT_H

#include "cli/terminal.h"
#include "formats/core/image_identity.h"
#include "formats/payload/payload.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// "title    text\n", the text wrapped under itself.
std::string titled_line(std::string_view title, std::string_view text,
                        const TextStyle &style);

// The line "image": name and identity.
std::string render_identity_line(std::string_view path,
                                 const ImageIdentity &identity,
                                 const TextStyle &style);

// "4096 bytes: code 340, constants 20, ...", without empty parts.
std::string parts_text(std::uint64_t total,
                       const std::vector<PayloadPart> &parts,
                       Grouping grouping);

} // namespace hotpatch

#endif
