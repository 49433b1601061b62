// The schemes that need more than one call; each yields an empty text for what
// is not a name of its scheme.
#ifndef HOTPATCH_FORMATS_DEMANGLE_SCHEME_H
#define HOTPATCH_FORMATS_DEMANGLE_SCHEME_H

#include <string>
#include <string_view>

namespace hotpatch {

// "_Z...", at most max_mangled_bytes long.
std::string demangle_itanium(std::string_view name);

// What demangle_itanium() yields for a legacy Rust name, as Rust writes it:
// without the hash and with `$LT$` and the like replaced.  Empty if `demangled`
// is no such name.
// Source: rustc's symbol_names/legacy.rs.
std::string rewrite_legacy_rust(std::string_view demangled);

} // namespace hotpatch

#endif
