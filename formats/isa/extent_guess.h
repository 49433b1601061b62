// How far an x86 instruction probably reaches, from its opcode and ModRM alone.
//
// A guess, made for speed: it knows the common encodings and no rule about
// validity, and whoever uses it must have it confirmed by a real decoder (see
// decoder.cc).  What holds for any bytes is that the guess depends on no byte
// behind the ones it calls leading.
#ifndef HOTPATCH_FORMATS_ISA_EXTENT_GUESS_H
#define HOTPATCH_FORMATS_ISA_EXTENT_GUESS_H

#include "formats/core/machine.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hotpatch {

struct ExtentGuess {
  std::size_t leading = 0; // bytes of prefixes, opcode, ModRM, SIB; 1 to 15
  std::size_t length = 0;  // of all: and displacement, immediate
};

// guess_extent() reads this many bytes.
inline constexpr std::size_t guess_reads = 24;

// Eight bytes as a little-endian number.
inline std::uint64_t load64(const std::uint8_t *at) {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof(value));
  if constexpr (std::endian::native == std::endian::big)
    value = std::byteswap(value);
  return value;
}

// What follows an opcode: the bytes of its immediate in the low bits, and
// flags.
namespace opcode_traits {
inline constexpr std::uint8_t immediate_bytes = 0x0F;
inline constexpr std::uint8_t modrm = 0x10;
inline constexpr std::uint8_t narrows = 0x20; // immediate is 2 under prefix 66
inline constexpr std::uint8_t widens = 0x40;  // immediate is 8 under REX.W
inline constexpr std::uint8_t special = 0x80; // the low bits say which of:
inline constexpr std::uint8_t prefix = special | 0;
inline constexpr std::uint8_t escape = special | 1; // 0F
inline constexpr std::uint8_t vex = special | 2;    // C4, C5, EVEX
inline constexpr std::uint8_t group3 = special | 3; // F6, F7: test or others
} // namespace opcode_traits

using OpcodeMap = std::array<std::uint8_t, 256>;

constexpr void set_opcodes(OpcodeMap &map, unsigned first, unsigned last,
                           unsigned traits) {
  for (unsigned opcode = first; opcode <= last; ++opcode)
    map[opcode] = static_cast<std::uint8_t>(traits);
}

// Source: Intel SDM volume 2, table A-2.
constexpr OpcodeMap make_one_byte_map(Isa isa) {
  using namespace opcode_traits;
  constexpr unsigned iz = 4 | narrows;
  OpcodeMap map = {};
  for (unsigned row = 0; row < 0x40; row += 8) {
    set_opcodes(map, row, row + 3, modrm);
    set_opcodes(map, row + 4, row + 4, 1);
    set_opcodes(map, row + 5, row + 5, iz);
  }
  if (isa == Isa::x86_64)
    set_opcodes(map, 0x40, 0x4F, prefix);
  set_opcodes(map, 0x63, 0x63, modrm);
  set_opcodes(map, 0x68, 0x68, iz);
  set_opcodes(map, 0x69, 0x69, modrm | iz);
  set_opcodes(map, 0x6A, 0x6A, 1);
  set_opcodes(map, 0x6B, 0x6B, modrm | 1);
  set_opcodes(map, 0x70, 0x7F, 1);
  set_opcodes(map, 0x80, 0x83, modrm | 1);
  set_opcodes(map, 0x81, 0x81, modrm | iz);
  set_opcodes(map, 0x84, 0x8F, modrm);
  set_opcodes(map, 0x9A, 0x9A, 6);
  set_opcodes(map, 0xA0, 0xA3, isa == Isa::x86_64 ? 8 : 4);
  set_opcodes(map, 0xA8, 0xA8, 1);
  set_opcodes(map, 0xA9, 0xA9, iz);
  set_opcodes(map, 0xB0, 0xB7, 1);
  set_opcodes(map, 0xB8, 0xBF, iz | widens);
  set_opcodes(map, 0xC0, 0xC1, modrm | 1);
  set_opcodes(map, 0xC2, 0xC2, 2);
  set_opcodes(map, 0xC6, 0xC6, modrm | 1);
  set_opcodes(map, 0xC7, 0xC7, modrm | iz);
  set_opcodes(map, 0xC8, 0xC8, 3);
  set_opcodes(map, 0xCA, 0xCA, 2);
  set_opcodes(map, 0xCD, 0xCD, 1);
  set_opcodes(map, 0xD0, 0xD3, modrm);
  set_opcodes(map, 0xD4, 0xD5, 1);
  set_opcodes(map, 0xD8, 0xDF, modrm);
  set_opcodes(map, 0xE0, 0xE7, 1);
  set_opcodes(map, 0xE8, 0xE9, iz);
  set_opcodes(map, 0xEA, 0xEA, 6);
  set_opcodes(map, 0xEB, 0xEB, 1);
  set_opcodes(map, 0xF6, 0xF7, group3);
  set_opcodes(map, 0xFE, 0xFF, modrm);
  for (unsigned byte : {0x26U, 0x2EU, 0x36U, 0x3EU, 0x64U, 0x65U, 0x66U, 0x67U,
                        0xF0U, 0xF2U, 0xF3U})
    set_opcodes(map, byte, byte, prefix);
  set_opcodes(map, 0x0F, 0x0F, escape);
  for (unsigned byte : {0x62U, 0xC4U, 0xC5U})
    set_opcodes(map, byte, byte, vex);
  return map;
}

