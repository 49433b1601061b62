// An object's bytes as a side of a comparison.
#ifndef HOTPATCH_HPDIFF_READ_SIDE_H
#define HOTPATCH_HPDIFF_READ_SIDE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/debug/line_table.h"
#include "formats/isa/instruction.h"
#include "hpdiff/side.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// What every object's comparison needs; one per thread, reused.
struct Decoders {
  Decoder x86_64{Isa::x86_64};
  Decoder i386{Isa::i386};
};

// Views point into `bytes`, and `decoders` are kept: both must outlive it.
// Errors as read_object().
Expected<Side> read_side(BytesView bytes, Decoders &decoders);

// Line rows of each function, their places counted from its start; `bytes` are
// those that `side` was read from.  None where the debug information cannot be
// read: then nothing is known or proven by it.
std::vector<std::vector<LineRow>>
read_function_lines(const Side &side, BytesView bytes,
                    std::span<const std::uint32_t> functions);

} // namespace hotpatch

#endif
