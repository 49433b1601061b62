// What a machine's relocation types mean.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_OBJECT_RELOCATION_H
#define HOTPATCH_FORMATS_OBJECT_RELOCATION_H

#include "formats/core/bytes.h"
#include "formats/core/machine.h"
#include "formats/object/object_file.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <span>

namespace hotpatch {

// Where the addend is if the relocation itself does not carry it.
enum class AddendBits : std::uint8_t {
  unknown,        // somewhere in the instruction
  none,           // the relocation does nothing: no addend
  whole,          // the `width` bytes of the field, signed
  a64_adr,        // immhi:immlo of ADR and ADRP, signed, in bytes
  a64_imm12,      // ADD (immediate), unsigned
  a64_imm12_size, // LDR and STR (unsigned offset), times the access size
  a64_branch14,   // TBZ, TBNZ: signed, in instructions
  a64_branch19,   // B.cond, CBZ, CBNZ
  a64_branch26,   // B, BL
};

struct RelocationRule {
  RelocationForm form = RelocationForm::opaque;
  std::uint8_t width = 0; // as in Relocation
  AddendBits addend = AddendBits::unknown;
  std::uint8_t trailing = 0; // as in Relocation
};

// The rules of one machine, by relocation type.  Types it does not know are
// opaque with an unknown implicit addend.
class RelocationRules {
public:
  explicit RelocationRules(const Machine &machine);

  [[nodiscard]] const RelocationRule &operator[](std::uint32_t type) const {
    return type < rules_.size() ? rules_[type] : opaque_;
  }

private:
  std::span<const RelocationRule> rules_;
  RelocationRule opaque_;
};

// The addend in the field at `offset` of a section's bytes; nothing if the
// rule does not say where it is or the field is cut short.
std::optional<std::int64_t> implicit_addend(const RelocationRule &rule,
                                            BytesView section,
                                            std::uint64_t offset,
                                            std::endian order);

// `relocations` in ascending order of offset; those of one offset keep their
// order, which means something on some machines (RISC-V, MIPS).
void sort_by_offset(std::span<Relocation> relocations);

} // namespace hotpatch

#endif
