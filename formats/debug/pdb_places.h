// Which name, size and object a place of an image has, when a PDB's publics and
// symbols each know a part.
#ifndef HOTPATCH_FORMATS_DEBUG_PDB_PLACES_H
#define HOTPATCH_FORMATS_DEBUG_PDB_PLACES_H

#include "formats/core/image_symbols.h"

#include <vector>

namespace hotpatch {

// `publics` have linkage names, RVAs and perhaps a kind; `symbols` have sizes,
// objects and readable names.  The result is as in ImageSymbols::places: all
// publics, each with what the symbols of its RVA know; static symbols under
// their own name; global symbols only where no public is.
std::vector<NamedPlace> join_publics(std::vector<NamedPlace> publics,
                                     std::vector<NamedPlace> symbols);

} // namespace hotpatch

#endif
