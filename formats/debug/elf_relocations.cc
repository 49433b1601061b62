// A table, written by hand, of the few relocations that occur in debug
// sections.  LLVM's resolver knows more machines but not the width of a field:
// its caller takes that from the DWARF form being read, whereas we patch before
// anything is read.  Thread-local offsets stand in location expressions only,
// which nobody reads here; they do nothing.
//
// Source: the psABI of each machine, numbers as in llvm/BinaryFormat/ELF.h.
#include "formats/debug/elf_relocations.h"

#include <llvm/BinaryFormat/ELF.h>

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

using Op = DebugRelocationOp;
namespace elf = llvm::ELF;

struct Row {
  std::uint16_t machine;
  std::uint32_t type;
  DebugRelocation what;
};

constexpr std::array table = {
    Row{elf::EM_X86_64, elf::R_X86_64_64, {Op::absolute, 8}},
    Row{elf::EM_X86_64, elf::R_X86_64_32, {Op::absolute, 4}},
    Row{elf::EM_X86_64, elf::R_X86_64_32S, {Op::absolute, 4}},
    Row{elf::EM_X86_64, elf::R_X86_64_PC32, {Op::pc_relative, 4}},
    Row{elf::EM_X86_64, elf::R_X86_64_PC64, {Op::pc_relative, 8}},
    Row{elf::EM_X86_64, elf::R_X86_64_DTPOFF32, {Op::none, 0}},
    Row{elf::EM_X86_64, elf::R_X86_64_DTPOFF64, {Op::none, 0}},
    Row{elf::EM_386, elf::R_386_32, {Op::absolute, 4}},
    Row{elf::EM_386, elf::R_386_PC32, {Op::pc_relative, 4}},
    Row{elf::EM_386, elf::R_386_TLS_LDO_32, {Op::none, 0}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_ABS64, {Op::absolute, 8}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_ABS32, {Op::absolute, 4}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_PREL64, {Op::pc_relative, 8}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_PREL32, {Op::pc_relative, 4}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_P32_ABS32, {Op::absolute, 4}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_P32_PREL32, {Op::pc_relative, 4}},
    Row{elf::EM_AARCH64, elf::R_AARCH64_TLS_DTPREL64, {Op::none, 0}},
    Row{elf::EM_ARM, elf::R_ARM_ABS32, {Op::absolute, 4}},
    Row{elf::EM_ARM, elf::R_ARM_REL32, {Op::pc_relative, 4}},
    Row{elf::EM_ARM, elf::R_ARM_TLS_LDO32, {Op::none, 0}},
    Row{elf::EM_MIPS, elf::R_MIPS_32, {Op::absolute, 4}},
    Row{elf::EM_MIPS, elf::R_MIPS_64, {Op::absolute, 8}},
    Row{elf::EM_MIPS, elf::R_MIPS_PC32, {Op::pc_relative, 4}},
    Row{elf::EM_MIPS, elf::R_MIPS_TLS_DTPREL32, {Op::none, 0}},
    Row{elf::EM_MIPS, elf::R_MIPS_TLS_DTPREL64, {Op::none, 0}},
    Row{elf::EM_PPC, elf::R_PPC_ADDR32, {Op::absolute, 4}},
    Row{elf::EM_PPC, elf::R_PPC_REL32, {Op::pc_relative, 4}},
    Row{elf::EM_PPC, elf::R_PPC_DTPREL32, {Op::none, 0}},
    Row{elf::EM_PPC64, elf::R_PPC64_ADDR64, {Op::absolute, 8}},
    Row{elf::EM_PPC64, elf::R_PPC64_ADDR32, {Op::absolute, 4}},
    Row{elf::EM_PPC64, elf::R_PPC64_REL64, {Op::pc_relative, 8}},
    Row{elf::EM_PPC64, elf::R_PPC64_REL32, {Op::pc_relative, 4}},
    Row{elf::EM_PPC64, elf::R_PPC64_DTPREL64, {Op::none, 0}},
    Row{elf::EM_S390, elf::R_390_64, {Op::absolute, 8}},
    Row{elf::EM_S390, elf::R_390_32, {Op::absolute, 4}},
    Row{elf::EM_S390, elf::R_390_PC32, {Op::pc_relative, 4}},
    Row{elf::EM_S390, elf::R_390_PC64, {Op::pc_relative, 8}},
    Row{elf::EM_S390, elf::R_390_TLS_LDO32, {Op::none, 0}},
    Row{elf::EM_S390, elf::R_390_TLS_LDO64, {Op::none, 0}},
    Row{elf::EM_RISCV, elf::R_RISCV_32, {Op::absolute, 4}},
    Row{elf::EM_RISCV, elf::R_RISCV_64, {Op::absolute, 8}},
    Row{elf::EM_RISCV, elf::R_RISCV_32_PCREL, {Op::pc_relative, 4}},
    Row{elf::EM_RISCV, elf::R_RISCV_SET8, {Op::absolute, 1}},
    Row{elf::EM_RISCV, elf::R_RISCV_SET16, {Op::absolute, 2}},
    Row{elf::EM_RISCV, elf::R_RISCV_SET32, {Op::absolute, 4}},
    Row{elf::EM_RISCV, elf::R_RISCV_ADD8, {Op::add, 1}},
    Row{elf::EM_RISCV, elf::R_RISCV_ADD16, {Op::add, 2}},
    Row{elf::EM_RISCV, elf::R_RISCV_ADD32, {Op::add, 4}},
    Row{elf::EM_RISCV, elf::R_RISCV_ADD64, {Op::add, 8}},
    Row{elf::EM_RISCV, elf::R_RISCV_SUB8, {Op::subtract, 1}},
    Row{elf::EM_RISCV, elf::R_RISCV_SUB16, {Op::subtract, 2}},
    Row{elf::EM_RISCV, elf::R_RISCV_SUB32, {Op::subtract, 4}},
    Row{elf::EM_RISCV, elf::R_RISCV_SUB64, {Op::subtract, 8}},
    Row{elf::EM_RISCV, elf::R_RISCV_TLS_DTPREL32, {Op::none, 0}},
    Row{elf::EM_RISCV, elf::R_RISCV_TLS_DTPREL64, {Op::none, 0}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_32, {Op::absolute, 4}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_64, {Op::absolute, 8}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_32_PCREL, {Op::pc_relative, 4}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_64_PCREL, {Op::pc_relative, 8}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_ADD8, {Op::add, 1}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_ADD16, {Op::add, 2}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_ADD32, {Op::add, 4}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_ADD64, {Op::add, 8}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_SUB8, {Op::subtract, 1}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_SUB16, {Op::subtract, 2}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_SUB32, {Op::subtract, 4}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_SUB64, {Op::subtract, 8}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_TLS_DTPREL32, {Op::none, 0}},
    Row{elf::EM_LOONGARCH, elf::R_LARCH_TLS_DTPREL64, {Op::none, 0}},
    Row{elf::EM_SPARC, elf::R_SPARC_32, {Op::absolute, 4}},
    Row{elf::EM_SPARC, elf::R_SPARC_UA32, {Op::absolute, 4}},
    Row{elf::EM_SPARCV9, elf::R_SPARC_32, {Op::absolute, 4}},
    Row{elf::EM_SPARCV9, elf::R_SPARC_UA32, {Op::absolute, 4}},
    Row{elf::EM_SPARCV9, elf::R_SPARC_64, {Op::absolute, 8}},
    Row{elf::EM_SPARCV9, elf::R_SPARC_UA64, {Op::absolute, 8}},
    Row{elf::EM_SPARCV9, elf::R_SPARC_TLS_DTPOFF64, {Op::none, 0}},
    Row{elf::EM_HEXAGON, elf::R_HEX_32, {Op::absolute, 4}},
    Row{elf::EM_HEXAGON, elf::R_HEX_DTPREL_32, {Op::none, 0}},
    Row{elf::EM_AVR, elf::R_AVR_32, {Op::absolute, 4}},
    Row{elf::EM_AVR, elf::R_AVR_16, {Op::absolute, 2}},
    Row{elf::EM_MSP430, elf::R_MSP430_32, {Op::absolute, 4}},
    Row{elf::EM_MSP430, elf::R_MSP430_16_BYTE, {Op::absolute, 2}},
    Row{elf::EM_BPF, elf::R_BPF_64_ABS64, {Op::absolute, 8}},
    Row{elf::EM_BPF, elf::R_BPF_64_ABS32, {Op::absolute, 4}},
    Row{elf::EM_68K, elf::R_68K_32, {Op::absolute, 4}},
    Row{elf::EM_ARC_COMPACT, elf::R_ARC_32, {Op::absolute, 4}},
    Row{elf::EM_ARC_COMPACT2, elf::R_ARC_32, {Op::absolute, 4}},
    Row{elf::EM_LANAI, elf::R_LANAI_32, {Op::absolute, 4}},
    Row{elf::EM_VE, elf::R_VE_REFLONG, {Op::absolute, 4}},
    Row{elf::EM_VE, elf::R_VE_REFQUAD, {Op::absolute, 8}},
    Row{elf::EM_XTENSA, elf::R_XTENSA_32, {Op::absolute, 4}},
    Row{elf::EM_CSKY, elf::R_CKCORE_ADDR32, {Op::absolute, 4}},
    Row{elf::EM_AMDGPU, elf::R_AMDGPU_ABS64, {Op::absolute, 8}},
    Row{elf::EM_AMDGPU, elf::R_AMDGPU_ABS32, {Op::absolute, 4}},
};

} // namespace

std::optional<DebugRelocation> elf_debug_relocation(std::uint16_t machine,
                                                    std::uint32_t type) {
  // Type 0 is R_*_NONE everywhere.
  if (type == 0)
    return DebugRelocation{};
  const auto row = std::ranges::find_if(table, [&](const Row &candidate) {
    return candidate.machine == machine && candidate.type == type;
  });
  if (row == table.end())
    return std::nullopt;
  return row->what;
}

} // namespace hotpatch
