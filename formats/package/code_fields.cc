// See code_fields.h.
//
// Whoever applies a package must find the same fields as whoever has made it,
// and has no decoder (it would be the largest part of the program).  None is
// needed: where the guess is wrong, a mark of one byte says so, and such marks
// are rare enough to compress to almost nothing.
//
// The fields' own bytes are skipped, right or wrong, so that the same fields
// are found whatever somebody puts into them.
#include "formats/package/code_fields.h"

#include <array>
#include <cstddef>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::size_t field_size = 4;

// The opcodes, or their last bytes, that code in the field has most of its
// [rip + distance] operands with.  DO NOT CHANGE: readers must agree.
constexpr std::array<std::uint8_t, 52> operand_opcodes = {
    0x01, 0x03, 0x0b, 0x10, 0x11, 0x12, 0x16, 0x28, 0x29, 0x2a, 0x2b,
    0x2e, 0x2f, 0x33, 0x38, 0x39, 0x3a, 0x3b, 0x54, 0x57, 0x58, 0x59,
    0x5c, 0x5e, 0x63, 0x69, 0x6b, 0x6e, 0x6f, 0x7e, 0x7f, 0x80, 0x81,
    0x83, 0x84, 0x85, 0x88, 0x89, 0x8a, 0x8b, 0x8d, 0xb6, 0xb7, 0xbe,
    0xbf, 0xc6, 0xc7, 0xd4, 0xd6, 0xf6, 0xf7, 0xff};

constexpr std::array<bool, 256> is_operand_opcode = [] {
  std::array<bool, 256> table = {};
  for (std::uint8_t opcode : operand_opcodes)
    table[opcode] = true;
  return table;
}();

// What a field is that follows on these two bytes.
std::optional<CodeFieldKind> kind_behind(std::uint8_t before,
                                         std::uint8_t last) {
  if (last == 0xe8)
    return CodeFieldKind::call;
  if (last == 0xe9 || (before == 0x0f && (last & 0xf0) == 0x80))
    return CodeFieldKind::branch;
  // ModRM: mod 0, r/m 5.
  if ((last & 0xc7) == 0x05 && is_operand_opcode[before])
    return CodeFieldKind::operand;
  return std::nullopt;
}

} // namespace

std::vector<CodeField> find_code_fields(BytesView code) {
  std::vector<CodeField> fields;
  std::uint8_t before = 0;
  for (std::size_t at = 1; at + field_size <= code.size();) {
    const auto last = std::to_integer<std::uint8_t>(code[at - 1]);
    if (auto kind = kind_behind(before, last)) {
      fields.push_back({static_cast<std::uint32_t>(at), *kind});
      at += field_size + 1;
      before = 0; // the field's last byte says nothing
    } else {
      ++at;
      before = last;
    }
  }
  return fields;
}

} // namespace hotpatch
