// Shell patterns for names.
#ifndef HOTPATCH_CLI_GLOB_H
#define HOTPATCH_CLI_GLOB_H

#include <string_view>

namespace hotpatch {

// Whether `text` as a whole matches `glob`: `*`, `?` and `[...]`.  Takes time
// proportional to the product of their lengths at worst.
bool matches_glob(std::string_view glob, std::string_view text);

} // namespace hotpatch

#endif
