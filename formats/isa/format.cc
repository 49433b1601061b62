// Text of instructions, for people.
//
// Zydis' Intel formatter does the work, with hooks where the caller's names
// take the place of numbers.  A hook writes a one-character mark, and marks
// become names afterwards: a name may be longer (a C++ one easily is) than
// Zydis' buffer.
#include "formats/isa/instruction.h"

#include <Zydis/Zydis.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

constexpr char branch_target_mark = '\1';
constexpr char displacement_mark = '\2';
constexpr char immediate_mark = '\3';

// What the hooks are given: which numbers are replaced, and Zydis' own
// functions for the others.
struct Hooks {
  const OperandText &text;
  ZydisFormatterFunc print_mnemonic;
  ZydisFormatterFunc format_immediate;
  ZydisFormatterFunc print_displacement;
  ZydisFormatterFunc print_address;
};

const Hooks &hooks_of(const ZydisFormatterContext *context) {
  return *static_cast<const Hooks *>(context->user_data);
}

ZyanStatus append_text(ZydisFormatterBuffer *buffer, std::string_view text) {
  ZYAN_CHECK(ZydisFormatterBufferAppend(buffer, ZYDIS_TOKEN_SYMBOL));
  ZyanString *string = nullptr;
  ZYAN_CHECK(ZydisFormatterBufferGetString(buffer, &string));
  ZyanStringView view;
  ZYAN_CHECK(ZyanStringViewInsideBufferEx(&view, text.data(), text.size()));
  return ZyanStringAppend(string, &view);
}

// Whether the operand shown is the immediate that OperandText means.
bool is_first_immediate(const ZydisFormatterContext *context) {
  if (context->instruction->raw.imm[0].size == 0)
    return false; // the 1 of "shl eax, 1" is part of the opcode
  const ZydisDecodedOperand *operand = context->operands;
  while (operand != context->operand &&
         operand->type != ZYDIS_OPERAND_TYPE_IMMEDIATE)
    ++operand;
  return operand == context->operand;
}

ZyanStatus format_immediate(const ZydisFormatter *formatter,
                            ZydisFormatterBuffer *buffer,
                            ZydisFormatterContext *context) {
  const Hooks &hooks = hooks_of(context);
  if (context->operand->imm.is_relative && !hooks.text.branch_target.empty())
    return append_text(buffer, {&branch_target_mark, 1});
  if (!context->operand->imm.is_relative && !hooks.text.immediate.empty() &&
      is_first_immediate(context))
    return append_text(buffer, {&immediate_mark, 1});
  return hooks.format_immediate(formatter, buffer, context);
}

ZyanStatus print_displacement(const ZydisFormatter *formatter,
                              ZydisFormatterBuffer *buffer,
                              ZydisFormatterContext *context) {
  const Hooks &hooks = hooks_of(context);
  if (hooks.text.displacement.empty())
    return hooks.print_displacement(formatter, buffer, context);
  const std::array<char, 2> mark = {'+', displacement_mark};
  return append_text(buffer, {mark.data(), mark.size()});
}

// The address of memory without registers, and of branch targets.
ZyanStatus print_address(const ZydisFormatter *formatter,
                         ZydisFormatterBuffer *buffer,
                         ZydisFormatterContext *context) {
  const Hooks &hooks = hooks_of(context);
  if (context->operand->type != ZYDIS_OPERAND_TYPE_MEMORY ||
      hooks.text.displacement.empty())
    return hooks.print_address(formatter, buffer, context);
  return append_text(buffer, {&displacement_mark, 1});
}

// Zydis names conditions by what they negate (jnz, jnbe); assembly as compilers
// and other tools write it does not (jne, ja).
struct Condition {
  std::string_view zydis, usual;
};
constexpr std::array<Condition, 6> conditions = {{{"z", "e"},
                                                  {"nz", "ne"},
                                                  {"nb", "ae"},
                                                  {"nbe", "a"},
                                                  {"nl", "ge"},
                                                  {"nle", "g"}}};

// Empty if it is the one that Zydis uses.
std::string usual_mnemonic(std::string_view mnemonic) {
  for (std::string_view stem : {"j", "set", "cmov"})
    for (const Condition &condition : conditions)
      if (mnemonic.starts_with(stem) &&
          mnemonic.substr(stem.size()) == condition.zydis)
        return std::string(stem) + std::string(condition.usual);
  return {};
}

