// Names of types that compilers made up, and how they are kept from looking
// like a change.
#ifndef HOTPATCH_FORMATS_DEBUG_TYPE_NAMES_H
#define HOTPATCH_FORMATS_DEBUG_TYPE_NAMES_H

#include <string>
#include <string_view>

namespace hotpatch {

inline constexpr std::string_view anonymous_namespace = "(anonymous namespace)";

// The name without what differs from build to build: anonymous namespaces
// ("?A0x1b2c3d4e", "`anonymous namespace'") become "(anonymous namespace)",
// numbered blocks ("f::__l2::Local") lose their number.
std::string stable_type_name(std::string_view name);

// Whether the name, or a template argument in it, was numbered by the compiler:
// lambdas and unnamed types.  Such a name says nothing about which type it is.
bool is_made_by_compiler(std::string_view name);

} // namespace hotpatch

#endif
