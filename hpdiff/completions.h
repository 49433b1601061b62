// Shell completions, made from the option table.
#ifndef HOTPATCH_HPDIFF_COMPLETIONS_H
#define HOTPATCH_HPDIFF_COMPLETIONS_H

#include "formats/core/error.h"

#include <string>
#include <string_view>

namespace hotpatch {

// A script for "bash", "zsh" or "fish" that completes the command line of
// hpdiff.  malformed: another shell.
Expected<std::string> render_completions(std::string_view shell);

} // namespace hotpatch

#endif
