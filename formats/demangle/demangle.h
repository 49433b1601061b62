#ifndef HOTPATCH_FORMATS_DEMANGLE_DEMANGLE_H
#define HOTPATCH_FORMATS_DEMANGLE_DEMANGLE_H
#include <string>
#include <string_view>
namespace hotpatch { std::string demangle(std::string_view name); }
#endif
