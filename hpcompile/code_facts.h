// Where control may arrive in a piece of the base image's code, and whether it
// leaves the piece at its end.
#ifndef HOTPATCH_HPCOMPILE_CODE_FACTS_H
#define HOTPATCH_HPCOMPILE_CODE_FACTS_H

#include "formats/core/bytes.h"
#include "formats/core/image_identity.h"
#include "formats/isa/instruction.h"

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

// A place that the code makes control, or somebody who reads, come to.
struct Landing {
  enum class Kind : std::uint8_t {
    branch,         // a direct branch or jump leads there
    call,           // a direct call
    return_address, // of a call
    address,        // a RIP-relative operand refers to it
  };
  Rva at = 0;
  Kind kind = Kind::branch;

  friend auto operator<=>(const Landing &, const Landing &) = default;
};

struct CodeFacts {
  std::vector<Instruction> code; // offsets count from the piece's start
  std::vector<Landing> landings; // sorted, no duplicates; anywhere in the image
  // The last instruction is a jump or stops: control does not go on behind the
  // piece.  False for a call, which may return.
  bool ends_for_good = false;

  // The first landing in [begin, end) that is not at `except`, or null.
  [[nodiscard]] const Landing *landing_in(Rva begin, Rva end, Rva except) const;
};

// Decodes `bytes`, which are at `begin` in the image, from first to last.  What
// leads outside of [0, 2^32) is left out.
CodeFacts read_code_facts(Decoder &decoder, BytesView bytes, Rva begin);

// "a branch leads to", "a call leads to", "a call returns to", "an operand
// refers to".
std::string_view text_of(Landing::Kind kind);

} // namespace hotpatch

#endif
