// From Zydis' description of an instruction to ours.
//
// An instruction is laid out as
//
//   prefixes opcode ModRM SIB | displacement | immediates | suffix
//   `-- deciding bytes -----'
//
// and everything left of the first bar, together with the rare suffix (the
// opcode byte of 3DNow!, the fourth register of VEX /is4), is its operation.
// That is what `shape` holds, followed by its length, with the short forms
// rewritten as their long ones:
//
//   EB rel8 -> E9 rel32       7x rel8 -> 0F 8x rel32       6A ib -> 68 iz
//   83 /r ib -> 81 /r iz      6B /r ib -> 69 /r iz         disp8 -> disp32
//
// A branch with any prefix keeps its form: under 66 the widths of the
// instruction pointer differ, under F2 the short one has no MPX meaning.  EVEX
// keeps its displacement form too, since its disp8 counts units of the
// operand's size.
//
// The suffix is why 3DNow! and /is4 instructions report no deciding bytes: what
// they do is known only behind the displacement.
#include "formats/isa/decode_one.h"

#include <Zydis/Zydis.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace hotpatch {
namespace {

struct Parsed {
  ZydisDecodedInstruction zydis = {};
  bool has_register_suffix = false; // VEX or XOP /is4
};

bool is_register_suffix(const ZydisDecodedOperand &operand) {
  return operand.encoding == ZYDIS_OPERAND_ENCODING_IS4;
}

std::optional<Parsed> parse(BytesView code, Isa isa) {
  const bool is_64 = isa == Isa::x86_64;
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder,
                   is_64 ? ZYDIS_MACHINE_MODE_LONG_64
                         : ZYDIS_MACHINE_MODE_LEGACY_32,
                   is_64 ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  Parsed parsed;
  ZydisDecoderContext context;
  if (ZYAN_FAILED(ZydisDecoderDecodeInstruction(&decoder, &context, code.data(),
                                                code.size(), &parsed.zydis)))
    return std::nullopt;
  const ZydisInstructionEncoding encoding = parsed.zydis.encoding;
  if (parsed.zydis.raw.imm[0].size != 8 ||
      (encoding != ZYDIS_INSTRUCTION_ENCODING_VEX &&
       encoding != ZYDIS_INSTRUCTION_ENCODING_XOP))
    return parsed;
  std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> operands;
  if (ZYAN_FAILED(ZydisDecoderDecodeOperands(&decoder, &context, &parsed.zydis,
                                             operands.data(),
                                             parsed.zydis.operand_count)))
    return std::nullopt;
  parsed.has_register_suffix = std::any_of(
      operands.begin(), operands.begin() + parsed.zydis.operand_count,
      is_register_suffix);
  return parsed;
}

bool is_relative(const ZydisDecodedInstruction &zydis) {
  return zydis.raw.imm[0].size != 0 && zydis.raw.imm[0].is_relative;
}

Flow flow_of(const ZydisDecodedInstruction &zydis) {
  switch (zydis.mnemonic) {
  case ZYDIS_MNEMONIC_RET:
  case ZYDIS_MNEMONIC_IRET:
  case ZYDIS_MNEMONIC_IRETD:
  case ZYDIS_MNEMONIC_IRETQ:
  case ZYDIS_MNEMONIC_SYSRET:
  case ZYDIS_MNEMONIC_SYSEXIT:
  case ZYDIS_MNEMONIC_UIRET:
  case ZYDIS_MNEMONIC_RSM:
  case ZYDIS_MNEMONIC_INT3:
  case ZYDIS_MNEMONIC_UD0:
  case ZYDIS_MNEMONIC_UD1:
  case ZYDIS_MNEMONIC_UD2:
  case ZYDIS_MNEMONIC_HLT:
    return Flow::stop;
  case ZYDIS_MNEMONIC_JMP:
    return is_relative(zydis) ? Flow::jump : Flow::indirect_jump;
  case ZYDIS_MNEMONIC_CALL:
    return is_relative(zydis) ? Flow::call : Flow::indirect_call;
  default: // jcc, loop, jrcxz, xbegin
    return is_relative(zydis) ? Flow::branch : Flow::next;
  }
}

// Zydis calls the hint space 0F 18 to 0F 1F "nop" as well; only 0F 1F /0 is
// architecturally reserved to do nothing.
bool is_no_op(const ZydisDecodedInstruction &zydis) {
  if (zydis.mnemonic != ZYDIS_MNEMONIC_NOP)
    return false;
  if (zydis.opcode_map == ZYDIS_OPCODE_MAP_DEFAULT)
    return zydis.opcode == 0x90;
  return zydis.opcode_map == ZYDIS_OPCODE_MAP_0F && zydis.opcode == 0x1F &&
         zydis.raw.modrm.reg == 0;
}

bool has_modrm(const ZydisDecodedInstruction &zydis) {
  return (zydis.attributes & ZYDIS_ATTRIB_HAS_MODRM) != 0;
}

bool is_rip_relative(const ZydisDecodedInstruction &zydis, Isa isa) {
  return isa == Isa::x86_64 && has_modrm(zydis) && zydis.raw.disp.size == 32 &&
         zydis.raw.modrm.mod == 0 && zydis.raw.modrm.rm == 5;
}

// Where the deciding bytes end: at the first field, else with the instruction.
std::uint8_t fields_begin(const ZydisDecodedInstruction &zydis) {
  if (zydis.raw.disp.size != 0)
    return zydis.raw.disp.offset;
  if (zydis.raw.imm[0].size != 0)
    return zydis.raw.imm[0].offset;
  return zydis.length;
}

// The bytes of a shape under construction; the last one is their number.
struct Shape {
  std::array<std::uint8_t, 16> bytes = {};

