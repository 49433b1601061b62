// Registers that a compiler has allocated differently.
#ifndef HOTPATCH_HPDIFF_REGISTER_RENAMES_H
#define HOTPATCH_HPDIFF_REGISTER_RENAMES_H

#include "formats/core/bytes.h"
#include "formats/core/machine.h"
#include "formats/isa/instruction.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// A row of a listing of x86 code, as far as registers are concerned.
struct RenameRow {
  // The instruction's bytes; empty where a side has none.
  BytesView pre, post;
  // Its text, without label and comment.
  std::string pre_text, post_text;
  std::uint32_t label = 0;       // of the row, 0: none
  std::uint32_t branches_to = 0; // label that it branches to on both sides
  Flow flow = Flow::next;        // of the post side
  bool may_fold = false;         // the texts differ, but in registers alone
};

struct Renames {
  std::vector<bool> is_folded;    // one a row
  std::vector<std::string> names; // "rbp -> rbx", each once, as they occur
};

// The rows that do the same to other registers: each value they read was put by
// both sides into the registers that they read it from.  A row that only seems
// to is not folded: when a value that it wrote is read elsewhere from a
// register that does not hold it.  Followed in the order of the text, with
// joins of control flow ahead but not back; so it is a service to readers, no
// proof.
Renames find_renames(const std::vector<RenameRow> &rows,
                     const Machine &machine);

} // namespace hotpatch

#endif
