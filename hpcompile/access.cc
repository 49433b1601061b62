// See access.h.
#include "hpcompile/access.h"

namespace hotpatch {

bool is_tls(Access access) {
  switch (access) {
  case Access::tls_general:
  case Access::tls_local:
  case Access::tls_direct:
  case Access::tls_slot:
  case Access::tls_offset:
  case Access::tls_block:
    return true;
  case Access::direct:
  case Access::call:
  case Access::slot:
  case Access::none:
    return false;
  }
  return false;
}

bool is_number(Access access) {
  return access == Access::tls_offset || access == Access::tls_block;
}

Access access_of(const Machine &machine, const Relocation &relocation,
                 std::byte before) {
  // An operand's displacement follows its ModRM byte, mod 0 and rm 5; what
  // else a PC-relative field in code can follow is a branch's opcode.
  const std::uint8_t opcode = std::to_integer<std::uint8_t>(before);
  const bool is_branch =
      opcode == 0xe8 || opcode == 0xe9 || (opcode & 0xf0) == 0x80;
  if (machine.format != ObjectFormat::elf)
    switch (relocation.form) {
    case RelocationForm::pc_relative:
      return is_branch ? Access::call : Access::direct;
    case RelocationForm::absolute:
    case RelocationForm::image_relative:
      return Access::direct;
    case RelocationForm::section_relative:
      return Access::tls_block;
    default:
      return Access::none;
    }
  switch (relocation.type) {
  case elf_relocation::none:
    return Access::none;
  case elf_relocation::plt32:
    return Access::call;
  case elf_relocation::gotpcrel:
  case elf_relocation::gotpcrelx:
  case elf_relocation::rex_gotpcrelx:
    return Access::slot;
  case elf_relocation::tlsgd:
    return Access::tls_general;
  case elf_relocation::tlsld:
    return Access::tls_local;
  case elf_relocation::gottpoff:
    return Access::tls_slot;
  case elf_relocation::tpoff32:
    return Access::tls_offset;
  case elf_relocation::dtpoff32:
    return Access::tls_block;
  default:
    break;
  }
  if (relocation.form == RelocationForm::pc_relative)
    return is_branch ? Access::call : Access::direct;
  return relocation.form == RelocationForm::absolute ? Access::direct
                                                     : Access::none;
}

} // namespace hotpatch
