// What an instruction reads and writes, from Zydis' operand lists.
//
// Zydis lists the hidden operands (rdx of mul, rcx of rep, the stack slot of
// push) beside the written ones, each with its action, so most of this file is
// addition.  What it adds to Zydis:
//
// - A write of 8 or 16 bits, or under a condition, leaves part of the register
//   as it was: it reads too.  A write of 32 bits clears the rest.
// - xor and sub of a 32- or 64-bit register with itself read nothing.
// - A no-op's operands are mere length.
// - pusha and popa, whose registers Zydis does not list; bsf and bsr, which may
//   write nothing; system calls, which hand all registers to a kernel that
//   answers in rax.
#include "formats/isa/instruction.h"

#include <Zydis/Zydis.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <span>

namespace hotpatch {
namespace {

using Kind = MoveOperand::Kind;

constexpr RegisterSet all_registers = 0xFFFF;
constexpr RegisterSet rax = 1;
constexpr RegisterSet rsp = 1 << 4;
constexpr RegisterSet i386_registers = 0x00FF;

struct Decoded {
  ZydisDecodedInstruction instruction = {};
  std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> storage = {};

  [[nodiscard]] std::span<const ZydisDecodedOperand> operands() const {
    return std::span(storage).first(instruction.operand_count);
  }
  // Those that are written in the instruction.
  [[nodiscard]] std::span<const ZydisDecodedOperand> visible() const {
    return std::span(storage).first(instruction.operand_count_visible);
  }
};

// bt, bts, btr, btc of memory by a register.
bool is_far_bit_test(const Decoded &decoded) {
  switch (decoded.instruction.mnemonic) {
  case ZYDIS_MNEMONIC_BT:
  case ZYDIS_MNEMONIC_BTC:
  case ZYDIS_MNEMONIC_BTR:
  case ZYDIS_MNEMONIC_BTS:
    return decoded.operands()[1].type == ZYDIS_OPERAND_TYPE_REGISTER;
  default:
    return false;
  }
}

std::optional<Decoded> decode_full(BytesView code, Isa isa) {
  const bool is_64 = isa == Isa::x86_64;
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder,
                   is_64 ? ZYDIS_MACHINE_MODE_LONG_64
                         : ZYDIS_MACHINE_MODE_LEGACY_32,
                   is_64 ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  Decoded decoded;
  if (ZYAN_FAILED(ZydisDecoderDecodeFull(&decoder, code.data(), code.size(),
                                         &decoded.instruction,
                                         decoded.storage.data())))
    return std::nullopt;
  return decoded;
}

bool reads(const ZydisDecodedOperand &operand) {
  return (operand.actions & ZYDIS_OPERAND_ACTION_MASK_READ) != 0;
}

bool writes(const ZydisDecodedOperand &operand) {
  return (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
}

std::uint8_t bytes_of(const ZydisDecodedOperand &operand) {
  return static_cast<std::uint8_t>(std::min(operand.size / 8, 255));
}

// The number of the general purpose register that `reg` is (part of).
std::optional<std::uint8_t> register_number(ZydisRegister reg) {
  switch (ZydisRegisterGetClass(reg)) {
  case ZYDIS_REGCLASS_GPR8:
  case ZYDIS_REGCLASS_GPR16:
  case ZYDIS_REGCLASS_GPR32:
  case ZYDIS_REGCLASS_GPR64:
    // Always asked for 64-bit mode: Zydis lists rcx for syscall in any mode.
    return static_cast<std::uint8_t>(ZydisRegisterGetId(
        ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, reg)));
  default:
    return std::nullopt;
  }
}

RegisterSet register_set(ZydisRegister reg) {
  const std::optional<std::uint8_t> number = register_number(reg);
  return number ? static_cast<RegisterSet>(1U << *number) : RegisterSet{0};
}

bool is_high_byte(ZydisRegister reg) {
  return reg >= ZYDIS_REGISTER_AH && reg <= ZYDIS_REGISTER_BH;
}

bool is_memory(const ZydisDecodedOperand &operand) {
  return operand.type == ZYDIS_OPERAND_TYPE_MEMORY;
}

// Whether it is loaded or stored: not so the address of lea, and prefetch is
// no more than advice.
bool is_accessed(const Decoded &decoded, const ZydisDecodedOperand &operand) {
  return is_memory(operand) && operand.mem.type != ZYDIS_MEMOP_TYPE_AGEN &&
         operand.mem.type != ZYDIS_MEMOP_TYPE_MIB &&
         decoded.instruction.meta.category != ZYDIS_CATEGORY_PREFETCH;
}

bool is_stack_pointer(const Decoded &decoded, ZydisRegister reg) {
  return reg == (decoded.instruction.machine_mode == ZYDIS_MACHINE_MODE_LONG_64
                     ? ZYDIS_REGISTER_RSP
                     : ZYDIS_REGISTER_ESP);
}

// [rsp + constant].
bool is_stack_slot(const Decoded &decoded, const ZydisDecodedOperand &operand) {
  return is_memory(operand) && is_stack_pointer(decoded, operand.mem.base) &&
         operand.mem.index == ZYDIS_REGISTER_NONE &&
         operand.mem.segment == ZYDIS_REGISTER_SS;
}

bool is_zero_idiom(const Decoded &decoded) {
  if (decoded.instruction.mnemonic != ZYDIS_MNEMONIC_XOR &&
      decoded.instruction.mnemonic != ZYDIS_MNEMONIC_SUB)
    return false;
  const ZydisDecodedOperand &to = decoded.storage[0];
  const ZydisDecodedOperand &from = decoded.storage[1];
  return to.type == ZYDIS_OPERAND_TYPE_REGISTER &&
         from.type == ZYDIS_OPERAND_TYPE_REGISTER &&
         to.reg.value == from.reg.value && to.size >= 32;
}

struct Registers {
  RegisterSet read = 0, written = 0;
};

Registers registers_of(const Decoded &decoded) {
  Registers sets;
  for (const ZydisDecodedOperand &operand : decoded.operands()) {
    if (is_memory(operand)) {
      sets.read |= register_set(operand.mem.base);
      sets.read |= register_set(operand.mem.index);
    }
    if (operand.type != ZYDIS_OPERAND_TYPE_REGISTER)
      continue;
    const RegisterSet reg = register_set(operand.reg.value);
    const bool is_partial =
        operand.size < 32 ||
        (operand.actions & ZYDIS_OPERAND_ACTION_CONDWRITE) != 0;
    if (writes(operand))
      sets.written |= reg;
    if (reads(operand) || (writes(operand) && is_partial))
      sets.read |= reg;
  }
  if (is_zero_idiom(decoded))
    sets.read = 0;
  switch (decoded.instruction.mnemonic) {
  case ZYDIS_MNEMONIC_PUSHA:
  case ZYDIS_MNEMONIC_PUSHAD:
    sets.read |= i386_registers;
    break;
  case ZYDIS_MNEMONIC_POPA:
    sets.read |= i386_registers;
    [[fallthrough]];
  case ZYDIS_MNEMONIC_POPAD:
    sets.written |= i386_registers;
    break;
  case ZYDIS_MNEMONIC_BSF: // without a bit, the register stays as it was
  case ZYDIS_MNEMONIC_BSR:
    sets.read |= sets.written;
    break;
  case ZYDIS_MNEMONIC_INT:
  case ZYDIS_MNEMONIC_SYSCALL:
  case ZYDIS_MNEMONIC_SYSENTER:
    sets.read = all_registers;
    sets.written |= rax;
    break;
  default:
    break;
  }
  return sets;
}

// Without bit 63 to `size_bits` but its sign.
std::int64_t sign_extend(std::uint64_t value, unsigned size_bits) {
  const unsigned unused = 64 - std::clamp(size_bits, 1U, 64U);
  return static_cast<std::int64_t>(value << unused) >> unused;
}

MoveOperand move_operand(const Decoded &decoded,
                         const ZydisDecodedOperand &operand,
                         std::uint8_t width) {
  MoveOperand out = {.kind = Kind::other, .width = width};
  if (operand.type == ZYDIS_OPERAND_TYPE_IMMEDIATE) {
    out.kind = Kind::immediate;
    out.value =
        sign_extend(operand.imm.value.u, decoded.instruction.raw.imm[0].size);
  } else if (is_stack_slot(decoded, operand)) {
    out.kind = Kind::stack;
    out.value = operand.mem.disp.value;
  } else if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER) {
    if (const std::optional<std::uint8_t> number =
            register_number(operand.reg.value)) {
      out.kind = Kind::reg;
      out.reg = *number;
    }
  }
  return out;
}

// mov between general purpose registers, memory and immediates.  Without ah to
// bh, which a register number cannot tell from al to bl.
bool is_plain_mov(const Decoded &decoded) {
  const auto is_plain = [&](const ZydisDecodedOperand &operand) {
    return operand.type != ZYDIS_OPERAND_TYPE_REGISTER ||
           (register_number(operand.reg.value) &&
            !is_high_byte(operand.reg.value));
  };
  return decoded.instruction.mnemonic == ZYDIS_MNEMONIC_MOV &&
         std::ranges::all_of(decoded.visible(), is_plain);
}

// The slot that a push or pop moves to or from, beside its visible operand.
const ZydisDecodedOperand *implicit_slot(const Decoded &decoded) {
  switch (decoded.instruction.mnemonic) {
  case ZYDIS_MNEMONIC_PUSH:
  case ZYDIS_MNEMONIC_PUSHF:
  case ZYDIS_MNEMONIC_PUSHFD:
  case ZYDIS_MNEMONIC_PUSHFQ:
  case ZYDIS_MNEMONIC_POP:
  case ZYDIS_MNEMONIC_POPF:
  case ZYDIS_MNEMONIC_POPFD:
  case ZYDIS_MNEMONIC_POPFQ:
    for (const ZydisDecodedOperand &operand :
         decoded.operands().subspan(decoded.instruction.operand_count_visible))
      if (is_stack_slot(decoded, operand))
        return &operand;
    return nullptr;
  default:
    return nullptr;
  }
}

// By how much the instruction moves rsp, if by a constant.
std::optional<std::int64_t> stack_adjustment(const Decoded &decoded) {
  if (const ZydisDecodedOperand *slot = implicit_slot(decoded)) {
    const bool is_to_rsp =
        reads(*slot) &&
        decoded.storage[0].type == ZYDIS_OPERAND_TYPE_REGISTER &&
        (register_set(decoded.storage[0].reg.value) & rsp) != 0;
    if (is_to_rsp) // pop rsp
      return std::nullopt;
    return writes(*slot) ? -std::int64_t{bytes_of(*slot)}
                         : std::int64_t{bytes_of(*slot)};
  }
  const ZydisDecodedOperand &to = decoded.storage[0];
  const ZydisDecodedOperand &from = decoded.storage[1];
  if (decoded.instruction.operand_count_visible != 2 ||
      to.type != ZYDIS_OPERAND_TYPE_REGISTER ||
      !is_stack_pointer(decoded, to.reg.value))
    return std::nullopt;
  switch (decoded.instruction.mnemonic) {
  case ZYDIS_MNEMONIC_ADD:
  case ZYDIS_MNEMONIC_SUB: {
    if (from.type != ZYDIS_OPERAND_TYPE_IMMEDIATE)
      return std::nullopt;
    const std::int64_t by =
        sign_extend(from.imm.value.u, decoded.instruction.raw.imm[0].size);
    return decoded.instruction.mnemonic == ZYDIS_MNEMONIC_ADD ? by : -by;
  }
  case ZYDIS_MNEMONIC_LEA:
    if (!is_stack_slot(decoded, from))
      return std::nullopt;
    return from.mem.disp.value;
  default:
    return std::nullopt;
  }
}

// Fills in what the visible and implicit memory operands say.
void add_memory(const Decoded &decoded, Effects &effects) {
  if (const ZydisDecodedOperand *slot = implicit_slot(decoded)) {
    const std::uint8_t width = bytes_of(*slot);
    effects.reads_stack = reads(*slot);
    effects.writes_stack = writes(*slot);
    effects.stack = {.kind = Kind::stack,
                     .width = width,
                     .value = writes(*slot) ? -std::int64_t{width} : 0};
  }
  for (const ZydisDecodedOperand &operand : decoded.operands()) {
    if (!is_accessed(decoded, operand))
      continue;
    effects.reads_memory = effects.reads_memory || reads(operand);
    effects.writes_memory = effects.writes_memory || writes(operand);
    if (operand.visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN ||
        operand.mem.type == ZYDIS_MEMOP_TYPE_VSIB ||
        decoded.instruction.meta.category == ZYDIS_CATEGORY_STRINGOP)
      continue;
    // A bit test counts from there as far as its register says.
    effects.memory_width = is_far_bit_test(decoded) ? 0 : operand.size / 8;
    if (!is_stack_slot(decoded, operand))
      continue;
    effects.reads_stack = effects.reads_stack || reads(operand);
    effects.writes_stack = effects.writes_stack || writes(operand);
    effects.stack = move_operand(decoded, operand, bytes_of(operand));
    // pop [rsp + n] computes the address after it moved rsp.
    if (decoded.instruction.mnemonic == ZYDIS_MNEMONIC_POP)
      effects.stack.value += bytes_of(operand);
  }
}

void add_move(const Decoded &decoded, Effects &effects) {
  if (is_plain_mov(decoded)) {
    const std::uint8_t width = bytes_of(decoded.storage[0]);
    effects.is_move = true;
    effects.to = move_operand(decoded, decoded.storage[0], width);
    effects.from = move_operand(decoded, decoded.storage[1], width);
    return;
  }
  const ZydisDecodedOperand *slot = implicit_slot(decoded);
  if (decoded.instruction.mnemonic != ZYDIS_MNEMONIC_PUSH || slot == nullptr)
    return;
  const std::uint8_t width = bytes_of(*slot);
  effects.is_move = true;
  effects.is_push = true;
  effects.from = move_operand(decoded, decoded.storage[0], width);
  effects.to = {
      .kind = Kind::stack, .width = width, .value = -std::int64_t{width}};
}

} // namespace

Effects effects_of(BytesView code, Isa isa) {
  Effects effects;
  const std::optional<Decoded> decoded = decode_full(code, isa);
  if (!decoded) {
    effects.read = effects.written = all_registers;
    effects.reads_memory = effects.writes_memory = true;
    effects.stack_known = false;
    return effects;
  }
  if (decoded->instruction.mnemonic == ZYDIS_MNEMONIC_NOP)
    return effects;

  const Registers registers = registers_of(*decoded);
  effects.read = registers.read;
  effects.written = registers.written;
  add_memory(*decoded, effects);
  add_move(*decoded, effects);

  const bool is_call = decoded->instruction.mnemonic == ZYDIS_MNEMONIC_CALL;
  if ((effects.written & rsp) != 0 && !is_call) {
    const std::optional<std::int64_t> by = stack_adjustment(*decoded);
    effects.stack_known = by.has_value();
    effects.stack_adjustment = by.value_or(0);
  }
  return effects;
}

} // namespace hotpatch
