// What one unwind record says, the same way for all formats.  For
// validate_unwind.cc alone.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_UNWIND_FACTS_H
#define HOTPATCH_HPCOMPILE_VALIDATE_UNWIND_FACTS_H

#include "formats/core/bytes.h"
#include "hpcompile/validate_world.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hotpatch {

struct UnwindFact {
  enum class Kind : std::uint8_t {
    number, // equal if it is
    place,  // in the code: equal if the same instruction is there
    target, // leads somewhere, as an address in code does
    slot,   // leads to where the slot there leads
  };
  std::string_view what = {}; // for messages
  Kind kind = Kind::number;
  std::uint64_t value = 0;
  BytesView bytes = {}; // equal too
  Place origin = 0;     // place: where the code begins that the record is for
};

using UnwindFacts = std::vector<UnwindFact>;

// Of an FDE with its CIE, and the exception table that it leads to.
// Nothing: it is malformed, or encoded in a way that images do not use.
// Source: LSB Core, section 10.6.1; DWARF 5, section 6.4.
std::optional<UnwindFacts> elf_unwind_facts(const World &world,
                                            const WorldUnwind &unwind);

// Of an UNWIND_INFO with those that it is chained to, and what its handler
// reads as far as that is known.  Nothing: it is malformed.
// Source: "x64 exception handling" of Microsoft's C++ documentation.
std::optional<UnwindFacts> pe_unwind_facts(const World &world,
                                           const WorldUnwind &unwind);

// Of the exception table (LSDA) at `table` of code that begins at `code`: for
// each call site its extent, its landing pad, and what is caught there.  Of one
// whose landing pads count from elsewhere, only that.
std::optional<UnwindFacts> lsda_facts(const World &world, Place table,
                                      Place code);

// What the pointer in a field leads to that is encoded as in .eh_frame; zero is
// a number.  Nothing: the encoding is another one, or the field is not there.
std::optional<UnwindFact> encoded_pointer(const World &world, Place field,
                                          std::uint8_t encoding);
// Bytes that a pointer of this encoding takes; 0: of another kind.
unsigned encoded_width(std::uint8_t encoding);

} // namespace hotpatch

#endif
