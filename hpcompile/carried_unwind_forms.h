// The two forms of unwind information that UnwindCarrier chooses between.
#ifndef HOTPATCH_HPCOMPILE_CARRIED_UNWIND_FORMS_H
#define HOTPATCH_HPCOMPILE_CARRIED_UNWIND_FORMS_H

#include "hpcompile/carried_unwind.h"

#include <vector>

namespace hotpatch {

// A record and where in the function its code begins.
struct PlacedRecord {
  UnwindRecord unwind;
  std::uint64_t begin = 0;

  [[nodiscard]] std::uint64_t end() const { return begin + unwind.code.size(); }
};

// What the records, which are all about the function, become in the payload.
// Errors as UnwindCarrier::carry().
Expected<CarriedUnwind> carry_elf(const Side &side, std::uint32_t function,
                                  const std::vector<PlacedRecord> &records);
Expected<CarriedUnwind> carry_pe(const Side &side, std::uint32_t function,
                                 const std::vector<PlacedRecord> &records);

} // namespace hotpatch

#endif
