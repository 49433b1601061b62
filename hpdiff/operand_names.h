// What the places that code refers to are called in a listing.
#ifndef HOTPATCH_HPDIFF_OPERAND_NAMES_H
#define HOTPATCH_HPDIFF_OPERAND_NAMES_H

#include "hpdiff/side.h"

#include <cstdint>
#include <string>

namespace hotpatch {

// "name+0x8"; of unnamed data the section alone, since its offset there says
// nothing and changes with every build.
std::string target_name(const Side &side, const Target &target);

// What lies at a place in unnamed data, as a comment: "text" in quotes and
// escaped, at most 60 characters of it, or bytes in hex.  `width` is the number
// of bytes that the instruction accesses there, 0 if it takes the address.
// Empty if the target is no unnamed data or has no bytes in the file.
std::string literal_text(const Side &side, const Target &target,
                         std::uint64_t width);

} // namespace hotpatch

#endif
