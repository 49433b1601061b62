// One instruction decoded by Zydis alone: what Decoder remembers, and what its
// tests compare it with.
#ifndef HOTPATCH_FORMATS_ISA_DECODE_ONE_H
#define HOTPATCH_FORMATS_ISA_DECODE_ONE_H

#include "formats/core/bytes.h"
#include "formats/core/machine.h"
#include "formats/isa/instruction.h"

#include <cstdint>

namespace hotpatch {

// No x86 instruction is longer (Intel SDM volume 2, 2.3.11).
inline constexpr std::uint8_t max_instruction_length = 15;

struct DecodedOne {
  Instruction instruction; // at offset 0
  // How many leading bytes (prefixes, opcode, ModRM, SIB) decide everything in
  // `instruction` but the values of its fields.  0: the whole instruction
  // does, or it is undecodable.
  std::uint8_t deciding_bytes = 0;
};

// The instruction at the start of `code`, which must not be empty.  Never
// fails: bytes that are no instruction of `isa` (x86_64 or i386), and one cut
// short by the end of `code`, give an undecodable instruction of one byte.
DecodedOne decode_one(BytesView code, Isa isa);

} // namespace hotpatch

#endif