// Opcodes behind 0F.  Source: Intel SDM volume 2, table A-3.
constexpr OpcodeMap make_two_byte_map() {
  using namespace opcode_traits;
  OpcodeMap map = {};
  set_opcodes(map, 0x00, 0xFF, modrm);
  set_opcodes(map, 0x04, 0x0C, 0);
  set_opcodes(map, 0x0E, 0x0E, 0);
  set_opcodes(map, 0x30, 0x37, 0);
  set_opcodes(map, 0x70, 0x73, modrm | 1);
  set_opcodes(map, 0x77, 0x77, 0);
  set_opcodes(map, 0x80, 0x8F, 4);
  set_opcodes(map, 0xA0, 0xA2, 0);
  set_opcodes(map, 0xA4, 0xA4, modrm | 1);
  set_opcodes(map, 0xA8, 0xAA, 0);
  set_opcodes(map, 0xAC, 0xAC, modrm | 1);
  set_opcodes(map, 0xBA, 0xBA, modrm | 1);
  set_opcodes(map, 0xC2, 0xC2, modrm | 1);
  set_opcodes(map, 0xC4, 0xC6, modrm | 1);
  set_opcodes(map, 0xC8, 0xCF, 0);
  return map;
}

// By ModRM: in the low half the bytes of ModRM and SIB, in the high half those
// of the displacement.  Source: Intel SDM volume 2, table 2-2.
constexpr std::array<std::uint8_t, 256> make_modrm_map() {
  std::array<std::uint8_t, 256> map = {};
  for (unsigned modrm = 0; modrm < 256; ++modrm) {
    const unsigned mod = modrm >> 6;
    const unsigned rm = modrm & 7;
    const unsigned bytes = mod != 3 && rm == 4 ? 2 : 1;
    const bool is_wide = mod == 2 || (mod == 0 && rm == 5);
    const unsigned displacement = is_wide ? 4 : mod == 1 ? 1 : 0;
    map[modrm] = static_cast<std::uint8_t>(bytes | displacement << 4);
  }
  return map;
}

inline constexpr OpcodeMap opcodes_x86_64 = make_one_byte_map(Isa::x86_64);
inline constexpr OpcodeMap opcodes_i386 = make_one_byte_map(Isa::i386);
inline constexpr OpcodeMap opcodes_0f = make_two_byte_map();
inline constexpr std::array<std::uint8_t, 256> modrm_map = make_modrm_map();

