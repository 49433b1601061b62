// What relocation types mean: their arithmetic, how many bytes the linker
// overwrites, and where an addend hides that the relocation does not carry.
//
// One table per machine, indexed by type and made when compiled, so that the
// readers pay one load per relocation.  LLVM's RelocationResolver is no help:
// it knows only what debug sections use, and computes values instead of saying
// what they depend on.
//
// Forms tell what a difference of symbols or addends means.  A type is opaque
// where nothing follows from them (sizes of symbols, offsets from the GOT that
// name no slot); opaque types are compared by number, symbol and addend.
//
// Sources: System V psABI x86-64 4.4.1, i386 4.4; ELF for the Arm 64-bit
// Architecture (AAELF64) 5.7; PE/COFF specification 5.2.1.  Implicit addends
// of COFF ARM64 instructions are read as linkers do (lld/COFF/Chunks.cpp).
#include "formats/object/relocation.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace hotpatch {
namespace {

using enum RelocationForm;

constexpr RelocationRule data(RelocationForm form, std::uint8_t width) {
  return {.form = form, .width = width, .addend = AddendBits::whole};
}

// Only some bits of an instruction.
constexpr RelocationRule bits(RelocationForm form,
                              AddendBits addend = AddendBits::unknown) {
  return {.form = form, .addend = addend};
}

constexpr RelocationRule nothing = bits(opaque, AddendBits::none);

constexpr auto elf_x86_64 = [] {
  std::array<RelocationRule, 52> rules;
  rules[0] = nothing;
  rules[1] = data(absolute, 8);             // 64
  rules[2] = data(pc_relative, 4);          // PC32
  rules[3] = data(slot, 4);                 // GOT32
  rules[4] = data(pc_relative, 4);          // PLT32
  rules[9] = data(slot, 4);                 // GOTPCREL
  rules[10] = data(absolute, 4);            // 32
  rules[11] = data(absolute, 4);            // 32S
  rules[12] = data(absolute, 2);            // 16
  rules[13] = data(pc_relative, 2);         // PC16
  rules[14] = data(absolute, 1);            // 8
  rules[15] = data(pc_relative, 1);         // PC8
  rules[16] = data(slot, 8);                // DTPMOD64
  rules[17] = data(section_relative, 8);    // DTPOFF64
  rules[18] = data(section_relative, 8);    // TPOFF64
  rules[19] = data(slot, 4);                // TLSGD
  rules[20] = data(slot, 4);                // TLSLD
  rules[21] = data(section_relative, 4);    // DTPOFF32
  rules[22] = data(slot, 4);                // GOTTPOFF
  rules[23] = data(section_relative, 4);    // TPOFF32
  rules[24] = data(pc_relative, 8);         // PC64
  rules[25] = data(opaque, 8);              // GOTOFF64
  rules[26] = data(pc_relative, 4);         // GOTPC32: S is the GOT
  rules[27] = data(slot, 8);                // GOT64
  rules[28] = data(slot, 8);                // GOTPCREL64
  rules[29] = data(pc_relative, 8);         // GOTPC64
  rules[30] = data(slot, 8);                // GOTPLT64
  rules[31] = data(opaque, 8);              // PLTOFF64
  rules[32] = data(opaque, 4);              // SIZE32
  rules[33] = data(opaque, 8);              // SIZE64
  rules[34] = data(slot, 4);                // GOTPC32_TLSDESC
  rules[35] = bits(slot, AddendBits::none); // TLSDESC_CALL: marks the call
  rules[39] = data(pc_relative, 4);         // PC32_BND
  rules[40] = data(pc_relative, 4);         // PLT32_BND
  for (std::size_t type = 41; type < 52; ++type)
    rules[type] = data(slot, 4); // GOTPCRELX, REX_GOTPCRELX, CODE_{4,5,6}_*
  return rules;
}();

constexpr auto elf_i386 = [] {
  std::array<RelocationRule, 44> rules;
  rules[0] = nothing;
  rules[1] = data(absolute, 4);          // 32
  rules[2] = data(pc_relative, 4);       // PC32
  rules[3] = data(slot, 4);              // GOT32
  rules[4] = data(pc_relative, 4);       // PLT32
  rules[9] = data(opaque, 4);            // GOTOFF
  rules[10] = data(pc_relative, 4);      // GOTPC: S is the GOT
  rules[11] = data(absolute, 4);         // 32PLT
  rules[14] = data(section_relative, 4); // TLS_TPOFF
  for (unsigned type :
       {15u, 16u, 18u, 19u}) // TLS_IE, TLS_GOTIE, TLS_GD, TLS_LDM
    rules[type] = data(slot, 4);
  rules[17] = data(section_relative, 4); // TLS_LE
  rules[20] = data(absolute, 2);         // 16
  rules[21] = data(pc_relative, 2);      // PC16
  rules[22] = data(absolute, 1);         // 8
  rules[23] = data(pc_relative, 1);      // PC8
  rules[24] = data(slot, 4);             // TLS_GD_32
  rules[28] = data(slot, 4);             // TLS_LDM_32
  rules[32] = data(section_relative, 4); // TLS_LDO_32
  rules[33] = data(slot, 4);             // TLS_IE_32
  for (std::size_t type :
       {34u, 36u, 37u}) // TLS_LE_32, TLS_DTPOFF32, TLS_TPOFF32
    rules[type] = data(section_relative, 4);
  rules[35] = data(slot, 4);                // TLS_DTPMOD32
  rules[38] = data(opaque, 4);              // SIZE32
  rules[39] = data(slot, 4);                // TLS_GOTDESC
  rules[40] = bits(slot, AddendBits::none); // TLS_DESC_CALL
  rules[43] = data(slot, 4);                // GOT32X
  return rules;
}();

constexpr auto elf_aarch64 = [] {
  std::array<RelocationRule, 0x245> rules;
  auto range = [&](std::size_t first, std::size_t last, RelocationRule rule) {
    for (std::size_t type = first; type <= last; ++type)
      rules[type] = rule;
  };
  rules[0] = rules[0x100] = nothing;
  rules[0x101] = data(absolute, 8);
  rules[0x102] = data(absolute, 4);
  rules[0x103] = data(absolute, 2);
  rules[0x104] = data(pc_relative, 8);
  rules[0x105] = data(pc_relative, 4);
  rules[0x106] = data(pc_relative, 2);
  range(0x107, 0x10e, bits(absolute));    // MOVW_UABS_*, MOVW_SABS_*
  range(0x111, 0x114, bits(pc_relative)); // LD_PREL_LO19, ADR_*
  range(0x115, 0x116, bits(absolute));    // ADD_ABS_LO12_NC, LDST8_*
  range(0x117, 0x11b, bits(pc_relative)); // TSTBR14 ... CALL26
  range(0x11c, 0x11e, bits(absolute));    // LDST{16,32,64}_ABS_LO12_NC
  range(0x11f, 0x125, bits(pc_relative)); // MOVW_PREL_*
  rules[0x12b] = bits(absolute);          // LDST128_ABS_LO12_NC
  range(0x12c, 0x132, bits(slot));        // MOVW_GOTOFF_*
  rules[0x133] = data(opaque, 8);         // GOTREL64
  rules[0x134] = data(opaque, 4);         // GOTREL32
  range(0x135, 0x139, bits(slot));        // GOT_LD_PREL19 ... LD64_GOTPAGE_LO15
  rules[0x13a] = data(pc_relative, 4);    // PLT32
  rules[0x13b] = data(slot, 4);           // GOTPCREL32
  range(0x200, 0x20a, bits(slot));        // TLSGD_*, TLSLD_*: the module's slot
  range(0x20b, 0x21a, bits(section_relative)); // TLSLD_*_DTPREL_*
  range(0x21b, 0x21f, bits(slot));             // TLSIE_*
  range(0x220, 0x22f, bits(section_relative)); // TLSLE_*
  range(0x230, 0x239, bits(slot));             // TLSDESC_*
  range(0x23a, 0x23d, bits(section_relative)); // TLSLE_*, TLSLD_* of LDST128
  rules[0x244] = data(absolute, 8);            // AUTH_ABS64
  return rules;
}();

constexpr auto coff_x86_64 = [] {
  std::array<RelocationRule, 11 + 1> rules;
  rules[0] = nothing;
  rules[1] = data(absolute, 8);       // ADDR64
  rules[2] = data(absolute, 4);       // ADDR32
  rules[3] = data(image_relative, 4); // ADDR32NB
  for (std::uint8_t k = 0; k <= 5; ++k) {
    rules[4u + k] = data(pc_relative, 4); // REL32, REL32_1 ... REL32_5
    rules[4u + k].trailing = k;
  }
  rules[10] = data(section_index, 2);    // SECTION
  rules[11] = data(section_relative, 4); // SECREL
  return rules;
}();

constexpr auto coff_i386 = [] {
  std::array<RelocationRule, 0x15> rules;
  rules[0] = nothing;
  rules[1] = data(absolute, 2);            // DIR16
  rules[2] = data(pc_relative, 2);         // REL16
  rules[6] = data(absolute, 4);            // DIR32
  rules[7] = data(image_relative, 4);      // DIR32NB
  rules[0x0a] = data(section_index, 2);    // SECTION
  rules[0x0b] = data(section_relative, 4); // SECREL
  rules[0x14] = data(pc_relative, 4);      // REL32
  return rules;
}();

constexpr auto coff_arm64 = [] {
  using enum AddendBits;
  std::array<RelocationRule, 0x12> rules;
  rules[0] = nothing;
  rules[1] = data(absolute, 4);                         // ADDR32
  rules[2] = data(image_relative, 4);                   // ADDR32NB
  rules[3] = bits(pc_relative, a64_branch26);           // BRANCH26
  rules[4] = bits(pc_relative, a64_adr);                // PAGEBASE_REL21
  rules[5] = bits(pc_relative, a64_adr);                // REL21
  rules[6] = bits(absolute, a64_imm12);                 // PAGEOFFSET_12A
  rules[7] = bits(absolute, a64_imm12_size);            // PAGEOFFSET_12L
  rules[8] = data(section_relative, 4);                 // SECREL
  rules[9] = bits(section_relative, a64_imm12);         // SECREL_LOW12A
  rules[0x0a] = bits(section_relative, a64_imm12);      // SECREL_HIGH12A
  rules[0x0b] = bits(section_relative, a64_imm12_size); // SECREL_LOW12L
  rules[0x0d] = data(section_index, 2);                 // SECTION
  rules[0x0e] = data(absolute, 8);                      // ADDR64
  rules[0x0f] = bits(pc_relative, a64_branch19);        // BRANCH19
  rules[0x10] = bits(pc_relative, a64_branch14);        // BRANCH14
  rules[0x11] = data(pc_relative, 4);                   // REL32
  return rules;
}();

std::span<const RelocationRule> rules_of(const Machine &machine) {
  bool is_coff = machine.format == ObjectFormat::coff;
  switch (machine.isa) {
  case Isa::x86_64:
    return is_coff ? std::span<const RelocationRule>(coff_x86_64) : elf_x86_64;
  case Isa::i386:
    return is_coff ? std::span<const RelocationRule>(coff_i386) : elf_i386;
  case Isa::aarch64:
    if (is_coff)
      return coff_arm64;
    // ILP32 numbers its relocations otherwise, and nobody ships it.
    return machine.address_bits == 64
               ? std::span<const RelocationRule>(elf_aarch64)
               : std::span<const RelocationRule>();
  case Isa::other:
    return {};
  }
  return {};
}

// `count` bits of an A64 instruction from bit `first` on.
std::uint32_t bits_of(std::uint32_t instruction, unsigned first,
                      unsigned count) {
  return (instruction >> first) & ((1u << count) - 1);
}

std::int64_t sign_extend(std::uint32_t value, unsigned bit_count) {
  unsigned spare = 32 - bit_count;
  return static_cast<std::int32_t>(value << spare) >> spare;
}

std::int64_t a64_addend(AddendBits where, std::uint32_t instruction) {
  switch (where) {
  case AddendBits::a64_adr:
    return sign_extend(
        bits_of(instruction, 29, 2) | bits_of(instruction, 5, 19) << 2, 21);
  case AddendBits::a64_imm12_size: {
    unsigned size_log2 = bits_of(instruction, 30, 2);
    // size 00 with V and opc<1> set is a 128-bit vector register
    if (size_log2 == 0 && (instruction & 0x04800000) == 0x04800000)
      size_log2 = 4;
    return std::int64_t{bits_of(instruction, 10, 12)} << size_log2;
  }
  case AddendBits::a64_imm12:
    return bits_of(instruction, 10, 12);
  case AddendBits::a64_branch14:
    return sign_extend(bits_of(instruction, 5, 14), 14) * 4;
  case AddendBits::a64_branch19:
    return sign_extend(bits_of(instruction, 5, 19), 19) * 4;
  case AddendBits::a64_branch26:
    return sign_extend(bits_of(instruction, 0, 26), 26) * 4;
  case AddendBits::unknown:
  case AddendBits::none:
  case AddendBits::whole:
    break;
  }
  return 0;
}

} // namespace

