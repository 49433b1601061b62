// Bounds on what demangling a name may cost, found without doing it.
#ifndef HOTPATCH_FORMATS_DEMANGLE_EXPANSION_H
#define HOTPATCH_FORMATS_DEMANGLE_EXPANSION_H

#include <string_view>

namespace hotpatch {

// Whether a Microsoft name surely expands to a bounded text.  Says no to some
// long but harmless names.
bool is_bounded_microsoft(std::string_view name);

// Whether walking a Rust v0 name as its demangler does, back references
// included, takes a bounded number of steps.
bool is_bounded_rust(std::string_view name);

} // namespace hotpatch

#endif
