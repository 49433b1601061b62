// The relocations that assemblers put into DWARF sections, per ELF machine.
#ifndef HOTPATCH_FORMATS_DEBUG_ELF_RELOCATIONS_H
#define HOTPATCH_FORMATS_DEBUG_ELF_RELOCATIONS_H

#include <cstdint>
#include <optional>

namespace hotpatch {

enum class DebugRelocationOp : std::uint8_t {
  none,        // changes nothing
  absolute,    // S + A
  pc_relative, // S + A - P
  add,         // what is there + S + A
  subtract,    // what is there - (S + A)
};

struct DebugRelocation {
  DebugRelocationOp op = DebugRelocationOp::none;
  std::uint8_t width = 0; // bytes

  friend bool operator==(const DebugRelocation &,
                         const DebugRelocation &) = default;
};

// What type `type` of machine `machine` (e_machine) does; nothing if unknown.
std::optional<DebugRelocation> elf_debug_relocation(std::uint16_t machine,
                                                    std::uint32_t type);

} // namespace hotpatch

#endif
