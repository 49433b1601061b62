// Names of places in an image, from the map file a linker wrote.
#ifndef HOTPATCH_FORMATS_DEBUG_LINKER_MAP_H
#define HOTPATCH_FORMATS_DEBUG_LINKER_MAP_H

#include "formats/core/error.h"
#include "formats/core/image_symbols.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

// Reads what link.exe and lld-link /map (publics and static symbols), GNU ld
// and ld.lld -Map, lld-link /lldmap and mold -Map write.  Addresses become RVAs
// by `preferred_base`; link.exe's "section:offset" by `section_rvas` (by number
// from 1).  Sizes where the map tells them (lld, mold); contributions but for
// /map.  Absolute symbols and computed ones are left out.
// GNU ld, lld and mold write readable C++ names unless told --no-demangle;
// names are kept as written.
// malformed: a line of a known table cannot be read, or a place is in no
// section.  unsupported: no known map.
Expected<ImageSymbols> read_linker_map(std::string_view text,
                                       std::uint64_t preferred_base,
                                       const std::vector<Rva> &section_rvas);

} // namespace hotpatch

#endif
