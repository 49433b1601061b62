// Finding the bases of tables of distances in code.
//
// Position-independent code reads a jump table or a table of strings as
//
//   lea    rB, [rip + table]
//   movsxd rD, dword ptr [rB + 4*rI]
//   add    rD, rB                       then jmp rD, or use rD as a pointer
//
// and the table holds distances from its own begin, which are other numbers in
// each link though they mean the same, or the same numbers though they mean
// something else.  So one must know which data is such a table, and the data
// itself does not say.  The last two instructions do; the lea is the last one
// before them, in the order of the code, that loads rB, or, where a compiler
// has moved it behind, the first one after; and then each lea of the same
// place, since compilers would rather load an address again than keep it.
// Copies of rB are followed.
//
// A table that this does not find is compared as plain bytes: an unchanged
// function may then look different, never the other way round unless all
// distances happen to agree.  All tables of the corpus are found.
#include "hpcompile/validate_code.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace hotpatch {
namespace {

// The add may be separated from the load by a few scheduled instructions.
constexpr std::size_t add_within = 8;

// REX, opcode and ModRM of an instruction that begins with REX.W.
struct Encoding {
  unsigned rex = 0, opcode = 0, modrm = 0, sib = 0;

  [[nodiscard]] unsigned reg() const {
    return (modrm >> 3 & 7) | (rex << 1 & 8);
  }
  [[nodiscard]] unsigned rm() const { return (modrm & 7) | (rex << 3 & 8); }
  [[nodiscard]] unsigned base() const { return (sib & 7) | (rex << 3 & 8); }
};

std::optional<Encoding> encoding_of(const CodeBody &body,
                                    const Instruction &instruction) {
  const auto byte = [&](std::size_t i) {
    return i < instruction.length
               ? std::to_integer<unsigned>(body.bytes[instruction.offset + i])
               : 0U;
  };
  if ((byte(0) & 0xF8) != 0x48)
    return std::nullopt;
  return Encoding{byte(0), byte(1), byte(2), byte(3)};
}

// movsxd rD, dword ptr [rB + 4*rI]: rD and rB.
struct TableLoad {
  unsigned destination = 0, base = 0;
};

std::optional<TableLoad> table_load(const CodeBody &body,
                                    const Instruction &instruction) {
  const std::optional<Encoding> encoding = encoding_of(body, instruction);
  if (!encoding || encoding->opcode != 0x63 || (encoding->modrm & 7) != 4 ||
      (encoding->modrm & 0xC0) == 0xC0 || (encoding->sib & 0xC0) != 0x80 ||
      instruction.displacement != 0)
    return std::nullopt;
  return TableLoad{encoding->reg(), encoding->base()};
}

bool is_add_of(const CodeBody &body, const Instruction &instruction,
               const TableLoad &load) {
  const std::optional<Encoding> encoding = encoding_of(body, instruction);
  if (!encoding || (encoding->opcode != 0x01 && encoding->opcode != 0x03) ||
      (encoding->modrm & 0xC0) != 0xC0)
    return false;
  const unsigned reg = encoding->reg();
  const unsigned rm = encoding->rm();
  return (reg == load.destination && rm == load.base) ||
         (reg == load.base && rm == load.destination);
}

bool has_add(const CodeBody &body, std::size_t load_number,
             const TableLoad &load) {
  const RegisterSet both =
      static_cast<RegisterSet>(1U << load.destination | 1U << load.base);
  const std::size_t end =
      std::min(body.instructions.size(), load_number + 1 + add_within);
  for (std::size_t i = load_number + 1; i < end; ++i) {
    const Instruction &instruction = body.instructions[i];
    if (is_add_of(body, instruction, load))
      return true;
    const Effects effects =
        effects_of(body.bytes.subspan(instruction.offset, instruction.length),
                   Isa::x86_64);
    if ((effects.written & both) != 0)
      return false;
  }
  return false;
}

// mov rD, rS of 64 bits: rD and rS.
struct Copy {
  unsigned destination = 0, source = 0;
};

std::optional<Copy> register_copy(const CodeBody &body,
                                  const Instruction &instruction) {
  const std::optional<Encoding> encoding = encoding_of(body, instruction);
  if (!encoding || (encoding->modrm & 0xC0) != 0xC0 || instruction.length != 3)
    return std::nullopt;
  if (encoding->opcode == 0x89)
    return Copy{encoding->rm(), encoding->reg()};
  if (encoding->opcode == 0x8B)
    return Copy{encoding->reg(), encoding->rm()};
  return std::nullopt;
}

bool is_lea(const CodeBody &body, const Instruction &instruction) {
  const std::optional<Encoding> encoding = encoding_of(body, instruction);
  return instruction.is_rip_relative && encoding && encoding->opcode == 0x8D;
}

std::int64_t target_of(const Instruction &instruction) {
  return instruction.end() + instruction.displacement;
}

// All lea, ascending, that yield what one of `found` does.
std::vector<std::uint32_t>
with_same_target(const CodeBody &body,
                 const std::vector<std::uint32_t> &found) {
  std::set<std::int64_t> targets;
  for (std::uint32_t number : found)
    targets.insert(target_of(body.instructions[number]));
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < body.instructions.size(); ++i)
    if (is_lea(body, body.instructions[i]) &&
        targets.contains(target_of(body.instructions[i])))
      all.push_back(i);
  return all;
}

} // namespace

std::vector<std::uint32_t> find_table_bases(const CodeBody &body) {
  std::array<std::optional<std::uint32_t>, 16> last_lea = {};
  std::array<bool, 16> is_awaited = {};
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < body.instructions.size(); ++i) {
    const Instruction &instruction = body.instructions[i];
    if (const std::optional<Encoding> lea = encoding_of(body, instruction);
        lea && is_lea(body, instruction)) {
      const unsigned reg = lea->reg();
      last_lea[reg] = i;
      if (is_awaited[reg])
        found.push_back(i);
      is_awaited[reg] = false;
      continue;
    }
    if (const std::optional<Copy> copy = register_copy(body, instruction);
        copy && last_lea[copy->source])
      last_lea[copy->destination] = last_lea[copy->source];
    const std::optional<TableLoad> load = table_load(body, instruction);
    if (!load || !has_add(body, i, *load))
      continue;
    if (const std::optional<std::uint32_t> lea = last_lea[load->base])
      found.push_back(*lea);
    else
      is_awaited[load->base] = true;
  }
  return found.empty() ? found : with_same_target(body, found);
}

} // namespace hotpatch
