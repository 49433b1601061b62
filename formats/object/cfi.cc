// See cfi.h.  An FDE moves through its code by distances and not by addresses
// that the linker would fill in, so that the same bytes mean other instructions
// once some of the code has another length.  Here the distances become places.
#include "formats/object/cfi.h"

#include <algorithm>
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

// Reads forward through bytes; once something is missing it stays failed.
class Reader {
public:
  Reader(BytesView bytes, std::uint64_t at, std::endian order)
      : bytes_(bytes), at_(at), order_(order) {}

  template <typename T> T read() {
    std::optional<T> value = read_int<T>(bytes_, at_, order_);
    failed_ |= !value;
    at_ += sizeof(T);
    return value.value_or(T{});
  }

  std::uint64_t read_leb() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      auto byte = read<std::uint8_t>();
      if (failed_ || shift > 56) {
        failed_ = true;
        return 0;
      }
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80)
        return value;
    }
  }

  void skip(std::uint64_t count) {
    failed_ |= at_ > bytes_.size() || count > bytes_.size() - at_;
    at_ += failed_ ? 0 : count;
  }

  [[nodiscard]] std::uint64_t at() const { return at_; }
  [[nodiscard]] bool failed() const { return failed_; }

private:
  BytesView bytes_;
  std::uint64_t at_;
  std::endian order_;
  bool failed_ = false;
};

// What of a CIE the instructions of its FDEs depend on.
struct Cie {
  bool has_augmentation_data = false;
  std::uint64_t code_alignment = 1;
};

std::optional<Cie> read_cie(BytesView bytes, std::uint64_t id_at,
                            std::endian order) {
  Reader reader(bytes, id_at, order);
  reader.read<std::uint32_t>(); // the id
  auto version = reader.read<std::uint8_t>();
  Cie cie;
  std::string_view augmentation =
      as_text(bytes).substr(std::min<std::uint64_t>(reader.at(), bytes.size()));
  augmentation = augmentation.substr(0, augmentation.find('\0'));
  reader.skip(augmentation.size() + 1);
  cie.has_augmentation_data = augmentation.starts_with('z');
  cie.code_alignment = reader.read_leb();
  bool is_known = (version == 1 || version == 3) &&
                  (augmentation.empty() || cie.has_augmentation_data);
  return is_known && !reader.failed() ? std::optional(cie) : std::nullopt;
}

// Moves `place` on if the opcode is an advance.  Nothing: it is none.
std::optional<std::uint64_t> read_advance(std::uint8_t opcode, Reader &reader) {
  if (opcode >> 6 == 1)
    return opcode & 0x3fU;
  switch (opcode) {
  case 2:
    return reader.read<std::uint8_t>();
  case 3:
    return reader.read<std::uint16_t>();
  case 4:
    return reader.read<std::uint32_t>();
  default:
    return std::nullopt;
  }
}

// Behind the operands of an opcode; false if they are not known.
bool skip_operands(std::uint8_t opcode, Reader &reader) {
  switch (operands_of(opcode)) {
  case Operands::unknown:
    return false;
  case Operands::none:
    return true;
  case Operands::two_lebs:
    reader.read_leb();
    [[fallthrough]];
  case Operands::one_leb:
    reader.read_leb();
    return true;
  case Operands::leb_block:
    reader.read_leb();
    [[fallthrough]];
  case Operands::block:
    reader.skip(reader.read_leb());
    return true;
  }
  return false;
}

bool has_relocation(const ObjectFile &object, const Section &section,
                    std::uint64_t begin, std::uint64_t end) {
  std::span<const Relocation> all = object.relocations_of(section);
  auto found = std::ranges::lower_bound(all, begin, {}, &Relocation::offset);
  return found != all.end() && found->offset < end;
}

} // namespace

std::optional<std::vector<CfiStep>> read_cfi_steps(BytesView bytes,
                                                   const Extent &program,
                                                   std::uint64_t code_alignment,
                                                   std::endian order) {
  constexpr std::uint64_t far = std::uint64_t{1} << 31;
  // Zeros at the end, which the extent may leave out, may still be operands.
  Reader reader(bytes, program.begin, order);
  std::vector<CfiStep> steps;
  std::uint64_t place = 0;
  while (reader.at() < program.end) {
    const std::uint64_t begin = reader.at();
    const auto opcode = reader.read<std::uint8_t>();
    if (std::optional<std::uint64_t> advance = read_advance(opcode, reader)) {
      if (*advance > far || code_alignment > far ||
          place > std::numeric_limits<std::uint64_t>::max() -
                      *advance * code_alignment)
        return std::nullopt;
      place += *advance * code_alignment;
    } else if (!skip_operands(opcode, reader)) {
      return std::nullopt;
    } else if (opcode != 0) {
      steps.push_back({place, {program.section, begin, reader.at()}});
    }
    if (reader.failed())
      return std::nullopt;
  }
  return steps;
}

std::optional<CfiProgram> read_cfi(const ObjectFile &object,
                                   const UnwindEntry &entry) {
  if (entry.parts.size() != 2)
    return std::nullopt;
  const Extent &fde = entry.parts[1];
  const Section &section = object.sections[fde.section];
  std::optional<Cie> cie =
      read_cie(section.bytes, entry.parts[0].begin, object.machine.order);
  if (!cie)
    return std::nullopt;
  Reader reader(section.bytes, fde.begin, object.machine.order);
  CfiProgram program{{fde.section, fde.begin, fde.begin}, {}};
  // All that remains of an FDE that is nothing but zeros is its end.
  if (cie->has_augmentation_data && fde.begin < fde.end) {
    reader.skip(reader.read_leb());
    program.augmentation.end = reader.at();
  }
  if (reader.failed() || has_relocation(object, section, reader.at(), fde.end))
    return std::nullopt;
  std::optional<std::vector<CfiStep>> steps =
      read_cfi_steps(section.bytes, {fde.section, reader.at(), fde.end},
                     cie->code_alignment, object.machine.order);
  if (!steps)
    return std::nullopt;
  program.steps = *std::move(steps);
  return program;
}

} // namespace hotpatch
