// The Itanium C++ ABI's language-specific data area: which landing pad serves
// which calls, and what it catches.
#ifndef HOTPATCH_HPCOMPILE_LSDA_H
#define HOTPATCH_HPCOMPILE_LSDA_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>

namespace hotpatch {

// What must be known of one to move it: offsets are in bytes from its start.
// Landing pads count from the start of the code range, so that they move along.
struct Lsda {
  std::uint64_t size = 0;
  // DW_EH_PE_* of the type table's entries, and where that byte is; omitted
  // (0xff): there is no type table.
  std::uint8_t type_encoding = 0xff;
  std::uint64_t type_encoding_at = 0;
  // Entries are numbered from types_end downwards.  As many as there is room
  // for behind the actions; the first in memory may be fill.
  std::uint64_t types_begin = 0, types_end = 0;
  std::uint32_t type_size = 0; // of an entry; 0: there are none

  friend bool operator==(const Lsda &, const Lsda &) = default;
};

// Reads the one that `bytes` begin with, of a code range of `code_size` bytes.
// malformed: a part of it is not in `bytes`, a call site or landing pad is not
// in the code, an action leads to a type that is not in the table.
// unsupported: landing pads that count from elsewhere, or an encoding other
// than LEB128 and 4 bytes for call sites and 4 or 8 bytes for types.
// Source: "Exception Handling Tables" by the authors of HP's C++ ABI for
// Itanium, as gcc/except.cc writes it and libsupc++'s eh_personality.cc reads
// it.
Expected<Lsda> read_lsda(BytesView bytes, std::uint64_t code_size);

} // namespace hotpatch

#endif
