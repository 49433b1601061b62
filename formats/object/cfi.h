// Call frame instructions with the places they are for.
#ifndef HOTPATCH_FORMATS_OBJECT_CFI_H
#define HOTPATCH_FORMATS_OBJECT_CFI_H

#include "formats/object/unwind.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// One call frame instruction other than an advance.
struct CfiStep {
  std::uint64_t place = 0; // bytes from the start of the entry's code range
  Extent bytes;            // opcode and operands

  friend bool operator==(const CfiStep &, const CfiStep &) = default;
};

struct CfiProgram {
  Extent augmentation; // the FDE's augmentation data; empty if there is none
  std::vector<CfiStep> steps; // no-operations are left out

  friend bool operator==(const CfiProgram &, const CfiProgram &) = default;
};

// The FDE's instructions of an entry that read_unwind() has found in .eh_frame.
// Nothing: as read_call_frame_steps(), or something in them is relocated.
// Source: Linux Standard Base 5.0 section 10.5.1.
std::optional<CfiProgram> read_cfi(const ObjectFile &object,
                                   const UnwindEntry &entry);

} // namespace hotpatch

#endif
