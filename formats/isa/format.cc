// See instruction.h.  Zydis' own Intel formatter does the work; the code is
// said to lie at the instruction's offset, so that targets come out as offsets.
#include "formats/isa/instruction.h"

#include <Zydis/Zydis.h>

#include <array>

namespace hotpatch {

std::string format(BytesView code, const Instruction &instruction, Isa isa) {
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
  ZydisFormatter formatter;
  ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL);
  std::array<char, 256> text = {};
  ZydisFormatterFormatInstruction(&formatter, &decoded, operands.data(),
                                  decoded.operand_count_visible, text.data(),
                                  text.size(), instruction.offset, ZYAN_NULL);
  return text.data();
}

} // namespace hotpatch
