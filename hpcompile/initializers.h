// Sections of an object by which code runs although nobody calls it: tables of
// functions, or code that is joined with other objects'.
#ifndef HOTPATCH_HPCOMPILE_INITIALIZERS_H
#define HOTPATCH_HPCOMPILE_INITIALIZERS_H

#include <string_view>

namespace hotpatch {

// By the section's name: whether that code runs when the image is loaded or a
// thread starts (so it ran already).  Sources: ELF gABI 5 "Initialization and
// Termination Functions", GNU ld's default script, Microsoft "CRT
// Initialization"; .tls_cb is mingw's.
bool holds_initializers(std::string_view section);

// The same, or when it is unloaded.  A linker keeps these sections although
// nothing refers to them.
bool is_run_unasked(std::string_view section);

} // namespace hotpatch

#endif
