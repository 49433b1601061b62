// Which unnamed data a function reads as a table of distances.
#ifndef HOTPATCH_HPCOMPILE_DISTANCE_TABLES_H
#define HOTPATCH_HPCOMPILE_DISTANCE_TABLES_H

#include "hpdiff/code_view.h"

#include <vector>

namespace hotpatch {

// For each reference of the code: whether it is the address of a table whose
// 4-byte entries are distances from the table's begin, which the code adds to
// that address.  Assemblers resolve entries that lead into the table's own
// section, so nothing but the code tells them from numbers.
std::vector<bool> find_distance_tables(const CodeView &code);

} // namespace hotpatch

#endif