  [[nodiscard]] std::uint8_t size() const { return bytes[15]; }
  void append(std::uint8_t byte) { bytes[bytes[15]++] = byte; }
};

void lengthen_opcode(Shape &shape, const ZydisDecodedInstruction &zydis) {
  if (zydis.encoding != ZYDIS_INSTRUCTION_ENCODING_LEGACY ||
      zydis.opcode_map != ZYDIS_OPCODE_MAP_DEFAULT)
    return;
  const std::uint8_t at = static_cast<std::uint8_t>(
      has_modrm(zydis) ? zydis.raw.modrm.offset - 1 : shape.size() - 1);
  std::uint8_t &opcode = shape.bytes[at];
  if (opcode == 0x83 || opcode == 0x6A || opcode == 0x6B)
    opcode = static_cast<std::uint8_t>(opcode - 2);
  else if (opcode == 0xEB && at == 0)
    opcode = 0xE9;
  else if (opcode >= 0x70 && opcode <= 0x7F && at == 0) {
    const std::uint8_t condition = opcode & 0x0F;
    opcode = 0x0F;
    shape.append(static_cast<std::uint8_t>(0x80 | condition));
  }
}

void lengthen_displacement(Shape &shape, const ZydisDecodedInstruction &zydis) {
  if (zydis.encoding != ZYDIS_INSTRUCTION_ENCODING_EVEX &&
      zydis.encoding != ZYDIS_INSTRUCTION_ENCODING_MVEX && has_modrm(zydis) &&
      zydis.raw.modrm.mod == 1 && zydis.raw.disp.size == 8)
    shape.bytes[zydis.raw.modrm.offset] ^= 0xC0; // mod 01 -> 10
}

Shape shape_of(BytesView code, const Parsed &parsed, bool has_suffix) {
  const ZydisDecodedInstruction &zydis = parsed.zydis;
  Shape shape;
  for (std::byte byte : code.first(fields_begin(zydis)))
    shape.append(std::to_integer<std::uint8_t>(byte));
  lengthen_displacement(shape, zydis);
  lengthen_opcode(shape, zydis);
  if (has_suffix)
    shape.append(std::to_integer<std::uint8_t>(code[zydis.length - 1U]));
  return shape;
}

Instruction undecodable(std::byte byte) {
  Instruction instruction;
  instruction.shape[0] = std::to_integer<std::uint8_t>(byte);
  instruction.shape_hash = hash_shape(instruction.shape);
  return instruction;
}

} // namespace

DecodedOne decode_one(BytesView code, Isa isa) {
  code = code.first(std::min<std::size_t>(code.size(), max_instruction_length));
  const std::optional<Parsed> parsed = parse(code, isa);
  if (!parsed)
    return {.instruction = undecodable(code[0]), .deciding_bytes = 0};
  const ZydisDecodedInstruction &zydis = parsed->zydis;
  const bool is_3dnow = zydis.encoding == ZYDIS_INSTRUCTION_ENCODING_3DNOW;
  const bool has_suffix = is_3dnow || parsed->has_register_suffix;

  Instruction out;
  out.length = zydis.length;
  out.flow = flow_of(zydis);
  out.is_no_op = is_no_op(zydis);
  out.is_rip_relative = is_rip_relative(zydis, isa);
  out.is_endbr = zydis.mnemonic == ZYDIS_MNEMONIC_ENDBR64 ||
                 zydis.mnemonic == ZYDIS_MNEMONIC_ENDBR32;
  out.mnemonic = static_cast<std::uint16_t>(zydis.mnemonic);
  if (zydis.raw.disp.size != 0) {
    out.displacement_at = zydis.raw.disp.offset;
    out.displacement_size = zydis.raw.disp.size / 8;
  }
  if (zydis.raw.imm[0].size != 0 && !has_suffix) {
    out.immediate_at = zydis.raw.imm[0].offset;
    out.immediate_size = zydis.raw.imm[0].size / 8;
  }
  if (zydis.raw.imm[1].size != 0 && !has_suffix) {
    out.immediate2_at = zydis.raw.imm[1].offset;
    out.immediate2_size = zydis.raw.imm[1].size / 8;
  }
  out.displacement =
      read_signed(code, out.displacement_at, out.displacement_size).value_or(0);
  out.immediate =
      read_signed(code, out.immediate_at, out.immediate_size).value_or(0);
  out.immediate2 = static_cast<std::int16_t>(
      read_signed(code, out.immediate2_at, out.immediate2_size).value_or(0));
  out.shape = shape_of(code, *parsed, has_suffix).bytes;
  out.shape_hash = hash_shape(out.shape);
  return {.instruction = out,
          .deciding_bytes = has_suffix ? std::uint8_t{0} : fields_begin(zydis)};
}

std::uint64_t hash_shape(const std::array<std::uint8_t, 16> &shape) {
  std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
  for (std::uint8_t byte : shape)
    hash = (hash ^ byte) * 0x100000001b3;
  return std::max<std::uint64_t>(hash ^ hash >> 32, 1);
}

} // namespace hotpatch
