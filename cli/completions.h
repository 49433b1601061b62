// Shell completions, made from the option table.
#ifndef HOTPATCH_CLI_COMPLETIONS_H
#define HOTPATCH_CLI_COMPLETIONS_H

#include "cli/options.h"
#include "formats/core/error.h"

#include <string>
#include <string_view>

namespace hotpatch {

// A script for "bash", "zsh" or "fish" that completes the command line of
// the tool.  malformed: another shell.
Expected<std::string> render_completions(const ProgramText &program,
                                         std::string_view shell);

} // namespace hotpatch

#endif
