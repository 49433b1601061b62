// A program's arguments as the one line that Windows hands to it.
#ifndef HOTPATCH_HPAPPLY_WINDOWS_COMMAND_H
#define HOTPATCH_HPAPPLY_WINDOWS_COMMAND_H

#include <span>
#include <string>

namespace hotpatch {

// The line that a C program takes apart into `arguments` again; the first names
// the program, and has no quotes.
// Source: Microsoft, Parsing C command-line arguments.
std::string command_line(std::span<const std::string> arguments);

} // namespace hotpatch

#endif
