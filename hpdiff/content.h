// What unnamed or unsized data is and where it ends.
#ifndef HOTPATCH_HPDIFF_CONTENT_H
#define HOTPATCH_HPDIFF_CONTENT_H

#include "hpdiff/atoms.h"
#include "hpdiff/side.h"

#include <cstdint>
#include <optional>

namespace hotpatch {

// Whether all bytes are zero.
bool is_zero(BytesView bytes);

// The bytes of the extent; none if it has none in the file.
BytesView bytes_of(const Side &side, const Extent &extent);

// Whether the extent, which may be empty, can be alignment fill: zeros without
// references, fewer than the alignment of the place where they end.
bool is_fill_of(const Side &side, const Extent &extent);

// Whether the extent ends with its section, which was not filled up to its
// alignment.
bool ends_unfilled(const Side &side, const Extent &extent);

// Whether the extent is a string or a table of references that ends just there,
// so that nothing can reach beyond it.
bool delimits_itself(const Side &side, const Extent &extent);

// The end of the string at `offset`, its terminator included.
std::uint64_t string_end(const Section &section, std::uint64_t offset);

// Where a relocation in data leads.  A PC-relative field without a symbol of
// its own is an entry of a table of distances (a jump table): what counts is
// the distance from the table's start.  Exception tables count from the field.
Target data_target(const Side &side, std::uint32_t section, std::uint64_t start,
                   const Relocation &relocation);

// Whether unnamed data is a table of places in code.
bool leads_to_code(const Side &side, const Target &target);

// Where a datum without a size ends: at the next symbol, or before what can be
// no part of it.  That something refers to a place is no sign of an end: it may
// be an element of the datum.
std::uint64_t end_of_datum(const Side &side, const Atoms &atoms,
                           const Extent &datum);

// Where a PC-relative field leads if it counts from its own place, if a
// function or named datum begins there.
std::optional<Target> start_from_field(const Side &side,
                                       const Relocation &relocation);

} // namespace hotpatch

#endif
