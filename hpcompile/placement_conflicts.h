// Placements that cannot all be right.
#ifndef HOTPATCH_HPCOMPILE_PLACEMENT_CONFLICTS_H
#define HOTPATCH_HPCOMPILE_PLACEMENT_CONFLICTS_H

#include "hpcompile/placement.h"

#include <vector>

namespace hotpatch {

// `all` ([object][section]) in which writable sections of two objects that are
// placed over each other are ambiguous.
std::vector<std::vector<SectionPlacement>>
without_conflicts(const Build &build,
                  std::vector<std::vector<SectionPlacement>> all);

} // namespace hotpatch

#endif
