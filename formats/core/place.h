// How errors of the readers name places.
#ifndef HOTPATCH_FORMATS_CORE_PLACE_H
#define HOTPATCH_FORMATS_CORE_PLACE_H

#include "formats/core/text.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

// A name from a file, fit for a message: what does not print becomes '?', and
// what is longer than a line is cut ("...").
std::string quoted_name(std::string_view name);

// "section 3 (.text)", or "section 3" if the name is empty.
std::string section_place(std::uint64_t number, std::string_view name);

// "bytes [0x40, 0x80) are past the end of the file (0x60)"
std::string past_end(std::uint64_t offset, std::uint64_t size,
                     std::uint64_t file_size);

} // namespace hotpatch

#endif
