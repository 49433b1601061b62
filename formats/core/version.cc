// See version.h.  HP_VERSION comes from CMake, to this file only, so that a new
// version recompiles nothing else.
#include "formats/core/version.h"

namespace hotpatch {

std::string_view tool_version() { return HP_VERSION; }

} // namespace hotpatch
