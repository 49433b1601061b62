// Carried unwind information as parts of a selection.
#ifndef HOTPATCH_HPCOMPILE_UNWIND_PART_H
#define HOTPATCH_HPCOMPILE_UNWIND_PART_H

#include "hpcompile/carried_unwind.h"
#include "hpcompile/part_builder.h"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace hotpatch {

// Parts that several functions use, by what is in them.
struct SharedParts {
  // CIEs: bytes and the links of their fields.
  std::map<std::pair<std::vector<std::byte>,
                     std::vector<std::tuple<std::uint32_t, std::uint32_t, Rva,
                                            std::int64_t>>>,
           std::uint32_t>
      cies;
  // Jumps to handlers, by where they lead to: part or no_index, base, addend.
  std::map<std::tuple<std::uint32_t, Rva, std::int64_t>, std::uint32_t>
      handlers;
};

// Adds the parts and ranges of a function's unwind information to `selection`,
// which holds its code as `parts`, one an extent.
void add_unwind(const PartContext &context, std::uint32_t object,
                std::uint32_t function, const std::vector<std::uint32_t> &parts,
                const CarriedUnwind &unwind, SharedParts &shared,
                Selection &selection);

} // namespace hotpatch

#endif
