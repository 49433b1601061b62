// Asking the person at the terminal for what nobody may see.
#ifndef HOTPATCH_CLI_ASK_SECRET_H
#define HOTPATCH_CLI_ASK_SECRET_H

#include "formats/core/error.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace hotpatch {

// Longer secrets are not taken from anywhere; bytes.
inline constexpr std::size_t max_secret = 4096;

// One line from the terminal that the process belongs to (/dev/tty, whatever
// standard input is), without echo and without its end.  All of it is in one
// allocation, which the caller wipes.
// io: there is no terminal.  unsupported: the line is too long.
Expected<std::vector<std::byte>> ask_secret(std::string_view prompt);

// What is to be read from file descriptor `fd` up to its first line feed or
// its end, likewise in one allocation.
// io: it cannot be read.  unsupported: the line is too long.
Expected<std::vector<std::byte>> read_secret_line(int fd);

} // namespace hotpatch

#endif
