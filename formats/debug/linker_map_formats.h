// The readers behind read_linker_map(), one per kind of map.
#ifndef HOTPATCH_FORMATS_DEBUG_LINKER_MAP_FORMATS_H
#define HOTPATCH_FORMATS_DEBUG_LINKER_MAP_FORMATS_H

#include "formats/core/error.h"
#include "formats/core/image_symbols.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

// link.exe and lld-link with /map.
Expected<ImageSymbols> read_msvc_map(std::string_view text,
                                     const std::vector<Rva> &section_rvas);

// GNU ld with -Map, for ELF and PE.
Expected<ImageSymbols> read_gnu_map(std::string_view text,
                                    std::uint64_t preferred_base);

// ld.lld with -Map, lld-link with /lldmap, mold.
Expected<ImageSymbols> read_lld_map(std::string_view text,
                                    std::uint64_t preferred_base);

} // namespace hotpatch

#endif