RelocationRules::RelocationRules(const Machine &machine)
    : rules_(rules_of(machine)) {}

std::optional<std::int64_t> implicit_addend(const RelocationRule &rule,
                                            BytesView section,
                                            std::uint64_t offset,
                                            std::endian order) {
  switch (rule.addend) {
  case AddendBits::unknown:
    return std::nullopt;
  case AddendBits::none:
    return 0;
  case AddendBits::whole:
    return read_signed(section, offset, rule.width, order);
  case AddendBits::a64_adr:
  case AddendBits::a64_imm12:
  case AddendBits::a64_imm12_size:
  case AddendBits::a64_branch14:
  case AddendBits::a64_branch19:
  case AddendBits::a64_branch26:
    break;
  }
  // A64 instructions are little-endian whatever the data is.
  std::optional<std::uint32_t> instruction =
      read_int<std::uint32_t>(section, offset);
  if (!instruction)
    return std::nullopt;
  return a64_addend(rule.addend, *instruction);
}

// Sorting (offset, position) pairs makes an unstable sort stable.
// std::stable_sort does not compile without warnings under clang and
// libstdc++ 12.
void sort_by_offset(std::span<Relocation> relocations) {
  if (std::ranges::is_sorted(relocations, {}, &Relocation::offset))
    return;
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  order.reserve(relocations.size());
  for (const Relocation &relocation : relocations)
    order.emplace_back(relocation.offset, order.size());
  std::ranges::sort(order);
  std::vector<Relocation> unsorted(relocations.begin(), relocations.end());
  for (std::size_t i = 0; i < relocations.size(); ++i)
    relocations[i] = unsorted[order[i].second];
}

} // namespace hotpatch