ZyanStatus print_mnemonic(const ZydisFormatter *formatter,
                          ZydisFormatterBuffer *buffer,
                          ZydisFormatterContext *context) {
  const std::string usual =
      usual_mnemonic(ZydisMnemonicGetString(context->instruction->mnemonic));
  return usual.empty()
             ? hooks_of(context).print_mnemonic(formatter, buffer, context)
             : append_text(buffer, usual);
}

// Puts our function in place of Zydis' own, which it returns.
ZydisFormatterFunc set_hook(ZydisFormatter &formatter,
                            ZydisFormatterFunction type,
                            ZydisFormatterFunc ours) {
  const void *function = reinterpret_cast<const void *>(ours);
  ZydisFormatterSetHook(&formatter, type, &function);
  return reinterpret_cast<ZydisFormatterFunc>(const_cast<void *>(function));
}

ZydisFormatter make_formatter() {
  ZydisFormatter formatter;
  ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL);
  const auto set = [&](ZydisFormatterProperty property, ZyanUPointer value) {
    ZydisFormatterSetProperty(&formatter, property, value);
  };
  set(ZYDIS_FORMATTER_PROP_FORCE_SIZE, ZYAN_TRUE);
  set(ZYDIS_FORMATTER_PROP_FORCE_RELATIVE_RIPREL, ZYAN_TRUE);
  set(ZYDIS_FORMATTER_PROP_HEX_UPPERCASE, ZYAN_FALSE);
  set(ZYDIS_FORMATTER_PROP_ADDR_PADDING_ABSOLUTE, ZYDIS_PADDING_DISABLED);
  set(ZYDIS_FORMATTER_PROP_DISP_PADDING, ZYDIS_PADDING_DISABLED);
  set(ZYDIS_FORMATTER_PROP_IMM_PADDING, ZYDIS_PADDING_DISABLED);
  return formatter;
}

std::string replace_marks(std::string_view marked, const OperandText &text) {
  std::string out;
  for (char c : marked) {
    if (c == branch_target_mark)
      out += text.branch_target;
    else if (c == displacement_mark)
      out += text.displacement;
    else if (c == immediate_mark)
      out += text.immediate;
    else
      out += c;
  }
  return out;
}

} // namespace

std::string format(BytesView code, const Instruction &instruction, Isa isa,
                   const OperandText &text) {
  const bool is_64 = isa == Isa::x86_64;
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder,
                   is_64 ? ZYDIS_MACHINE_MODE_LONG_64
                         : ZYDIS_MACHINE_MODE_LEGACY_32,
                   is_64 ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
  ZydisDecodedInstruction decoded;
  std::array<ZydisDecodedOperand, ZYDIS_MAX_OPERAND_COUNT> operands;
  if (ZYAN_FAILED(ZydisDecoderDecodeFull(&decoder, code.data(), code.size(),
                                         &decoded, operands.data())))
    return "(bad)";

  // Zydis leaves out a displacement of zero, which a linker may yet fill in.
  for (ZydisDecodedOperand &operand :
       std::span(operands).first(decoded.operand_count_visible))
    if (!text.displacement.empty() && decoded.raw.disp.size != 0 &&
        operand.type == ZYDIS_OPERAND_TYPE_MEMORY)
      operand.mem.disp.value = 1;

  ZydisFormatter formatter = make_formatter();
  Hooks hooks = {
      .text = text,
      .print_mnemonic = set_hook(formatter, ZYDIS_FORMATTER_FUNC_PRINT_MNEMONIC,
                                 print_mnemonic),
      .format_immediate = set_hook(
          formatter, ZYDIS_FORMATTER_FUNC_FORMAT_OPERAND_IMM, format_immediate),
      .print_displacement = set_hook(formatter, ZYDIS_FORMATTER_FUNC_PRINT_DISP,
                                     print_displacement),
      .print_address = set_hook(
          formatter, ZYDIS_FORMATTER_FUNC_PRINT_ADDRESS_ABS, print_address)};
  std::array<char, 256> marked = {};
  if (ZYAN_FAILED(ZydisFormatterFormatInstruction(
          &formatter, &decoded, operands.data(), decoded.operand_count_visible,
          marked.data(), marked.size(), instruction.offset, &hooks)))
    return "(bad)";
  return replace_marks(marked.data(), text);
}

std::string format(BytesView code, const Instruction &instruction, Isa isa) {
  return format(code, instruction, isa, {});
}

} // namespace hotpatch
