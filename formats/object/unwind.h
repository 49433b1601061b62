// Unwind and exception information, cut up by function.
#ifndef HOTPATCH_FORMATS_OBJECT_UNWIND_H
#define HOTPATCH_FORMATS_OBJECT_UNWIND_H

#include "formats/object/extent.h"
#include "formats/object/object_file.h"

#include <vector>

namespace hotpatch {

// What the object says about unwinding through one range of code.
struct UnwindEntry {
  std::uint32_t section = 0; // where the code range begins
  std::uint64_t offset = 0;
  std::uint64_t size = 0; // of the range, in bytes; 0: not known
  // The bytes that say how, without the range itself: of .eh_frame the CIE and
  // the FDE's augmentation data and instructions (less nops at its end), of a
  // table (.pdata, .ARM.exidx) the words after the range.  Relocations in them
  // lead to the exception tables.
  std::vector<Extent> parts;
};

// All entries, sorted by place.  What is not well formed is left out: a linker
// would refuse it, and its bytes are not code.
// Source: Linux Standard Base 5.0 section 10.6 (.eh_frame); the x64 and ARM64
// exception handling chapters of Microsoft's documentation; EHABI32.
std::vector<UnwindEntry> read_unwind(const ObjectFile &object);

// The code ranges that x64 .pdata entries name, sorted.  Nothing for other
// machines and formats.
std::vector<Extent> read_unwound_ranges(const ObjectFile &object);

} // namespace hotpatch

#endif