// The extent of an instruction whose opcode ends `before` bytes behind its
// first, with ModRM and SIB in the low bytes of `rest`.
inline ExtentGuess guess_operands(std::size_t before, std::uint64_t rest,
                                  std::uint8_t traits,
                                  std::size_t immediate_bytes) {
  const std::size_t has_modrm = traits / opcode_traits::modrm & 1;
  const std::uint8_t modrm = rest & 0xFF;
  const std::size_t operand = modrm_map[modrm] * has_modrm;
  const bool is_sib_without_base =
      (modrm & 0xC7) == 0x04 && (rest & 0x700) == 0x500;
  const std::size_t leading = before + (operand & 0x0F);
  const std::size_t displacement =
      (operand >> 4) + 4 * (has_modrm & std::size_t{is_sib_without_base});
  return {.leading = leading,
          .length = leading + displacement + immediate_bytes};
}

// guess_extent() for what it finds too rare to be quick about.
inline ExtentGuess guess_rare_extent(const std::uint8_t *at,
                                     const OpcodeMap &opcodes) {
  using namespace opcode_traits;
  bool is_narrow = false;
  std::size_t i = 0;
  for (; opcodes[at[i]] == prefix && i < 8; ++i)
    is_narrow = is_narrow || at[i] == 0x66;
  const bool is_wide = i > 0 && (at[i - 1] & 0xF8) == 0x48; // REX.W

  std::uint8_t traits = opcodes[at[i]];
  switch (traits) {
  case escape:
    ++i;
    traits = at[i] == 0x38   ? modrm
             : at[i] == 0x3A ? std::uint8_t{modrm | 1}
                             : opcodes_0f[at[i]];
    i += at[i] == 0x38 || at[i] == 0x3A ? 1 : 0;
    break;
  case vex: {
    // C5 and one byte, C4 and two, 62 and three; the first of them holds the
    // opcode map, but in the short form, where it is 0F.
    const unsigned map = at[i] == 0xC5 ? 1U : at[i + 1] & 7U;
    i += at[i] == 0xC5 ? 2 : at[i] == 0xC4 ? 3 : 4;
    traits = map == 1   ? opcodes_0f[at[i]]
             : map == 3 ? std::uint8_t{modrm | 1}
                        : modrm;
    break;
  }
  case group3: {
    const bool is_test = (at[i + 1] & 0x38) <= 0x08;
    const unsigned immediate = !is_test ? 0 : at[i] == 0xF6 ? 1 : 4 | narrows;
    traits = static_cast<std::uint8_t>(modrm | immediate);
    break;
  }
  default:
    break;
  }
  std::size_t immediate = traits & immediate_bytes;
  if (is_wide && (traits & widens) != 0)
    immediate = 8;
  else if (is_narrow && !is_wide && (traits & narrows) != 0)
    immediate = 2;
  return guess_operands(i + 1, load64(at + i + 1), traits, immediate);
}

// Guesses the extent of the instruction at `at`, of which guess_reads bytes can
// be read; opcodes: opcodes_x86_64 or opcodes_i386.
inline ExtentGuess guess_extent(const std::uint8_t *at,
                                const OpcodeMap &opcodes) {
  using namespace opcode_traits;
  std::uint64_t bytes = load64(at);
  // One REX prefix or none is what most instructions have, so it is counted
  // without a branch.
  const bool is_64 = opcodes[0x40] == prefix;
  const std::size_t rex = is_64 && (bytes & 0xF0) == 0x40 ? 1 : 0;
  const std::size_t is_wide = rex & (bytes >> 3);
  bytes >>= 8 * rex;
  const std::uint8_t traits = opcodes[bytes & 0xFF];
  if ((traits & special) != 0)
    return guess_rare_extent(at, opcodes);
  const std::size_t immediate =
      (traits & immediate_bytes) + 4 * (is_wide & (traits / widens));
  return guess_operands(rex + 1, bytes >> 8, traits, immediate);
}

} // namespace hotpatch

#endif
