// See aarch64.h.  All PC-relative references of A64 are in six encodings, told
// apart by fixed bits at the top of the word:
//
//   b, bl      x 00101 imm26                                       * 4
//   b.cond     0101010 0 imm19 x cond                              * 4
//   cbz        x 011010 x imm19 Rt                                 * 4
//   tbz        x 011011 x b40 imm14 Rt                             * 4
//   ldr        xx 011 x 00 imm19 Rt                                * 4
//   adr, adrp  x immlo 10000 immhi Rd, imm = immhi:immlo    * 1, * 4096
#include "formats/isa/aarch64.h"

#include <bit>

namespace hotpatch {
namespace {

constexpr std::uint32_t imm26 = 0x03FFFFFF;
constexpr std::uint32_t imm19 = 0x00FFFFE0;
constexpr std::uint32_t imm14 = 0x0007FFE0;
constexpr std::uint32_t immlo = 0x60000000;

// The bits of `word` under `mask`, which are contiguous, as a signed number.
std::int64_t signed_field(std::uint32_t word, std::uint32_t mask) {
  const int unused = std::countl_zero(mask);
  return static_cast<std::int32_t>((word & mask) << unused) >>
         (32 - std::popcount(mask));
}

PcRelative in_words(Flow flow, std::uint32_t word, std::uint32_t mask) {
  return {
      .flow = flow, .displacement = signed_field(word, mask) * 4, .mask = mask};
}

} // namespace

std::optional<PcRelative> pc_relative_of(std::uint32_t word) {
  if ((word & 0xFC000000) == 0x14000000)
    return in_words(Flow::jump, word, imm26);
  if ((word & 0xFC000000) == 0x94000000)
    return in_words(Flow::call, word, imm26);
  if ((word & 0xFF000000) == 0x54000000 || (word & 0x7E000000) == 0x34000000)
    return in_words(Flow::branch, word, imm19);
  if ((word & 0x7E000000) == 0x36000000)
    return in_words(Flow::branch, word, imm14);
  // opc 11 with V set is unallocated.
  if ((word & 0x3B000000) == 0x18000000 && (word & 0xFF000000) != 0xDC000000)
    return in_words(Flow::next, word, imm19);
  if ((word & 0x1F000000) == 0x10000000) {
    const bool is_page = (word & 0x80000000) != 0;
    const std::int64_t value =
        signed_field(word, imm19) * 4 + ((word & immlo) >> 29);
    return PcRelative{.flow = Flow::next,
                      .displacement = is_page ? value * 4096 : value,
                      .mask = imm19 | immlo,
                      .is_page = is_page};
  }
  return std::nullopt;
}

} // namespace hotpatch
