// Unnamed read-only data of an object: how far it reaches.
#ifndef HOTPATCH_HPCOMPILE_LITERAL_H
#define HOTPATCH_HPCOMPILE_LITERAL_H

#include "hpdiff/side.h"

#include <cstdint>
#include <optional>

namespace hotpatch {

// What an address in the section is certainly aligned to, in bytes.
std::uint64_t alignment_at(const Section &section, std::uint64_t offset);

// The bytes of a literal at the place: the text up to its terminator in a
// section of strings, the entry in a section of constants of one size.  Nothing
// where the section does not tell how far it reaches, or something in it is
// relocated.
std::optional<BytesView> literal_at(const Side &side, std::uint32_t section,
                                    std::uint64_t offset);

// `width` bytes at the place.  Nothing if that is 0, or they are not in the
// file, or something in them may be relocated.
std::optional<BytesView> read_at(const Side &side, std::uint32_t section,
                                 std::uint64_t offset, std::uint32_t width);

} // namespace hotpatch

#endif
