// General purpose registers of x86 in the text of instructions.
#ifndef HOTPATCH_HPDIFF_REGISTER_NAMES_H
#define HOTPATCH_HPDIFF_REGISTER_NAMES_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// A register by its number in RegisterSet order and its width in bytes.
struct NamedRegister {
  std::uint8_t number = 0, width = 0;

  friend bool operator==(const NamedRegister &,
                         const NamedRegister &) = default;
};

// The general purpose registers that an instruction's text names, in order (ah,
// bh, ch and dh are not among them).
std::vector<NamedRegister> registers_in(std::string_view text);

// The text with a sign for each of them that only tells its width.
std::string without_registers(std::string_view text);

// "rax", "r8d", "bl".
std::string name_of(const NamedRegister &reg);

} // namespace hotpatch

#endif
