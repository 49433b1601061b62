#include "formats/core/call_frames.h"

#include "formats/core/cursor.h"

#include <array>
#include <limits>

namespace hotpatch {
namespace {

// How the operands of an opcode are encoded.
enum class Operands : std::uint8_t {
  unknown,
  none,
  one_leb,
  two_lebs,
  block,     // a LEB128 length and as many bytes
  leb_block, // a LEB128 and a block
};

constexpr std::array<Operands, 0x17> operands_of_opcode = {
    Operands::none,      // DW_CFA_nop
    Operands::unknown,   // DW_CFA_set_loc: an address
    Operands::unknown,   // DW_CFA_advance_loc1, 2, 4: see read_advance()
    Operands::unknown,   //
    Operands::unknown,   //
    Operands::two_lebs,  // DW_CFA_offset_extended
    Operands::one_leb,   // DW_CFA_restore_extended
    Operands::one_leb,   // DW_CFA_undefined
    Operands::one_leb,   // DW_CFA_same_value
    Operands::two_lebs,  // DW_CFA_register
    Operands::none,      // DW_CFA_remember_state
    Operands::none,      // DW_CFA_restore_state
    Operands::two_lebs,  // DW_CFA_def_cfa
    Operands::one_leb,   // DW_CFA_def_cfa_register
    Operands::one_leb,   // DW_CFA_def_cfa_offset
    Operands::block,     // DW_CFA_def_cfa_expression
    Operands::leb_block, // DW_CFA_expression
    Operands::two_lebs,  // DW_CFA_offset_extended_sf
    Operands::two_lebs,  // DW_CFA_def_cfa_sf
    Operands::one_leb,   // DW_CFA_def_cfa_offset_sf
    Operands::two_lebs,  // DW_CFA_val_offset
    Operands::two_lebs,  // DW_CFA_val_offset_sf
    Operands::leb_block, // DW_CFA_val_expression
};

Operands operands_of(std::uint8_t opcode) {
  switch (opcode >> 6) {
  case 2: // DW_CFA_offset
    return Operands::one_leb;
  case 3: // DW_CFA_restore
    return Operands::none;
  default:
    break;
  }
  if (opcode < operands_of_opcode.size())
    return operands_of_opcode[opcode];
  switch (opcode) {
  case 0x2d: // DW_CFA_GNU_window_save, DW_CFA_AARCH64_negate_ra_state
    return Operands::none;
  case 0x2e: // DW_CFA_GNU_args_size
    return Operands::one_leb;
  case 0x2f: // DW_CFA_GNU_negative_offset_extended
    return Operands::two_lebs;
  default:
    return Operands::unknown;
  }
}

// Moves `place` on if the opcode is an advance.  Nothing: it is none.
std::optional<std::uint64_t> read_advance(std::uint8_t opcode, Cursor &cursor) {
  if (opcode >> 6 == 1)
    return opcode & 0x3fU;
  switch (opcode) {
  case 2:
    return cursor.u8();
  case 3:
    return cursor.u16();
  case 4:
    return cursor.u32();
  default:
    return std::nullopt;
  }
}

// Behind the operands of an opcode; false if they are not known.
bool skip_operands(std::uint8_t opcode, Cursor &cursor) {
  switch (operands_of(opcode)) {
  case Operands::unknown:
    return false;
  case Operands::none:
    return true;
  case Operands::two_lebs:
    cursor.uleb();
    [[fallthrough]];
  case Operands::one_leb:
    cursor.uleb();
    return true;
  case Operands::leb_block:
    cursor.uleb();
    [[fallthrough]];
  case Operands::block:
    cursor.take(cursor.uleb());
    return true;
  }
  return false;
}

} // namespace

std::optional<std::vector<CallFrameStep>>
read_call_frame_steps(BytesView bytes, std::uint64_t begin, std::uint64_t end,
                      std::uint64_t code_alignment, std::endian order) {
  constexpr std::uint64_t far = std::uint64_t{1} << 31;
  if (begin > bytes.size())
    return std::nullopt;
  // Zeros at the end, which the extent may leave out, may still be operands.
  Cursor cursor(bytes.subspan(begin), order);
  std::vector<CallFrameStep> steps;
  std::uint64_t place = 0;
  while (begin + cursor.position() < end) {
    const std::uint64_t at = begin + cursor.position();
    const std::uint8_t opcode = cursor.u8();
    if (std::optional<std::uint64_t> advance = read_advance(opcode, cursor)) {
      if (*advance > far || code_alignment > far ||
          place > std::numeric_limits<std::uint64_t>::max() -
                      *advance * code_alignment)
        return std::nullopt;
      place += *advance * code_alignment;
    } else if (!skip_operands(opcode, cursor)) {
      return std::nullopt;
    } else if (opcode != 0) {
      steps.push_back({place, at, begin + cursor.position()});
    }
    if (cursor.failed())
      return std::nullopt;
  }
  return steps;
}

} // namespace hotpatch
