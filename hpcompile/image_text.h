// Lines that the report's and the dump's text have in common.
#ifndef HOTPATCH_HPCOMPILE_IMAGE_TEXT_H
#define HOTPATCH_HPCOMPILE_IMAGE_TEXT_H

#include "cli/terminal.h"
#include "formats/core/image_identity.h"

#include <string>
#include <string_view>

namespace hotpatch {

// The line "image": name and identity.
std::string render_identity_line(std::string_view path,
                                 const ImageIdentity &identity,
                                 const TextStyle &style);

} // namespace hotpatch

#endif
