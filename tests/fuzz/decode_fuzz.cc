// Any bytes as x86 code: decoded through the memo, which must agree with Zydis
// alone, then followed and shown.
#include "formats/isa/decode_one.h"
#include "formats/isa/instruction.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

namespace {

using hotpatch::BytesView;
using hotpatch::Decoder;
using hotpatch::Effects;
using hotpatch::Flow;
using hotpatch::Instruction;
using hotpatch::Isa;

void require(bool holds) {
  if (!holds)
    std::abort();
}

void check_instruction(BytesView code, const Instruction &found, Isa isa) {
  const BytesView rest = code.subspan(found.offset);
  Instruction alone = hotpatch::decode_one(rest, isa).instruction;
  alone.offset = found.offset;
  require(found == alone);

  const BytesView bytes = rest.first(found.length);
  const Effects effects = hotpatch::effects_of(bytes, isa);
  require(effects.stack_known || effects.stack_adjustment == 0);
  require(effects.is_move || !effects.is_push);

  const std::string plain = hotpatch::format(bytes, found, isa);
  const std::string named = hotpatch::format(
      bytes, found, isa,
      {.branch_target = "L", .displacement = "d", .immediate = "i"});
  const bool is_bad = found.flow == Flow::undecodable;
  require((plain == "(bad)") == is_bad);
  require((named == "(bad)") == is_bad);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView code = std::as_bytes(std::span(data, size));
  for (Isa isa : {Isa::x86_64, Isa::i386}) {
    std::size_t at = 0;
    Decoder decoder(isa);
    for (const Instruction &found : decoder.decode(code)) {
      require(found.offset == at);
      at = found.end();
      check_instruction(code, found, isa);
    }
    require(at == code.size());
  }
  return 0;
}
