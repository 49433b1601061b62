// Call frame instructions of DWARF with the places they are for.
#ifndef HOTPATCH_FORMATS_CORE_CALL_FRAMES_H
#define HOTPATCH_FORMATS_CORE_CALL_FRAMES_H

#include "formats/core/bytes.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// One call frame instruction other than an advance or a no-operation.
struct CallFrameStep {
  std::uint64_t place = 0; // bytes from the start of the code that it is for
  std::uint64_t begin = 0, end = 0; // opcode and operands, in the bytes read

  friend bool operator==(const CallFrameStep &,
                         const CallFrameStep &) = default;
};

// The instructions in [begin, end) of `bytes`, whose places count from 0.
// `code_alignment` is what advances count in.
// Nothing if they cannot be told: opcodes that are not known here, addresses to
// be filled in among them, places that overflow.
// Source: DWARF 5 section 6.4.2.
std::optional<std::vector<CallFrameStep>>
read_call_frame_steps(BytesView bytes, std::uint64_t begin, std::uint64_t end,
                      std::uint64_t code_alignment, std::endian order);

} // namespace hotpatch

#endif
