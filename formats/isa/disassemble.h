// Machine code of any machine as text, for people.  Nothing is compared by it.
#ifndef HOTPATCH_FORMATS_ISA_DISASSEMBLE_H
#define HOTPATCH_FORMATS_ISA_DISASSEMBLE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/machine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

struct DisassembledLine {
  std::uint64_t offset = 0; // in bytes from the start of the code
  std::uint64_t length = 0; // in bytes
  std::string text;         // "(bad)" for what is no instruction

  friend bool operator==(const DisassembledLine &,
                         const DisassembledLine &) = default;
};

// Disassembles `code` for the machine with machine.number, from its first byte
// to its last; the lengths sum to code.size().  Branches show their operand as
// it is encoded.  32-bit ELF ARM code is taken for A32, never for Thumb.
// Call it from one thread, and not on code that an enemy may have made: LLVM's
// disassemblers are not hardened (see disassemble.cc).
// unsupported: no disassembler for that machine.
// Source: LLVM 19 MC.
Expected<std::vector<DisassembledLine>> disassemble(BytesView code,
                                                    const Machine &machine);

} // namespace hotpatch

#endif
