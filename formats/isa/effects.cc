// See instruction.h.
#include "formats/isa/instruction.h"

namespace hotpatch {

Effects effects_of(BytesView, Isa) {
  return {.read = 0xFFFF, .written = 0xFFFF, .stack_known = false};
}

} // namespace hotpatch
