// File names in paths, on whatever system these were written.
#ifndef HOTPATCH_FORMATS_CORE_FILE_NAME_H
#define HOTPATCH_FORMATS_CORE_FILE_NAME_H

#include <string_view>

namespace hotpatch {

// A view of what is behind the last slash or backslash: "C:\\b\\x.pdb" ->
// "x.pdb".
std::string_view file_name(std::string_view path);

// The same of an object that may be an archive's member:
// "b/libx.a(lib/x.o)" -> "x.o".
std::string_view object_file_name(std::string_view label);

} // namespace hotpatch

#endif
