// Symbol names as their authors wrote them.
#ifndef HOTPATCH_FORMATS_DEMANGLE_DEMANGLE_H
#define HOTPATCH_FORMATS_DEMANGLE_DEMANGLE_H

#include <cstddef>
#include <string>
#include <string_view>

namespace hotpatch {

// Longer names are not demangled: real ones are shorter, and demanglers are
// recursive.
inline constexpr std::size_t max_mangled_bytes = 4096;

// No demangled name is longer.
inline constexpr std::size_t max_demangled_bytes = 65536;

// The readable form of a C++ (Itanium ABI, Microsoft) or Rust (v0, legacy)
// name; a suffix that a compiler added is kept in parentheses: "foo()
// (.constprop.0)".  One more underscore in front (Mach-O, i386 COFF) is
// accepted.  Empty if the name is not mangled, or is too long, or would expand
// beyond reason.
// Source: Itanium C++ ABI 5.1; Rust RFC 2603; LLVM's demanglers, which do the
// work.
std::string demangle(std::string_view name);

} // namespace hotpatch

#endif
