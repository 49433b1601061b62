// How far the return address is from the stack pointer, throughout a function.
#ifndef HOTPATCH_FORMATS_IMAGE_FRAME_ROWS_H
#define HOTPATCH_FORMATS_IMAGE_FRAME_ROWS_H

#include "formats/core/bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// From `begin`, in bytes from the function's beginning, up to the next row.
struct FrameRow {
  std::uint64_t begin = 0;
  // Where the return address is, in bytes above the stack pointer.  Nothing: it
  // cannot be told from that alone (a frame pointer, an expression).
  std::optional<std::uint64_t> to_return = {};

  friend bool operator==(const FrameRow &, const FrameRow &) = default;
};

// By begin, the first at 0, of the FDE at `fde` of an .eh_frame for x86-64.
// What cannot be read is a row of which nothing can be told.
// Source: LSB Core, section 10.6.1; DWARF 5, section 6.4; x86-64 psABI, 3.6.2.
std::vector<FrameRow> read_frame_rows(BytesView eh_frame, std::uint64_t fde);

// The row's value at `place`; nothing also where there is no row.
std::optional<std::uint64_t> to_return_at(const std::vector<FrameRow> &rows,
                                          std::uint64_t place);

} // namespace hotpatch

#endif
