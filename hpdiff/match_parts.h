// What match.cc and match_by_use.cc share.
#ifndef HOTPATCH_HPDIFF_MATCH_PARTS_H
#define HOTPATCH_HPDIFF_MATCH_PARTS_H

#include "hpdiff/equality.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace hotpatch {

// Items (functions or data) of one side that a level has to tell apart.
using Group = std::vector<std::uint32_t>;
// Larger groups of one name are not worth telling apart.
inline constexpr std::size_t max_group = 256;

// The datum's symbol's name, or its section's; a view into the object's bytes.
std::string_view datum_name(const Side &side, std::uint32_t datum);
// Whether the compiler has numbered the datum's name (`buffer.2`), so that the
// number may be another on the other side.
bool is_numbered(const Side &side, std::uint32_t datum);

// Pairs (pre, post) of what has no partner in `known` that every pair of
// functions in `known` that uses either of them agrees on: local functions, and
// numbered data of one base name.
std::map<std::uint32_t, std::uint32_t>
functions_by_use(const Side &pre, const Side &post,
                 const Correspondence &known);
std::map<std::uint32_t, std::uint32_t>
data_by_use(const Side &pre, const Side &post, const Correspondence &known);

} // namespace hotpatch

#endif
