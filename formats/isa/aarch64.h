// The A64 instructions that hold a PC-relative reference.  Exact, and nothing
// else of A64: enough to turn what an assembler resolved back into references.
#ifndef HOTPATCH_FORMATS_ISA_AARCH64_H
#define HOTPATCH_FORMATS_ISA_AARCH64_H

#include "formats/isa/instruction.h"

#include <cstdint>
#include <optional>

namespace hotpatch {

struct PcRelative {
  // branch (b.cond, cbz, tbz), jump (b), call (bl); next for an address (adr,
  // adrp, a literal's load or prefetch).
  Flow flow = Flow::next;
  // In bytes, from the instruction's own address; with is_page from the start
  // of its 4096-byte page (adrp).
  std::int64_t displacement = 0;
  std::uint32_t mask = 0; // the bits of the instruction that hold it
  bool is_page = false;

  friend bool operator==(const PcRelative &, const PcRelative &) = default;
};

// The reference in instruction `word` (as a number, so already read in little
// endian), or nothing if it holds none.
// Source: Arm Architecture Reference Manual DDI 0487, C4.1.
std::optional<PcRelative> pc_relative_of(std::uint32_t word);

} // namespace hotpatch

#endif
