// Comparing the instructions of two bodies of code, one of each world.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_CODE_H
#define HOTPATCH_HPCOMPILE_VALIDATE_CODE_H

#include "formats/isa/instruction.h"
#include "hpcompile/validate_world.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hotpatch {

// Code [begin, begin + bytes.size()) with its instructions.
struct CodeBody {
  BodyRange range;
  BytesView bytes;
  std::vector<Instruction> instructions;
};

// What an operand does with the place it names, and so how much of it counts.
enum class ReferenceUse : std::uint8_t {
  transfer, // control goes there: branch, jump, call, falling through
  address,  // its address is taken
  access,   // memory there is read or written
  initial,  // the initial value of a variable leads there
  table,    // its address is taken, as the base of a table of distances from it
};

// Two operands that must lead to the same thing.
struct CodeReference {
  ReferenceUse use = ReferenceUse::transfer;
  // The operand names a slot, and the thing is where the slot leads: on the
  // other side a linker has made the access through the slot a direct one.
  bool base_via_slot = false, post_via_slot = false;
  std::uint8_t post_length = 0; // of the instruction
  Place base_target = 0, post_target = 0;
  Place base_at = 0, post_at = 0; // of the instruction
};

struct CodeMismatch {
  Place base_at = 0, post_at = 0; // of the first instruction that differs
  std::string detail;             // found and expected
};

struct CodeComparison {
  std::vector<CodeReference> references;
  std::uint32_t instructions = 0; // compared, without no-ops
  // Immediates that differ while all else of their instruction agrees.
  std::vector<CodeMismatch> immediates;
  // Any other difference ends the comparison: at most one.
  std::vector<CodeMismatch> others;
};

// Compares all of `post` with as much of `base` as it takes.  Branches within
// `post` must go to the corresponding instruction; all other operands that name
// places become references.
CodeComparison compare_code(const World &base_world, const CodeBody &base,
                            const World &post_world, const CodeBody &post);

// Which RIP-relative lea of the code (by number, ascending) yield the base of a
// table of 32-bit distances from that base: jump tables, and tables of strings
// without relocations.
std::vector<std::uint32_t> find_table_bases(const CodeBody &body);

} // namespace hotpatch

#endif
