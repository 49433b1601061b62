// The version of this project, the same for every tool.
#ifndef HOTPATCH_FORMATS_CORE_VERSION_H
#define HOTPATCH_FORMATS_CORE_VERSION_H

#include <string_view>

namespace hotpatch {

// "MAJOR.MINOR.PATCH" of the CMake project; valid for the program's life.
std::string_view tool_version();

} // namespace hotpatch

#endif
